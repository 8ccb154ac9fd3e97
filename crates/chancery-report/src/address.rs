//! Addresses: their canonical form, their host, and the date many of them carry.

use std::sync::OnceLock;

use chancery_record::Moment;
use regex::Regex;
use url::Url;

/// The canonical form: no fragment, no tracking parameters, no default port, host in lower case.
pub(crate) fn canonical(address: &str) -> Option<String> {
    let mut url = Url::parse(address.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    url.host_str()?;
    url.set_fragment(None);
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(key, _)| !is_tracking(key))
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect();
    if kept.is_empty() {
        url.set_query(None);
    } else if kept.len() != url.query_pairs().count() {
        url.query_pairs_mut().clear().extend_pairs(kept);
    }
    Some(url.into())
}

/// The host, without `www.`
pub(crate) fn host(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok()?;
    let host = url.host_str()?.to_ascii_lowercase();
    Some(host.strip_prefix("www.").unwrap_or(&host).to_owned())
}

fn is_tracking(key: &str) -> bool {
    key.starts_with("utm_")
        || matches!(
            key,
            "fbclid"
                | "gclid"
                | "dclid"
                | "msclkid"
                | "igshid"
                | "mc_cid"
                | "mc_eid"
                | "ref"
                | "ref_src"
                | "cmpid"
                | "ocid"
                | "ito"
                | "smid"
                | "smtyp"
                | "CMP"
                | "cid"
                | "ns_campaign"
                | "ns_mchannel"
                | "traffic_source"
        )
}

/// The date in the path: `/2023/02/15/`, `/2023-02-15-`, `/20230215/`, `/2023/feb/15/`; a month where the
/// path stops there.
pub(crate) fn date(address: &str) -> Option<(Moment, String)> {
    static DATE: OnceLock<Regex> = OnceLock::new();
    let date = DATE.get_or_init(|| {
        Regex::new(r"(?i)[/_-](?P<y>(?:19|20)\d{2})(?:[/_-](?P<m>0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[/_-](?P<d>0?[1-9]|[12]\d|3[01])(?:[/_.-]|$)|/)|(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])(?:[/_.-]|$))")
            .expect("fixed pattern")
    });
    let url = Url::parse(address.trim()).ok()?;
    let found = date.captures(url.path())?;
    let year = found["y"].parse().ok()?;
    let month = found.name("m").or_else(|| found.name("m2"))?.as_str();
    let month = month.parse::<u8>().ok().or_else(|| crate::moment::month_number(month))?;
    let moment = match found.name("d").or_else(|| found.name("d2")) {
        Some(day) => Moment::day(year, month, day.as_str().parse().ok()?)?,
        None => Moment::year_month(year, month)?,
    };
    Some((moment, found[0].to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracking_and_fragments_go() {
        assert_eq!(
            canonical("https://News.Example.org:443/a?id=7&utm_source=x#top").as_deref(),
            Some("https://news.example.org/a?id=7")
        );
        assert_eq!(canonical("mailto:a@example.org"), None);
    }

    #[test]
    fn dates_in_paths() {
        for (path, expected) in [
            ("/2023/02/15/talks", "2023-02-15"),
            ("/world/2023/feb/15/talks", "2023-02-15"),
            ("/news/20230215/talks.html", "2023-02-15"),
            ("/a/talks-2023-02-15.html", "2023-02-15"),
            ("/2023/02/talks", "2023-02"),
        ] {
            assert_eq!(date(&format!("https://example.org{path}")).unwrap().0.to_string(), expected);
        }
        for path in ["/news/479215", "/id/20239915/", "/talks-of-2023", "/a/2023/talks"] {
            assert_eq!(date(&format!("https://example.org{path}")), None, "{path}");
        }
    }
}

//! What elements and class names say of their text.

use chancery_record::SegmentKind;
use html5gum::StartTag;

type Role = (SegmentKind, &'static str);

/// What the tag says of what is in it, if it says anything.
pub(super) fn of(tag: &StartTag<usize>) -> Option<Role> {
    let element: &[u8] = &tag.name;
    let by_element = match element {
        b"nav" => Some((SegmentKind::Links, "navigation element")),
        b"footer" => Some((SegmentKind::Boilerplate, "footer element")),
        b"figcaption" | b"caption" => Some((SegmentKind::Caption, "caption element")),
        b"button" | b"form" | b"label" | b"dialog" => Some((SegmentKind::Boilerplate, "control element")),
        b"time" => Some((SegmentKind::Dateline, "time element")),
        _ => None,
    };
    if by_element.is_some() || matches!(element, b"html" | b"body" | b"main" | b"article") {
        return by_element;
    }
    if attribute(tag, "aria-hidden").is_some_and(|value| value == "true") {
        return Some((SegmentKind::Boilerplate, "hidden from readers"));
    }
    match attribute(tag, "role").as_deref() {
        Some("navigation") => return Some((SegmentKind::Links, "navigation role")),
        Some("contentinfo" | "search" | "banner" | "dialog" | "alert") => {
            return Some((SegmentKind::Boilerplate, "role of the page"));
        }
        _ => {}
    }
    if attribute(tag, "itemprop").is_some_and(|value| value == "author")
        || attribute(tag, "rel").is_some_and(|value| value == "author")
    {
        return Some((SegmentKind::Byline, "author property"));
    }
    let names = [attribute(tag, "class"), attribute(tag, "id")].into_iter().flatten();
    names.flat_map(|value| value.split_whitespace().map(by_name).collect::<Vec<_>>()).flatten().next()
}

/// What one class name says, by its words: `related-posts`, `entryByline`, `share_bar`.
fn by_name(name: &str) -> Option<Role> {
    let words = name_words(name);
    let any = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let all = |list: &[&str]| list.iter().all(|word| words.iter().any(|have| have == word));
    // Names of the whole article or of the layout say nothing of a part.
    if words.len() > 6
        || any(&[
            "has",
            "no",
            "with",
            "is",
            "wrapper",
            "container",
            "layout",
            "page",
            "site",
            "content",
            "main",
        ])
    {
        return None;
    }
    if any(&["caption", "figcaption", "cutline", "imagecaption", "photocaption"])
        || all(&["image", "credit"])
        || all(&["photo", "credit"])
    {
        return Some((SegmentKind::Caption, "class of a caption"));
    }
    if any(&["byline", "author", "authors", "writer", "contributor", "contributors", "dateline-author"]) {
        return Some((SegmentKind::Byline, "class of a byline"));
    }
    if any(&[
        "related",
        "recommended",
        "recommendations",
        "trending",
        "popular",
        "mostread",
        "mostpopular",
        "outbrain",
        "taboola",
        "readmore",
        "morefrom",
        "promo",
        "teaser",
        "teasers",
        "carousel",
        "sidebar",
        "widget",
        "breadcrumb",
        "breadcrumbs",
    ]) || all(&["most", "read"])
        || all(&["most", "popular"])
        || all(&["read", "more"])
        || all(&["see", "also"])
        || all(&["also", "read"])
        || all(&["recent", "posts"])
        || all(&["latest", "news"])
        || all(&["more", "stories"])
    {
        return Some((SegmentKind::Links, "class of a list of other stories"));
    }
    if any(&[
        "share",
        "sharing",
        "social",
        "newsletter",
        "subscribe",
        "subscription",
        "signup",
        "cookie",
        "cookies",
        "consent",
        "gdpr",
        "advert",
        "advertisement",
        "ads",
        "sponsored",
        "tags",
        "comments",
        "commentlist",
        "disqus",
        "paywall",
        "toolbar",
        "nav",
        "navbar",
        "navigation",
        "menu",
        "footer",
        "masthead",
        "popup",
        "modal",
    ]) {
        return Some((SegmentKind::Boilerplate, "class of a part of the page"));
    }
    if any(&["disclaimer", "copyright"]) {
        return Some((SegmentKind::Disclaimer, "class of a notice"));
    }
    if any(&["pubdate", "publishdate", "datetime", "timestamp", "dateline"])
        || all(&["publish", "date"])
        || all(&["published", "date"])
        || all(&["post", "date"])
        || all(&["article", "date"])
        || all(&["entry", "date"])
        || name.eq_ignore_ascii_case("date")
        || name.eq_ignore_ascii_case("published")
    {
        return Some((SegmentKind::Dateline, "class of a date"));
    }
    None
}

fn name_words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut previous_lower = false;
    for c in name.chars().take(80) {
        if !c.is_alphanumeric() || (c.is_uppercase() && previous_lower) {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        previous_lower = c.is_lowercase();
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

pub(super) fn attribute(tag: &StartTag<usize>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(&value.value).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names_are_read_by_their_words() {
        assert_eq!(by_name("entry-related-posts").map(|role| role.0), Some(SegmentKind::Links));
        assert_eq!(by_name("articleByline").map(|role| role.0), Some(SegmentKind::Byline));
        assert_eq!(by_name("wp-caption-text").map(|role| role.0), Some(SegmentKind::Caption));
        assert_eq!(by_name("has-sidebar"), None);
        assert_eq!(by_name("unrelated"), None);
    }
}

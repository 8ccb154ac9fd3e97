//! Every container and format, written here by the crates that write them or by hand, and what must
//! come out: one report a record, each in its place, and the broken ones named.

use std::io::{Cursor, Write};

use chancery_record::Report;
use chancery_report::{ColumnMap, Error, Format, Input, Limits, Reader};

const FIRST: &str = "Togo said on Wednesday it would reopen three border crossings with Ghana.";
const SECOND: &str = "Peru recalled its ambassador from Bolivia on Tuesday over a mining row.";

fn read_with(reader: &Reader, name: &str, bytes: impl Into<Vec<u8>>) -> Vec<Result<Report, Error>> {
    reader.reports([Input::Stream(name.to_owned(), Box::new(Cursor::new(bytes.into())))]).collect()
}

fn read(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<Report> {
    read_with(&Reader::new(), name, bytes)
        .into_iter()
        .map(|report| report.expect("every record is read"))
        .collect()
}

fn bodies(reports: &[Report]) -> Vec<&str> {
    reports.iter().map(|report| report.body.text.as_str()).collect()
}

fn published(report: &Report) -> String {
    report
        .published
        .as_ref()
        .map_or("unknown".to_owned(), |published| format!("{} {}", published.moment, published.from))
}

fn outlet(report: &Report) -> &str {
    report.outlet.as_ref().map_or("unknown", |outlet| &outlet.value.name)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn tarred(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_cksum();
        archive.append_data(&mut header, name, *bytes).unwrap();
    }
    archive.into_inner().unwrap()
}

#[test]
fn json_lines_with_the_projects_own_names() {
    let lines = format!(
        "{{\"report\":\"a1\",\"text\":\"{FIRST}\",\"published\":\"2021-04-07\",\"outlet\":\"Tehran Times\"}}\n\n{{\"report\":\"a2\",\"text\":\"{SECOND}\",\"published\":null,\"outlet\":null}}\n"
    );
    let reports = read("x.jsonl", lines);
    assert_eq!(bodies(&reports), [FIRST, SECOND]);
    assert_eq!(reports[0].name.as_deref(), Some("a1"));
    assert_eq!(
        (published(&reports[0]).as_str(), outlet(&reports[0])),
        ("2021-04-07 column published", "Tehran Times")
    );
    assert_eq!((published(&reports[1]).as_str(), outlet(&reports[1])), ("unknown", "unknown"));
    assert_eq!(reports[1].origin.to_string(), "x.jsonl: line 3");
}

#[test]
fn shapes_of_well_known_tools() {
    let news_please = format!(
        r#"{{"authors":["Ama Mensah"],"date_download":"2022-01-01 00:00:00","date_publish":"2021-04-07 10:00:00","language":"en","maintext":"{FIRST}","source_domain":"www.tehrantimes.com","title":"Togo to reopen","url":"https://www.tehrantimes.com/news/1"}}"#
    );
    let news_api = format!(
        r#"{{"status":"ok","articles":[{{"source":{{"id":null,"name":"Dawn"}},"author":null,"title":"Togo to reopen","publishedAt":"2021-04-07T10:00:00Z","description":"short","content":"{FIRST}","url":"https://www.dawn.com/1"}}]}}"#
    );
    let event_registry = format!(
        r#"{{"articles":{{"results":[{{"uri":"77","lang":"eng","date":"2021-04-07","dateTimePub":"2021-04-07T09:00:00Z","title":"Togo to reopen","body":"{FIRST}","source":{{"uri":"dawn.com","title":"Dawn"}}}}]}}}}"#
    );
    let media_cloud = format!(
        r#"[{{"stories_id":5,"publish_date":"2021-04-07","title":"Togo to reopen","media_name":"Dawn","text":"{FIRST}","url":"https://www.dawn.com/1"}}]"#
    );
    let trafilatura = format!(
        r#"{{"title":"Togo to reopen","hostname":"dawn.com","date":"2021-04-07","source":"https://www.dawn.com/1","text":"{FIRST}","language":"en"}}"#
    );
    for (shape, name) in [
        (news_please, "Tehran Times"),
        (news_api, "Dawn"),
        (event_registry, "Dawn"),
        (media_cloud, "Dawn"),
        (trafilatura, "Dawn"),
    ] {
        let reports = read("x.json", shape);
        assert_eq!(bodies(&reports), [FIRST], "{name}");
        assert_eq!(outlet(&reports[0]), name);
        assert!(published(&reports[0]).starts_with("2021-04-07"));
        assert!(reports[0].published_conflicts.is_empty());
        assert_eq!(
            reports[0].headline.as_ref().map(|headline| headline.text.as_str()),
            Some("Togo to reopen")
        );
    }
}

#[test]
fn gdelt_lists_and_reconstructions() {
    let list = read(
        "x.json",
        r#"{"articles":[{"url":"https://www.dawn.com/1","title":"Togo to reopen","seendate":"20210407T101500Z","domain":"dawn.com","language":"English"}]}"#,
    );
    assert_eq!(
        (published(&list[0]).as_str(), outlet(&list[0])),
        ("2021-04-07T10:15:00Z column seendate", "Dawn")
    );
    assert!(list[0].body.is_empty());
    let rebuilt =
        read("x", format!("Text|Date|URL|Source\n{FIRST}|20210407|https://www.dawn.com/1|dawn.com\n"));
    assert_eq!(bodies(&rebuilt), [FIRST]);
    let mut gkg = vec!["20210407101500-3", "20210407101500", "1", "dawn.com", "https://www.dawn.com/1"];
    gkg.extend([""; 21]);
    gkg.push("<PAGE_TITLE>Togo to reopen &amp; more</PAGE_TITLE>");
    let gkg = read("x", gkg.join("\t"));
    assert_eq!(gkg[0].headline.as_ref().unwrap().text, "Togo to reopen & more");
}

#[test]
fn tables_by_well_known_names_and_by_map() {
    let csv = read(
        "x.csv",
        format!(
            "id,date,title,text,domain\n7,2021-04-07,\"Togo, at last\",\"{FIRST}\n\nIt gave no date.\",dawn.com\n"
        ),
    );
    assert_eq!(csv[0].body.text, format!("{FIRST}\n\nIt gave no date."));
    assert_eq!((csv[0].name.as_deref(), outlet(&csv[0])), (Some("7"), "Dawn"));
    let tsv = read("x", format!("title\ttext\nA\t{FIRST}\nB\t{SECOND}\n"));
    assert_eq!(bodies(&tsv), [FIRST, SECOND]);
    let reader = Reader::new().columns(ColumnMap::parse("text=inhalt,published=tag").unwrap());
    let mapped = read_with(&reader, "x.csv", format!("nr;inhalt;tag\n1;{FIRST};2021-04-07\n"));
    let mapped = mapped.into_iter().next().unwrap().unwrap();
    assert_eq!((mapped.body.text.as_str(), published(&mapped).as_str()), (FIRST, "2021-04-07 column tag"));
}

#[test]
fn parquet_rows() {
    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::{properties::WriterProperties, writer::SerializedFileWriter};
    for compression in [
        parquet::basic::Compression::UNCOMPRESSED,
        parquet::basic::Compression::SNAPPY,
        parquet::basic::Compression::ZSTD(Default::default()),
    ] {
        let schema = parquet::schema::parser::parse_message_type(
            "message m { required binary text (UTF8); required int64 date (TIMESTAMP_MILLIS); }",
        )
        .unwrap();
        let properties = WriterProperties::builder().set_compression(compression).build();
        let mut writer = SerializedFileWriter::new(Vec::new(), schema.into(), properties.into()).unwrap();
        let mut group = writer.next_row_group().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column
            .typed::<ByteArrayType>()
            .write_batch(&[ByteArray::from(FIRST), ByteArray::from(SECOND)], None, None)
            .unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int64Type>().write_batch(&[1_617_789_600_000, 1_617_789_600_000], None, None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
        let reports = read("x.parquet", writer.into_inner().unwrap());
        assert_eq!(bodies(&reports), [FIRST, SECOND]);
        assert_eq!(published(&reports[0]), "2021-04-07T10:00:00Z column date");
    }
}

#[test]
fn feeds() {
    let rss = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Dawn</title><link>https://www.dawn.com</link><description>d</description><item><title>Togo to reopen</title><link>https://www.dawn.com/1</link><pubDate>Wed, 07 Apr 2021 23:30:00 -0500</pubDate><content:encoded><![CDATA[<p>{FIRST}</p><p>It gave no date.</p>]]></content:encoded></item><item><title>Peru</title><description>{SECOND}</description></item></channel></rss>"
    );
    let reports = read("x", rss);
    assert_eq!(bodies(&reports), [format!("{FIRST}\n\nIt gave no date."), SECOND.to_owned()]);
    // The day is the outlet's own, not that of UTC.
    assert_eq!((published(&reports[0]).as_str(), outlet(&reports[0])), ("2021-04-07T23:30:00 feed", "Dawn"));
    assert!(reports[1].notes.iter().any(|note| note.message.contains("only a summary")));
    let atom = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Gulf Review</title><id>u</id><updated>2021-04-08T00:00:00Z</updated><entry><id>e</id><title>Togo to reopen</title><published>2021-04-07T10:00:00Z</published><updated>2021-04-09T10:00:00Z</updated><content type=\"html\">&lt;p&gt;{FIRST}&lt;/p&gt;</content></entry></feed>"
    );
    let reports = read("x", atom);
    assert_eq!(bodies(&reports), [FIRST]);
    assert!(published(&reports[0]).starts_with("2021-04-07T10:00"));
    let json = format!(
        "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Gulf Review\",\"items\":[{{\"id\":\"1\",\"url\":\"https://gulf.example/1\",\"title\":\"Togo to reopen\",\"content_text\":\"{FIRST}\",\"date_published\":\"2021-04-07T10:00:00Z\"}}]}}"
    );
    assert_eq!(bodies(&read("x", json)), [FIRST]);
}

fn warc(records: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (kind, headers, body) in records {
        bytes.extend(format!("WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://www.dawn.com/2021/04/07/togo\r\nWARC-Date: 2022-01-01T00:00:00Z\r\n{headers}Content-Length: {}\r\n\r\n", body.len()).into_bytes());
        bytes.extend_from_slice(body);
        bytes.extend_from_slice(b"\r\n\r\n");
    }
    bytes
}

fn page() -> String {
    format!(
        "<html><body><h1>Togo to reopen</h1><p>{FIRST} The foreign minister told reporters in the capital that customs officers would return within a week.</p><p>{FIRST} Ghana welcomed the step and promised to send its own officers to the border soon.</p></body></html>"
    )
}

#[test]
fn warc_records() {
    let http = "Content-Type: application/http; msgtype=response\r\n";
    let plain = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}", page());
    let packed = gzip(page().as_bytes());
    let mut coded = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n".to_vec();
    coded.extend_from_slice(&packed);
    let page = page();
    let (head, tail) = page.split_at(40);
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{head}\r\n{:x}\r\n{tail}\r\n0\r\n\r\n",
        head.len(),
        tail.len()
    );
    let missing = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html>gone</html>";
    let picture = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nxx";
    let bytes = warc(&[
        ("warcinfo", "Content-Type: application/warc-fields\r\n", b"software: x"),
        ("response", http, plain.as_bytes()),
        ("response", http, &coded),
        ("response", http, chunked.as_bytes()),
        ("response", http, missing.as_bytes()),
        ("response", http, picture.as_bytes()),
        ("conversion", "Content-Type: text/plain\r\n", FIRST.as_bytes()),
    ]);
    let reports = read("x.warc", bytes.clone());
    assert_eq!(reports.len(), 4);
    for report in &reports {
        assert!(report.body.text.contains(FIRST), "{}", report.origin);
        // The address has the day; the date of the crawl is not one of publication.
        assert_eq!((published(report).as_str(), outlet(report)), ("2021-04-07 URL", "Dawn"));
    }
    assert_eq!(reports[3].origin.place, "record 7");
    assert_eq!(read("x.warc.gz", gzip(&bytes)).len(), 4);
}

#[test]
fn a_broken_warc_record_does_not_stop_the_file() {
    let good = warc(&[("conversion", "Content-Type: text/plain\r\n", FIRST.as_bytes())]);
    let mut bytes = good.clone();
    bytes.extend_from_slice(
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: nonsense\r\n\r\njunk\r\n\r\n",
    );
    bytes.extend_from_slice(&good);
    let read: Vec<_> = read_with(&Reader::new(), "x.warc", bytes);
    let good = read.iter().filter(|record| record.is_ok()).count();
    let failed: Vec<String> =
        read.iter().filter_map(|record| record.as_ref().err().map(ToString::to_string)).collect();
    assert_eq!(good, 2);
    assert!(failed[0].starts_with("x.warc: record 2: "), "{failed:?}");
}

#[test]
fn compressed_files_and_archives_in_each_other() {
    let packed = zstd::encode_all(FIRST.as_bytes(), 1).unwrap();
    assert_eq!(bodies(&read("x.txt.zst", packed)), [FIRST]);
    // Two gzip members are one stream.
    let mut members = gzip(FIRST.as_bytes());
    members.extend(gzip(b"\nIt gave no date."));
    assert_eq!(read("x.txt.gz", members)[0].body.text, format!("{FIRST}\n\nIt gave no date."));
    let inner = zipped(&[("b/second.txt", SECOND.as_bytes())]);
    let outer = tarred(&[("first.txt", FIRST.as_bytes()), ("inner.zip", &inner)]);
    let reports = read("x.tar.gz", gzip(&outer));
    assert_eq!(bodies(&reports), [FIRST, SECOND]);
    assert_eq!(reports[1].origin.file, "x.tar!inner.zip!b/second.txt");
}

#[test]
fn markdown_with_front_matter() {
    let text = format!(
        "---\ntitle: Togo to reopen\ndate: 2021-04-07\n---\n\n# Togo to reopen\n\n{FIRST}\n\nIt **gave** [no date](https://example.org).\n"
    );
    let reports = read("x.md", text);
    assert_eq!(reports[0].body.text, format!("{FIRST}\n\nIt gave no date."));
    assert_eq!(published(&reports[0]), "2021-04-07 column date");
}

#[test]
fn encodings() {
    let latin: Vec<u8> = "The minister met Özgür Yılmaz in İzmir on Monday, according to reports from the city. Görüşmeler sürüyor, she said."
        .chars()
        .map(|c| match c { 'ı' => 0xfd, 'İ' => 0xdd, 'ş' => 0xfe, c => c as u8 })
        .collect();
    let page = [
        b"<html><head><meta charset=\"windows-1254\"></head><body><p>".to_vec(),
        latin,
        b"</p></body></html>".to_vec(),
    ]
    .concat();
    let reports = read("x.html", page.clone());
    assert_eq!(reports[0].bytes, Some(page), "what cannot be made anew from the text is kept");
    assert!(reports[0].raw.contains("Özgür Yılmaz in İzmir"));
    assert!(reports[0].notes.iter().any(|note| note.message.contains("windows-1254")));
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(FIRST.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(bodies(&read("x.txt", utf16)), [FIRST]);
}

#[test]
fn limits_are_kept_and_named() {
    let limits = Limits { record_bytes: 1000, held_bytes: 1 << 20, ..Limits::default() };
    let reader = Reader::new().limits(limits);
    let lines = format!("{{\"text\":\"{}\"}}\n{{\"text\":\"{FIRST}\"}}\n", "x".repeat(5000));
    let read = read_with(&reader, "x.jsonl", lines);
    assert!(read[0].as_ref().is_err_and(Error::is_limit));
    assert_eq!(read[1].as_ref().unwrap().body.text, FIRST);
    let read = read_with(&reader, "x.txt", "word ".repeat(5000));
    assert!(read[0].as_ref().is_err_and(Error::is_limit));
    let open_quote = format!("title,text\na,\"{}", "x".repeat(200_000));
    let read = read_with(&reader, "x.csv", open_quote);
    assert!(read.last().unwrap().as_ref().is_err_and(Error::is_limit));
}

#[test]
fn a_bomb_is_stopped_while_it_expands() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..160 {
        packed.write_all(&zeros).unwrap();
    }
    let limits = Limits { record_bytes: usize::MAX / 2, expansion: 50, ..Limits::default() };
    let read = read_with(&Reader::new().limits(limits), "x.txt.gz", packed.finish().unwrap());
    assert!(read[0].as_ref().is_err_and(Error::is_limit), "{:?}", read[0].as_ref().err());
}

#[test]
fn archives_do_not_nest_without_end() {
    let mut bytes = FIRST.as_bytes().to_vec();
    for _ in 0..8 {
        bytes = gzip(&bytes);
    }
    assert!(read_with(&Reader::new(), "x", bytes)[0].as_ref().is_err_and(Error::is_limit));
}

#[test]
fn absurd_nesting_is_read_without_harm() {
    for element in ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<font color=red>"] {
        let html = format!("<html><body>{}<p>{FIRST}</p>", element.repeat(20_000));
        let report = &read("x.html", html)[0];
        assert_eq!(report.body.text, FIRST, "{element}");
    }
    let json = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
    assert!(read_with(&Reader::new().format(Format::Json), "x.json", json).iter().all(Result::is_err));
    let feed = format!("<rss><channel>{}", "<a>".repeat(50_000));
    assert!(read_with(&Reader::new(), "x.xml", feed)[0].as_ref().is_err_and(Error::is_limit));
}

#[test]
fn what_is_not_text_is_refused() {
    let bytes: Vec<u8> = (0..4096_u32).map(|n| (n % 7) as u8).collect();
    assert!(read_with(&Reader::new(), "x", bytes)[0].as_ref().is_err_and(Error::is_format));
    assert!(read_with(&Reader::new(), "x.jsonl", "{\"text\": \n{\"text\": \"ok\"}\n")[0].is_err());
    assert!(Input::expand("no/such/file.txt").is_err_and(|error| error.is_usage()));
}

#[test]
fn what_recurs_in_an_outlets_reports_is_its_boilerplate() {
    let lines: String = ["Togo", "Peru", "Kenya", "Chile", "Nepal"]
        .iter()
        .enumerate()
        .map(|(n, name)| {
            let text = format!("{name} said on Monday that it would send envoy number {n} to the talks in Oslo.\\nThe envoy of {name} will arrive on Friday.\\nThe Gulf Review brings you the region in depth every morning.");
            format!("{{\"text\":\"{text}\",\"outlet\":\"Gulf Review\"}}\n")
        })
        .collect();
    let reports = read("x.jsonl", lines);
    for report in &reports {
        assert!(!report.body.text.contains("in depth"), "{}", report.body.text);
        assert_eq!(report.body.paragraphs.len(), 2);
        assert!(report.segments.iter().any(|segment| segment.reason.contains("5 of 5 reports")));
    }
}

#[test]
fn the_number_of_threads_does_not_show() {
    let lines: String = (0..200).map(|n| format!("{{\"text\":\"Envoy number {n} of Togo met envoy number {} of Ghana in Oslo. They talked.\"}}\n", n + 1)).collect();
    let one: Vec<Report> = read_with(&Reader::new().threads(1), "x.jsonl", lines.clone())
        .into_iter()
        .map(Result::unwrap)
        .collect();
    let four: Vec<Report> =
        read_with(&Reader::new().threads(4), "x.jsonl", lines).into_iter().map(Result::unwrap).collect();
    assert_eq!(one, four);
}

#[test]
fn a_table_says_what_is_known_of_files_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    std::fs::create_dir(folder.path().join("texts")).unwrap();
    put("texts/first.txt", FIRST);
    put("second.html", &format!("<html><body><article><p>{SECOND}</p></article></body></html>"));
    put("alone.txt", "Chad closed its border with Niger on Monday, the interior ministry said.");
    put(
        "list.jsonl",
        r#"{"id": "a", "file": "texts/first.txt", "published": "2024-03-05", "outlet": "Volta Post"}
{"id": "b", "file": "second.html", "published": "2024-03-06"}
{"id": "c", "file": "gone.txt"}
{"id": "d", "file": "../outside.txt"}
"#,
    );
    let inputs = Input::expand(&folder.path().to_string_lossy()).unwrap();
    let (mut reports, mut faults) = (Vec::new(), Vec::new());
    for read in Reader::new().reports(inputs) {
        match read {
            Ok(report) => reports.push(report),
            Err(fault) => faults.push(fault.to_string()),
        }
    }
    let names: Vec<Option<&str>> = reports.iter().map(|report| report.name.as_deref()).collect();
    assert_eq!(names, [None, Some("a"), Some("b")], "each text once");
    assert_eq!(reports[1].body.text, FIRST);
    assert_eq!(
        (published(&reports[1]).as_str(), outlet(&reports[1])),
        ("2024-03-05 column published", "Volta Post")
    );
    assert_eq!(reports[2].body.text, SECOND);
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(
        faults[0].contains("list.jsonl") && faults[0].contains("line 3") && faults[0].contains("gone.txt")
    );
    assert!(faults[1].contains("does not lie beside"), "{}", faults[1]);
}

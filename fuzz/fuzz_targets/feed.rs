//! Any bytes read as feed: no panic, and segments that tile the raw text.
#![no_main]

use std::io::Cursor;

use chancery_report::{Format, Input, Limits, Reader};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { record_bytes: 1 << 20, held_bytes: 1 << 20, ..Limits::default() };
    let reader = Reader::new().format(Format::Feed).limits(limits);
    let input = Input::Stream("fuzz".to_owned(), Box::new(Cursor::new(bytes.to_vec())));
    for report in reader.reports([input]).flatten() {
        let mut at = 0;
        for segment in &report.segments {
            assert_eq!(segment.span.start, at);
            assert!(segment.span.slice(&report.raw).is_some());
            at = segment.span.end;
        }
        assert_eq!(at as usize, report.raw.len());
        let body = chancery_record::Span::new(0, u32::try_from(report.body.text.len()).unwrap());
        assert!(report.body.raw_from_clean(body).is_none_or(|raw| raw.slice(&report.raw).is_some()));
    }
});

//! How fast time expressions are read: `cargo bench -p chancery-coding --bench time`.

use chancery_coding::time;
use divan::counter::{BytesCount, ItemsCount};

/// About 60 words of news with eight expressions.
const PARAGRAPH: &str = "The two delegations met in Lima on Monday for the third time since early January and agreed to \
    reopen the border by June 30, officials said. Last week's shelling, the heaviest in more than two years, had killed \
    eleven people near the port. A spokesman said the ministers would return in three weeks, before the summit of \
    12 May 2019, and that no talks had been held overnight.\n\n";

fn main() {
    divan::main();
}

#[divan::bench]
fn plain_text(bencher: divan::Bencher<'_, '_>) {
    let text = PARAGRAPH.repeat(50);
    let published = Some(jiff::civil::date(2019, 4, 17));
    let n_words = text.split_whitespace().count();
    bencher
        .counter(ItemsCount::new(n_words))
        .counter(BytesCount::of_str(&text))
        .bench(|| time::read(divan::black_box(&text), published));
}

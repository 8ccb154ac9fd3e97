//! Fills an archive with generated reports and prints rate, memory and answering times.
//!
//! `cargo run --release -p chancery-archive --example load -- 100000 load.db`. The texts are random words; a third
//! of the reports tell of a happening that an earlier one told, and one in ten copies an earlier text, so
//! that merging and lineage have work. The same number gives the same archive; 0 only asks one that is there. A third
//! argument, a number, adds other reports to an archive that is there, of the years after, and asks nothing: the
//! rate at one size beside the rate at another, on a machine whose speed changes with its other work.
#![forbid(unsafe_code)]

use std::path::PathBuf;
use std::time::Instant;

use chancery_archive::{Archive, Coder, Filter, Intake, Page, Prepared, Reading};
use chancery_record::{
    ActorKind, CodedReport, Days, Event, EventType, Participant, Span, Statement, Status, When,
    WhenPrecision, Where, Words,
};
use jiff::ToSpan;
use jiff::civil::{Date, date};

const COUNTRIES: [&str; 60] = [
    "USA", "RUS", "CHN", "GBR", "FRA", "DEU", "IRN", "IRQ", "SYR", "TUR", "ISR", "EGY", "SAU", "ARE", "QAT",
    "JOR", "LBN", "YEM", "IND", "PAK", "AFG", "JPN", "KOR", "PRK", "IDN", "VNM", "PHL", "MYS", "THA", "MMR",
    "AUS", "NZL", "BRA", "ARG", "CHL", "PER", "COL", "VEN", "MEX", "CAN", "NGA", "GHA", "KEN", "ETH", "ERI",
    "SDN", "SSD", "UGA", "RWA", "ZAF", "MLI", "NER", "UKR", "BLR", "POL", "HUN", "ITA", "ESP", "NOR", "SWE",
];
const OUTLETS: usize = 200;
const LOT: usize = 512;
/// What the generator begins with where nothing is said.
const SEED: u64 = 7;

/// A generator of numbers (Steele, Lea, Flood: SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % (limit as u64)).unwrap_or(0)
    }
}

fn word(numbers: &mut Numbers) -> String {
    const SYLLABLES: [&str; 20] = [
        "ka", "to", "mi", "ren", "sol", "va", "du", "pel", "or", "an", "is", "tur", "be", "lo", "gra", "ne",
        "shi", "cor", "ul", "fa",
    ];
    (0..2 + numbers.below(3)).map(|_| SYLLABLES[numbers.below(SYLLABLES.len())]).collect()
}

/// What happened: parties, type, day, place, and what it is about.
#[derive(Clone)]
struct Happening {
    event_type: EventType,
    source: usize,
    target: usize,
    source_person: usize,
    day: Date,
    town: usize,
    object: String,
}

fn happening(numbers: &mut Numbers, day: Date) -> Happening {
    // Some countries are in the news far more than others.
    let country = |numbers: &mut Numbers| numbers.below(COUNTRIES.len()).min(numbers.below(COUNTRIES.len()));
    let source = country(numbers);
    let target = (source + 1 + country(numbers).min(COUNTRIES.len() - 2)) % COUNTRIES.len();
    Happening {
        event_type: EventType::ALL[numbers.below(16)],
        source,
        target,
        source_person: numbers.below(5),
        day,
        town: numbers.below(8),
        object: (0..3).map(|_| word(numbers)).collect::<Vec<_>>().join(" "),
    }
}

fn party(country: usize, person: Option<usize>) -> Participant {
    let code = COUNTRIES[country];
    Participant {
        words: Words::outside(code),
        name: person
            .map(|person| format!("Person {code} {}", ["Alba", "Boros", "Cortu", "Dimas", "Erden"][person])),
        actor: Some(format!("{code}GOV")),
        kind: Some(if person.is_some() { ActorKind::Person } else { ActorKind::State }),
        country: Some(code.to_owned()),
        sector: Some("GOV".to_owned()),
        office: person.map(|_| "minister".to_owned()),
        naming: None,
    }
}

fn event(told: &Happening, number: usize, is_named: bool, evidence: Words) -> Event {
    Event {
        id: format!("x.{number}"),
        event_type: told.event_type,
        mode: None,
        contexts: Vec::new(),
        cameo: Some("040".to_owned()),
        goldstein: Some(1.0),
        status: Status::Actual,
        reciprocal: false,
        source: vec![party(told.source, is_named.then_some(told.source_person))],
        target: vec![party(told.target, None)],
        attribution: Vec::new(),
        when: Some(When {
            days: Some(Days::day(told.day)),
            precision: WhenPrecision::Day,
            words: Some(Words::outside("that day")),
        }),
        place: Some(Where {
            name: Some(format!("Town {} {}", COUNTRIES[told.target], told.town)),
            country: Some(COUNTRIES[told.target].to_owned()),
            lat: Some(f64::from(u8::try_from(told.town).unwrap_or(0)) * 2.0),
            lon: Some(10.0),
            geonameid: None,
            kind: None,
            words: Words::outside("there"),
        }),
        format: None,
        object: Some(chancery_record::Object { words: Words::outside(told.object.clone()), class: None }),
        toll: Vec::new(),
        evidence: vec![evidence],
        confidence: None,
    }
}

struct Generator {
    seed: u64,
    numbers: Numbers,
    told: Vec<Happening>,
    texts: Vec<String>,
}

impl Generator {
    fn reading(&mut self, at: usize, n_reports: usize) -> Reading {
        let numbers = &mut self.numbers;
        let span = i64::try_from(at * 1096 / n_reports.max(1)).unwrap_or(0);
        let year = if self.seed == SEED { 2022 } else { 2025 };
        let published = date(year, 1, 1).saturating_add(span.days());
        let mut text = if !self.texts.is_empty() && numbers.below(10) == 0 {
            let from = self.texts.len().saturating_sub(500);
            self.texts[from + numbers.below(self.texts.len() - from)].clone()
        } else {
            (0..220).map(|_| word(numbers)).collect::<Vec<_>>().join(" ")
        };
        let mut events = Vec::new();
        for number in 1..=2 {
            let is_old = !self.told.is_empty() && numbers.below(3) == 0;
            let told = if is_old {
                let from = self.told.len().saturating_sub(300);
                self.told[from + numbers.below(self.told.len() - from)].clone()
            } else {
                let fresh = happening(numbers, published);
                self.told.push(fresh.clone());
                fresh
            };
            let sentence = format!("{} {} {}", COUNTRIES[told.source], told.object, COUNTRIES[told.target]);
            let start = u32::try_from(text.chars().count() + 1).unwrap_or(0);
            text = format!("{text} {sentence}");
            let end = u32::try_from(text.chars().count()).unwrap_or(start);
            events.push(event(
                &told,
                number,
                numbers.below(2) == 0,
                Words::at(sentence, Span::new(start, end)),
            ));
        }
        let speaker = events[0].source[0].clone();
        let statement = Statement {
            id: "x.s1".to_owned(),
            speaker: Some(speaker),
            cue: Some(Words::outside("said")),
            content: vec![Words::outside((0..8).map(|_| word(numbers)).collect::<Vec<_>>().join(" "))],
            quoted: false,
            addressee: None,
            attribution: Vec::new(),
        };
        self.texts.push(text.clone());
        if self.texts.len() > 1000 {
            self.texts.drain(..500);
        }
        Reading {
            url: Some(format!("https://outlet{}.example/{}/{at}", numbers.below(OUTLETS), self.seed)),
            headline: None,
            origin: "generated".to_owned(),
            provenance: "{}".to_owned(),
            text,
            coded: CodedReport {
                report: format!("g{at}"),
                published: Some(published),
                outlet: Some(format!("Outlet {}", numbers.below(OUTLETS))),
                events,
                statements: vec![statement],
                ..CodedReport::default()
            },
            ..Reading::default()
        }
    }
}

/// Greatest resident memory of this process in megabytes, where the system tells it.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

/// Seconds of the processor that this process has used, where the system tells it: on a busy machine the time
/// on the wall says more of the neighbours.
fn processor_seconds() -> Option<f64> {
    /// Linux counts in hundredths on every machine in use.
    const TICKS: f64 = 100.0;
    let status = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = status.rsplit(')').next()?.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / TICKS)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let n_reports: usize = arguments.next().ok_or("say how many reports")?.parse()?;
    let path = PathBuf::from(arguments.next().ok_or("name a new file")?);
    let mut archive = Archive::create(&path)?;
    let seed = arguments.next().map_or(Ok(SEED), |seed| seed.parse())?;
    let mut generator = Generator { seed, numbers: Numbers(seed), told: Vec::new(), texts: Vec::new() };
    let start = Instant::now();
    let mut last = (0, start, processor_seconds().unwrap_or(0.0));
    {
        let mut intake = Intake::begin(&mut archive, &Coder::default(), "2025-01-01T00:00:00Z".parse()?)?;
        let mut lot = Vec::with_capacity(LOT);
        for at in 0..n_reports {
            lot.push(Prepared::new(generator.reading(at, n_reports)));
            if lot.len() == LOT || at + 1 == n_reports {
                intake.take(&lot)?;
                lot.clear();
            }
            let done = at + 1;
            if done % 10_000 == 0 || done == n_reports {
                let (before, then, used_then) = last;
                let n = (done - before) as f64;
                let used = processor_seconds().unwrap_or(0.0);
                println!(
                    "{done} reports: since {before} {:.0} a second, {:.0} a second of the processor; {} MB of memory at most",
                    n / then.elapsed().as_secs_f64(),
                    n / (used - used_then).max(0.01),
                    peak_memory().unwrap_or(0)
                );
                last = (done, Instant::now(), used);
            }
        }
        intake.finish()?;
    }
    println!("in all {:.0} s", start.elapsed().as_secs_f64());
    if seed != SEED {
        return Ok(());
    }
    drop(archive);
    let archive = Archive::read(&path)?;
    for (name, count) in archive.stats()?.counts {
        println!("{count:>10}  {name}");
    }
    let page = Page::default();
    println!("milliseconds: least, median, of the processor");
    let timed = |what: &str,
                 ask: &mut dyn FnMut() -> chancery_archive::Result<usize>|
     -> chancery_archive::Result<()> {
        let mut n = ask()?;
        const TIMES: usize = 9;
        let mut times = [0.0; TIMES];
        let used = processor_seconds().unwrap_or(0.0);
        for time in &mut times {
            let start = Instant::now();
            n = ask()?;
            *time = start.elapsed().as_secs_f64() * 1000.0;
        }
        let used = (processor_seconds().unwrap_or(0.0) - used) * 1000.0 / TIMES as f64;
        times.sort_by(f64::total_cmp);
        let (least, median) = (times[0], times[TIMES / 2]);
        println!("{least:>7.1} {median:>7.1} {used:>7.1}  {what}: {n} lines");
        Ok(())
    };
    for text in [
        "actor:IRN type:CONSULT since:2023-01 until:2023-06",
        "source:PER target:CHL min-independent:2",
        "actor:\"Person IRN Alba\" place:TUR",
        "text:\"Katomi\"",
        "",
    ] {
        let filter = Filter::parse(text)?;
        timed(&format!("occurrences {text}"), &mut || Ok(archive.occurrences(&filter, page)?.len()))?;
        timed(&format!("events {text}"), &mut || Ok(archive.events(&filter, page)?.len()))?;
    }
    let all = Filter::default();
    timed("dossier Person IRN Alba", &mut || Ok(archive.dossier("Person IRN Alba", &all)?.meetings.len()))?;
    timed("dossier ITA", &mut || Ok(archive.dossier("ITA", &all)?.meetings.len()))?;
    timed("dossier USA", &mut || Ok(archive.dossier("USA", &all)?.meetings.len()))?;
    timed("dyad IRN TUR", &mut || Ok(archive.dyad("IRN", "TUR", &all)?.months.len()))?;
    timed("dyad USA RUS", &mut || Ok(archive.dyad("USA", "RUS", &all)?.months.len()))?;
    timed("opening as of a day, with its first page of occurrences", &mut || {
        archive.as_of(Some("2025-06-01"))?;
        let n = archive.occurrences(&Filter::default(), page)?.len();
        archive.as_of(None)?;
        Ok(n)
    })?;
    let start = Instant::now();
    let n_faults = archive.check()?.len();
    println!("{:>8.1} s   check: {n_faults} faults", start.elapsed().as_secs_f64());
    println!("{:>8} MB  at most", peak_memory().unwrap_or(0));
    Ok(())
}

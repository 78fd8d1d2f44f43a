//! Variants of the statements of a table with known groups, matched and judged: pairwise precision and
//! recall, seconds and memory.
//!
//! `cargo run --release -p sayso-match --example match_bench -- STATEMENTS.csv 1000000`
//!
//! The table is one that `sayso extract` wrote. Of each statement that is drawn, one to twenty
//! variants are made as newsrooms make them: the speaker by surname, with a title or as nobody; reported
//! instead of quoted; words left out, put in or exchanged by words of other statements; the end cut off.
//! What is drawn differs from all that was drawn before in its words, so the groups are those that were
//! made. The same seed gives the same statements.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "places are drawn below the lengths"
)]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::time::Instant;

use sayso_match::{Entry, Matcher, Options};
use sayso_text::{Date, SpeakerKind};

/// A generator that gives the same numbers everywhere (xorshift*, Vigna).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % bound.max(1)
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }
}

/// A statement to make variants of.
struct Source {
    speaker: String,
    kind: SpeakerKind,
    content: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(table), Some(many)) = (args.next(), args.next()) else {
        return Err("STATEMENTS.csv and a number are needed".into());
    };
    let many: usize = many.parse()?;
    let sources = sources(&table)?;
    let mut dice = Dice(0x5eed);
    let started = Instant::now();
    let mut matcher = Matcher::new(Options::default())?;
    let mut gold: Vec<u32> = Vec::with_capacity(many);
    let words: Vec<&str> =
        sources.iter().take(5_000).flat_map(|it| it.content.split(' ')).collect();
    let mut group = 0;
    while gold.len() < many {
        let source = original(&sources, group as usize, &words, &mut dice);
        // Most statements are in one article; a few are everywhere.
        let copies = match dice.below(10) {
            0..=4 => 1,
            5..=7 => 2 + dice.below(3),
            _ => 5 + dice.below(16),
        };
        for copy in 0..copies.min(many - gold.len()) {
            let mut entry = variant(&source, copy, &words, &mut dice);
            entry.doc_id = gold.len().to_string();
            matcher.add(&entry)?;
            gold.push(group);
        }
        group += 1;
    }
    println!(
        "{} statements of {group} groups made and read in {:.1?}",
        gold.len(),
        started.elapsed()
    );
    let grouping = Instant::now();
    let mut matches = matcher.finish()?;
    println!("grouped in {:.1?}, {} groups found", grouping.elapsed(), matches.groups());
    judge(&mut matches, &gold)?;
    println!("all in {:.1?}, {} MB at most", started.elapsed(), peak_megabytes());
    Ok(())
}

/// The statements of ten words and more of which no five words in a row stand in one before: releases
/// are sent twice, and what is said twice is one statement.
fn sources(table: &str) -> Result<Vec<Source>, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(table)?;
    let header = reader.headers()?.clone();
    let place =
        |name: &str| header.iter().position(|it| it == name).ok_or("no table of statements");
    let (speaker, kind, content) = (place("speaker")?, place("speaker_kind")?, place("content")?);
    let (mut sources, mut known) = (Vec::new(), HashSet::new());
    for record in reader.records() {
        let record = record?;
        let words: Vec<&str> = record[content].split_whitespace().collect();
        let runs: Vec<String> = words
            .windows(5)
            .map(|run| run.join(" ").to_lowercase().replace(['“', '”', '"', ','], ""))
            .collect();
        if words.len() < 10 || runs.iter().any(|run| known.contains(run)) {
            continue;
        }
        known.extend(runs);
        let kind: SpeakerKind = record[kind].parse()?;
        sources.push(Source {
            speaker: record[speaker].to_owned(),
            kind,
            content: words.join(" "),
        });
    }
    Ok(sources)
}

/// A statement unlike all before it: the first round takes those of the table, the next ones splice the
/// beginning of one and the end of another.
fn original(sources: &[Source], group: usize, words: &[&str], dice: &mut Dice) -> Source {
    let own = &sources[group % sources.len()];
    if group < sources.len() {
        return Source {
            speaker: own.speaker.clone(),
            kind: own.kind,
            content: own.content.clone(),
        };
    }
    let (one, other) = (&sources[dice.below(sources.len())], &sources[dice.below(sources.len())]);
    let half = |source: &Source, is_first: bool| {
        let all: Vec<String> = source.content.split(' ').map(str::to_owned).collect();
        let middle = all.len().min(30) / 2;
        if is_first { all[..middle].to_vec() } else { all[middle..all.len().min(30)].to_vec() }
    };
    let mut content = half(one, true);
    // Words of others within, so that two statements spliced of the same are no variants.
    content.extend((0..4).map(|_| words[dice.below(words.len())].to_owned()));
    content.extend(half(other, false));
    Source { speaker: own.speaker.clone(), kind: own.kind, content: content.join(" ") }
}

fn variant(source: &Source, copy: usize, words: &[&str], dice: &mut Dice) -> Entry {
    let is_reported = copy > 0 && dice.one_in(3);
    let mut content: Vec<String> = source.content.split(' ').map(str::to_owned).collect();
    if copy > 0 {
        if is_reported {
            content.iter_mut().for_each(report);
        }
        // Half of the copies are word for word; of the others one word in eight at most is changed.
        let changes = if dice.one_in(2) { 0 } else { 1 + dice.below(content.len() / 8 + 1) };
        for _ in 0..changes {
            let (at, word) = (dice.below(content.len()), words[dice.below(words.len())]);
            match dice.below(3) {
                0 if content.len() > 8 => drop(content.remove(at)),
                1 => content.insert(at, word.to_owned()),
                _ => content[at] = word.to_owned(),
            }
        }
        if dice.one_in(8) {
            content.truncate(content.len() * 4 / 5);
        }
    }
    let (speaker, kind) = speaker(source, copy, dice);
    Entry {
        statement_id: "S1".to_owned(),
        speaker,
        speaker_kind: kind,
        content: content.join(" "),
        kind: if is_reported { "indirect" } else { "direct" }.to_owned(),
        date: Date::new(2024, 1 + dice.below(12) as u8, 1 + dice.below(28) as u8),
        outlet: format!("Outlet {}", dice.below(200)),
        ..Entry::default()
    }
}

/// What reporting does to a word.
fn report(word: &mut String) {
    let pairs = [
        ("we", "they"),
        ("I", "he"),
        ("our", "their"),
        ("my", "his"),
        ("will", "would"),
        ("is", "was"),
        ("are", "were"),
        ("can", "could"),
        ("has", "had"),
        ("have", "had"),
        ("us", "them"),
        ("me", "him"),
    ];
    if let Some((_, reported)) = pairs.iter().find(|(said, _)| word == said) {
        *word = (*reported).to_owned();
    }
}

/// The speaker of a copy: as in the first, by surname, with a title, or nobody.
fn speaker(source: &Source, copy: usize, dice: &mut Dice) -> (String, SpeakerKind) {
    let names: Vec<&str> = source.speaker.split(' ').collect();
    let is_person = source.kind == SpeakerKind::Person && names.len() > 1;
    match dice.below(20) {
        0..=3 if copy > 0 && is_person => (names[names.len() - 1].to_owned(), source.kind),
        4..=5 if copy > 0 && is_person => (format!("Sen. {}", source.speaker), source.kind),
        6 if copy > 0 => (String::new(), SpeakerKind::None),
        _ => (source.speaker.clone(), source.kind),
    }
}

/// Of all pairs that are in one group found, how many are in one that was made, and the other way round.
fn judge(matches: &mut sayso_match::Matches, gold: &[u32]) -> Result<(), Box<dyn Error>> {
    let pairs = |count: u64| count * (count - 1) / 2;
    let mut made: HashMap<u32, u64> = HashMap::new();
    gold.iter().for_each(|group| *made.entry(*group).or_default() += 1);
    let possible: u64 = made.into_values().collect::<Vec<_>>().into_iter().map(pairs).sum();
    let (mut found, mut right, mut shown) = (0, 0, 0);
    for place in 0..matches.groups() {
        let Some(group) = matches.group(place)? else { continue };
        let mut counts: BTreeMap<u32, u64> = BTreeMap::new();
        for entry in group.entries() {
            *counts.entry(gold[entry.doc_id.parse::<usize>()?]).or_default() += 1;
        }
        if std::env::var_os("SHOW").is_some() && counts.len() > 1 && shown < 40 {
            shown += 1;
            let mut seen = HashSet::new();
            for entry in group.entries() {
                let of = gold[entry.doc_id.parse::<usize>()?];
                if seen.insert(of) {
                    println!("{place} {of} [{}] {}", entry.speaker, entry.content);
                }
            }
        }
        found += pairs(group.entries().len() as u64);
        right += counts.into_values().map(pairs).sum::<u64>();
    }
    if std::env::var_os("MISSED").is_some() {
        let mut lost: BTreeMap<u32, Vec<(usize, String)>> = BTreeMap::new();
        for place in 0..matches.groups() {
            let Some(group) = matches.group(place)? else { continue };
            for entry in group.entries() {
                let of = gold[entry.doc_id.parse::<usize>()?];
                lost.entry(of)
                    .or_default()
                    .push((place, format!("[{}] {}", entry.speaker, entry.content)));
            }
        }
        for (of, members) in lost.iter().filter(|it| it.1.iter().any(|x| x.0 != it.1[0].0)).take(25)
        {
            let mut seen = HashSet::new();
            for (place, text) in members {
                if seen.insert(place) {
                    println!("{of} {place} {text}");
                }
            }
        }
    }
    let percent = |part: u64, whole: u64| 100.0 * part as f64 / whole.max(1) as f64;
    println!(
        "precision {:.2}, recall {:.2} of pairs",
        percent(right, found),
        percent(right, possible)
    );
    Ok(())
}

/// The most memory that the process had, where the system tells.
fn peak_megabytes() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok()).unwrap_or_default()
        / 1_024
}

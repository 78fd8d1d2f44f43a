//! What a reader has written into a sample of rows, in a workbook or a table made from it.

use std::collections::HashSet;

use sayso_export::Cell;
use sayso_text::AttributionType;

use crate::corrections::Fault;
use crate::{Change, Corrections, Entry, Header, Order, Plan, Verdict};

/// The columns that a sample has beside those of a table: what the reader fills in, the passage, out
/// of how many rows the sample was drawn, and with which seed.
pub const SAMPLE_COLUMNS: [&str; 7] =
    ["verdict", "right_speaker", "right_type", "comment", "passage", "sample_rows", "sample_seed"];

/// The verdicts that can be chosen.
pub(crate) const VERDICTS: [&str; 4] = ["accept", "mend", "reject", "unsure"];

/// The corrections of a sample, and what in it could not be read; nothing where the columns are not
/// those of a sample.
///
/// A row of which the speaker or the type is filled in is mended, whether the verdict says so or not.
pub fn sampled<'c>(
    header: &Header,
    rows: impl IntoIterator<Item = Vec<Cell<'c>>>,
) -> Option<(Corrections, Vec<Fault>)> {
    header.place("verdict")?;
    header.place("sample_rows")?;
    let (mut ids, mut said, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    let (mut of, mut seed) = (0, 0);
    let mut seen = HashSet::new();
    for (line, row) in (1..).zip(rows) {
        let id = header.id(&row);
        if !seen.insert(id.clone()) {
            let (row, article) = (&id.statement_id, &id.doc_id);
            let reason = format!("{row} of \"{article}\" is there twice; keep one of them");
            faults.push(Fault { line, reason });
            continue;
        }
        of = whole(&header.text(&row, "sample_rows")).unwrap_or(of);
        seed = whole(&header.text(&row, "sample_seed")).unwrap_or(seed);
        match verdict(header, &row) {
            Ok(Some(verdict)) => said.push(Entry::Row { id: id.clone(), verdict }),
            Ok(None) => {}
            Err(reason) => faults.push(Fault { line, reason }),
        }
        ids.push((id, 1.0));
    }
    let size = ids.len();
    // However the sheet was sorted, the order is that in which the rows were drawn.
    let drawn = Plan::of_rows(Order::Random { seed }, ids, size);
    let mut corrections = Corrections::default();
    corrections.add(Entry::Plan(Plan { of: of.max(drawn.of), ..drawn }));
    said.into_iter().for_each(|entry| corrections.add(entry));
    Some((corrections, faults))
}

/// What the row was said to be, if anything was.
fn verdict(header: &Header, row: &[Cell<'_>]) -> Result<Option<Verdict>, String> {
    let filled = |name| Some(header.text(row, name).trim().to_owned()).filter(|it| !it.is_empty());
    let is_other = |name: &'static str| move |it: &String| *it != header.text(row, name);
    let found = filled("right_type").map(|name| name.parse::<AttributionType>());
    let found = found.transpose().map_err(|error| error.to_string())?;
    let change = Change {
        speaker: filled("right_speaker").map(nobody).filter(is_other("speaker")),
        attribution_type: found
            .filter(|found| header.text(row, "attribution_type") != found.name()),
        ..Change::default()
    };
    let word = filled("verdict").map(|word| word.to_lowercase());
    Ok(match word.as_deref() {
        Some("reject") => Some(Verdict::Reject),
        Some("unsure") => Some(Verdict::Unsure),
        Some("mend") => Some(Verdict::Mend { change: Box::new(change) }),
        None if change.is_empty() => None,
        None | Some("accept") if !change.is_empty() => {
            Some(Verdict::Mend { change: Box::new(change) })
        }
        None | Some("accept") => Some(Verdict::Accept),
        Some(other) => {
            return Err(format!("no verdict \"{other}\" (known: {})", VERDICTS.join(", ")));
        }
    })
}

/// What is filled in where nobody is named.
pub(crate) const NOBODY: &str = "(nobody)";

/// The same as typed by hand: it is what `sayso review` takes.
const DASH: &str = "-";

fn nobody(name: String) -> String {
    if name == NOBODY || name == DASH { String::new() } else { name }
}

/// A whole number, as `900` or, from a spreadsheet program, `900.0`.
fn whole(cell: &str) -> Option<u64> {
    let cell = cell.trim();
    cell.strip_suffix(".0").unwrap_or(cell).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Basis, Figures, RowId};

    fn header() -> Header {
        let own = ["doc_id", "statement_id", "speaker", "attribution_type"];
        let names: Vec<String> =
            own.iter().chain(&SAMPLE_COLUMNS).map(|name| (*name).to_owned()).collect();
        Header::new(&names)
    }

    fn row(id: &str, verdict: &str, speaker: &str, found: &str) -> Vec<Cell<'static>> {
        let cells = [
            "a",
            id,
            "Tom Ode",
            "communication",
            verdict,
            speaker,
            found,
            "",
            "Rain.",
            "900.0",
            "7",
        ];
        cells.iter().map(|cell| Cell::Text((*cell).to_owned().into())).collect()
    }

    #[test]
    fn row_is_what_its_cells_say() {
        let rows = [
            row("S1", "accept", "", ""),
            row("S2", "", "Ada Obi", ""),
            row("S3", "Accept", "Tom Ode", "communication"),
            row("S4", "", "", ""),
            row("S5", "perhaps", "", ""),
            row("S6", "accept", "(nobody)", "attitude"),
            row("S7", "mend", "", ""),
            row("S8", "", "-", ""),
            row("S1", "reject", "", ""),
        ];
        let (corrections, faults) = sampled(&header(), rows).expect("a sample");
        let of = |id: &str| corrections.of(&RowId::new("a", id, None)).cloned();
        assert_eq!(of("S1"), Some(Verdict::Accept));
        assert_eq!((of("S3"), of("S4")), (Some(Verdict::Accept), None));
        let speaker = |id: &str| match of(id) {
            Some(Verdict::Mend { change }) => (change.speaker, change.attribution_type),
            other => panic!("{other:?}"),
        };
        assert_eq!(speaker("S2"), (Some("Ada Obi".to_owned()), None));
        assert_eq!(speaker("S6"), (Some(String::new()), Some(AttributionType::Attitude)));
        assert_eq!(speaker("S7"), (None, None));
        assert_eq!(speaker("S8"), (Some(String::new()), None));
        assert_eq!((faults[1].line, faults.len()), (9, 2));
        assert!(faults[1].reason.contains("S1 of \"a\" is there twice"), "{faults:?}");
        assert_eq!(faults[0].line, 5);
        assert!(faults[0].reason.contains("no verdict \"perhaps\""));
        assert_eq!(corrections.plans()[0].of, 900);
    }

    #[test]
    fn sheet_that_was_sorted_is_still_the_sample() {
        let rows: Vec<_> = (1..9).map(|n| row(&format!("S{n}"), "accept", "", "")).collect();
        let plan = |rows: Vec<_>| {
            let (corrections, _) = sampled(&header(), rows).expect("a sample");
            (corrections.plans()[0].clone(), Figures::of(&corrections).estimates[0].basis)
        };
        let reversed = rows.iter().rev().cloned().collect();
        assert_eq!(plan(rows), plan(reversed));
    }

    #[test]
    fn other_tables_are_no_samples() {
        let other = Header::new(&["doc_id".to_owned(), "verdict".to_owned()]);
        assert!(sampled(&other, Vec::new()).is_none());
        let rows = vec![row("S1", "accept", "", "")];
        let (corrections, _) = sampled(&header(), rows).expect("a sample");
        let basis = Figures::of(&corrections).estimates[0].basis;
        assert_eq!(basis, Basis::Rows { seed: 7, of: 900 });
    }
}

//! Rows with their whole confidence, for `training/calibrate.py`: what other outputs round.
//!
//! `rows MODEL READING < LIST`, where LIST names a text file a line. For each file a line `D`, then a line `R` for
//! each row: 1 where it stands within another, confidence, then source, cue and content as spans in bytes.

use std::io::{self, BufRead, BufWriter, Write};
use std::process::ExitCode;

use sayso::attribute::Complementizer;
use sayso::tag::Reading;
use sayso::text::{Document, Span, Statement};
use sayso::{Pipeline, PipelineOptions};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(model), Some(reading)) = (arguments.next(), arguments.next()) else {
        return Err("usage: rows MODEL strict|broad < LIST".into());
    };
    let mut options = PipelineOptions::default();
    options.model = model.parse()?;
    options.complementizer = Complementizer::Keep;
    options.reading = if reading == "broad" { Reading::Broad } else { Reading::Strict };
    let pipeline = Pipeline::new(options)?;
    let mut worker = pipeline.worker();
    let mut out = BufWriter::new(io::stdout().lock());
    for path in io::stdin().lock().lines() {
        let path = path?;
        let text = std::fs::read_to_string(&path)?;
        writeln!(out, "D\t{path}")?;
        for row in worker.extract(&Document::new("", text)) {
            writeln!(out, "{}", line(&row))?;
        }
    }
    Ok(out.flush()?)
}

fn line(row: &Statement) -> String {
    let place = |span: &Span| format!("{}:{}", span.start(), span.end());
    let places = |spans: &[Span]| spans.iter().map(place).collect::<Vec<_>>().join(" ");
    let one = &row.attribution;
    format!(
        "R\t{}\t{:?}\t{}\t{}\t{}",
        u8::from(row.within.is_some()),
        one.confidence,
        places(one.source.as_slice()),
        place(&one.cue),
        places(&one.content)
    )
}

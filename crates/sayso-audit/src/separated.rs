//! The figures as one table of CSV.

use std::io::Write;

use crate::{Dimension, Error, Figures};

/// Writes a row for each group: its dimension, its name, its figures.
pub(crate) fn write(figures: &Figures, output: impl Write) -> Result<(), Error> {
    let mut table = csv::Writer::from_writer(output);
    let first = ["by", "value"].map(str::to_owned);
    table.write_record(first.into_iter().chain(figures.headings()))?;
    for dimension in Dimension::ALL {
        for row in figures.section(*dimension) {
            table.write_field(dimension.name())?;
            table.write_field(&row.name)?;
            for number in figures.numbers(&row.count) {
                table.write_field(number.to_string())?;
            }
            table.write_record(None::<&[u8]>)?;
        }
    }
    table.flush()?;
    Ok(())
}

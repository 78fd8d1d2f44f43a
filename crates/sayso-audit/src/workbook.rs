//! The figures as a workbook of Excel: a sheet for each dimension, with a chart beside its rows.

use std::io::{self, Write};

use rust_xlsxwriter::{
    Chart, ChartType, DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError,
};
use sayso_text::SpeakerKind;

use crate::figures::{Number, Row};
use crate::{Dimension, Error, Figures};

/// Rows that a chart shows: more cannot be told apart.
const CHART_ROWS: usize = 25;
/// The longest cell of Excel, in UTF-16 units; a name longer than that is cut.
const MAX_CELL: usize = 32_767;
/// The rows of a sheet below its header.
const MAX_ROWS: usize = 1_048_575;

/// Writes the workbook.
pub(crate) fn write(figures: &Figures, mut output: impl Write + Send) -> Result<(), Error> {
    let mut workbook = Workbook::new();
    // A fixed date, so that the same figures give the same bytes.
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    for dimension in Dimension::ALL {
        let rows = figures.section(*dimension);
        if !rows.is_empty() {
            write_sheet(workbook.add_worksheet(), figures, *dimension, rows)?;
        }
    }
    if workbook.worksheets().is_empty() {
        write_sheet(workbook.add_worksheet(), figures, Dimension::All, &[])?;
    }
    workbook.save_to_writer(&mut output)?;
    output.flush()?;
    Ok(())
}

fn write_sheet(
    sheet: &mut Worksheet,
    figures: &Figures,
    dimension: Dimension,
    rows: &[Row],
) -> Result<(), XlsxError> {
    let header = Format::new().set_bold();
    let percent = Format::new().set_num_format("0.0");
    let headings = figures.headings();
    sheet.set_name(dimension.name())?.set_freeze_panes(1, 1)?;
    sheet.write_string_with_format(0, 0, dimension.name(), &header)?;
    // Printed, all columns stand on one page beside each other.
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_column_width(0, 36.0)?;
    for (heading, column) in headings.iter().zip(1..) {
        sheet.write_string_with_format(0, column, cut(heading), &header)?;
        sheet.set_column_width(column, 16.0)?;
    }
    let mut last = 0;
    for (row, at) in rows.iter().take(MAX_ROWS).zip(1..) {
        sheet.write_string(at, 0, cut(&row.name))?;
        for (number, column) in figures.numbers(&row.count).into_iter().zip(1..) {
            match number {
                Number::Whole(whole) => sheet.write_number(at, column, whole as f64)?,
                Number::Share(share) => {
                    sheet.write_number_with_format(at, column, share, &percent)?
                }
            };
        }
        last = at;
    }
    let columns = u16::try_from(headings.len()).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, last.max(1), columns)?;
    if dimension != Dimension::All && last > 0 {
        let beside = columns.saturating_add(2);
        sheet.insert_chart(1, beside, &chart(dimension, &headings, last))?;
    }
    Ok(())
}

/// The statements of each group, stacked by kind of speaker.
fn chart(dimension: Dimension, headings: &[String], last: u32) -> Chart {
    let most = u32::try_from(CHART_ROWS).unwrap_or(last);
    let last = last.min(most);
    let by_month = dimension == Dimension::Month;
    let kind = if by_month { ChartType::ColumnStacked } else { ChartType::BarStacked };
    let mut chart = Chart::new(kind);
    let sheet = dimension.name();
    for speaker_kind in SpeakerKind::ALL {
        let heading = format!("by_{speaker_kind}");
        let Some(place) = headings.iter().position(|found| *found == heading) else { continue };
        let Ok(column) = u16::try_from(place + 1) else { continue };
        chart
            .add_series()
            .set_categories((sheet, 1, 0, last, 0))
            .set_values((sheet, 1, column, last, column))
            .set_name(speaker_kind.name());
    }
    chart.title().set_name(&format!("Statements by {}", sheet.replace('_', " ")));
    if !by_month {
        // The axis of groups, which is upright here; else the first is drawn at the bottom.
        chart.y_axis().set_reverse();
    }
    chart.set_width(760).set_height(60 + 26 * last.max(8));
    chart
}

/// The beginning of a text that a cell takes.
fn cut(text: &str) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, sign)| {
        units += sign.len_utf16();
        units > MAX_CELL
    });
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

impl From<XlsxError> for Error {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::IoError(error) => error.into(),
            other => io::Error::other(other).into(),
        }
    }
}

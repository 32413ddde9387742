//! Where options fail, in words and as a table.

use super::ending::boxes;
use super::page::Read;
use crate::report::words::percent;
use crate::report::{Page, Table};

/// The section on where options fail.
pub(super) fn section(read: &Read, page: &mut Page) {
    page.section("boxes", "Where an option fails");
    if read.told.boxes.is_empty() {
        page.paragraph("Every option fails too seldom, or too often, for anything to be said of where.");
        return;
    }
    page.paragraph("A box of few inputs in which failures lie close together is found in every second future and judged on the others, since boxes are found in pure chance too. Only inputs that are found again in other halves of the futures are kept. peeling.csv holds every step of the search.");
    page.list(&boxes(&read.told));
    page.table(&Table {
        caption: "Limits of the boxes".to_owned(),
        header: [
            "Option",
            "Input",
            "Limit",
            "Found again",
            "Fails in all",
            "Fails in the box",
            "Fails in the box, held out",
            "Of its failures",
            "Of all futures",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: (read.told.boxes.iter())
            .map(|row| {
                let none = row.input.is_empty();
                vec![
                    row.option.clone(),
                    if none {
                        "none is found again".to_owned()
                    } else {
                        format!("{} ({})", row.title.trim_end_matches('.'), row.input)
                    },
                    row.limit.clone(),
                    percent(row.again),
                    percent(Some(row.base)),
                    percent(row.density),
                    percent(row.held_out_density),
                    percent(row.coverage),
                    percent(Some(row.mass)),
                ]
            })
            .collect(),
    });
}

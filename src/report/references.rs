//! The sources that a page cites, in full, so that a page that is read alone needs no other document.

use super::{Page, Table};
use crate::evidence::References;

impl Page {
    /// Folds away in full what texts cite; nothing where they cite nothing that is listed.
    pub(crate) fn references<'a>(&mut self, texts: impl Iterator<Item = &'a str>) {
        let all = texts.collect::<Vec<_>>().join("; ");
        let cited = References::embedded().cited_in(&all);
        if cited.is_empty() {
            return;
        }
        self.fold(&match cited.len() {
            1 => "The source cited above, in full".to_owned(),
            count => format!("The {count} sources cited above, in full"),
        });
        self.table(&Table {
            caption:
                "Sources by the key under which they are cited; a number after § is a paragraph of the report"
                    .to_owned(),
            header: ["Key", "Source", "From"].map(str::to_owned).to_vec(),
            rows: cited
                .into_iter()
                .map(|one| vec![one.key.clone(), one.reference.clone(), one.origin.clone()])
                .collect(),
        });
        self.unfold();
    }
}

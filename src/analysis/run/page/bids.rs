//! Who bids in tenders, and who wins.

use super::load::Tables;
use crate::analysis::run::rows::BidLine;
use crate::report::html::{Page, Table};
use crate::report::words::percent;
use crate::terms::PracticeForm;

/// Writes the table, where a tender was held.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    if tables.bids.is_empty() {
        return;
    }
    let share = |part: usize, all: usize| {
        if all > 0 { percent(Some(part as f64 / all as f64)) } else { "None looked".to_owned() }
    };
    let mut rows = Vec::new();
    for arm in 0..tables.arms() {
        let of_arm: Vec<&BidLine> = tables.bids.iter().filter(|bid| bid.arm == tables.arm(arm)).collect();
        // Each tender has one row of who is named by the scenario.
        let tenders = of_arm.iter().filter(|bid| bid.organisation == bid.practice).count();
        let mut tell = |who: &str, here: &dyn Fn(&BidLine) -> bool| {
            let looked: Vec<&BidLine> = of_arm.iter().copied().filter(|bid| here(bid)).collect();
            let bid = looked.iter().filter(|bid| bid.bid).count();
            let won = looked.iter().filter(|bid| bid.won).count();
            if !looked.is_empty() {
                rows.push(vec![
                    tables.arm(arm).to_owned(),
                    who.to_owned(),
                    looked.len().to_string(),
                    share(bid, looked.len()),
                    share(won, tenders),
                ]);
            }
        };
        tell("the practice in place", &|bid| bid.in_place);
        for form in PracticeForm::ALL {
            tell(form.words(), &|bid| !bid.in_place && bid.chance > 0.0 && bid.form == form.id());
        }
    }
    page.section("bids", "Tenders: who bids and who wins");
    page.paragraph(
        "Nine organisations watch the tenders of an authority. Each weighs what the whole term would leave it against what a bid costs it; the authority weighs who bid, and the winner brings its own form, price, caseload and way of working. The table bids.csv has every tender.",
    );
    page.table(&Table {
        caption: "Tenders by option and bidder: who looked, who bid, and who won as a share of tenders"
            .to_owned(),
        header: ["Option", "Bidder", "Looked at a tender", "Bid", "Won"].map(str::to_owned).to_vec(),
        rows,
    });
}

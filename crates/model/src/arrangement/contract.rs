//! A contract between an authority and a practice.

use crate::section;
use crate::terms::ReviewStyle;

section! {
    /// Terms of a contract. Times in months.
    Contract in "contract":
    term_months: f64 = "term_years" Years(0.08, 30.0), "years", Number(3.0), "3",
        "Length of the contract. The pilots had 3 years (summit report, paragraph 124).";
    extension_months: f64 = "extension_years" Years(0.0, 30.0), "years", Number(0.0), "0",
        "Extension that may be granted at the end of the first term; 0 for none.";
    review_months: f64 = "review_months" Number(1.0, 60.0), "months", Number(24.0), "24",
        "Months between reviews. Commissioners review about every 2 years (summit report, paragraphs 67 and 68).";
    review_style: ReviewStyle = "review_style" Choice(ReviewStyle::KEYS), "", Text("static"), "\"static\"",
        "Static: at arm's length. Collaborative: shared information, support by the authority written in.";
    break_months: f64 = "break_years" Years(0.0, 30.0), "years", Number(0.0), "0",
        "Years after opening at which either side may end the contract; 0 for no break clause.";
    price_follows_numbers: bool = "price_follows_numbers" Flag, "", Flag(false), "false",
        "Whether the price follows the number of children served.";
    adjusts_price: bool = "price_adjustment" Flag, "", Flag(false), "true",
        "Whether each review sets the price anew at the authority's own cost of the day, for the numbers of the day.";
    price_ratio: f64 = "price_ratio" Number(0.1, 5.0), "times the authority's own cost", Number(1.0), "1.0",
        "Price against the authority's own cost. The pilots were to cost the same (summit report, paragraph 47).";
    retender: bool = "retender" Flag, "", Flag(true), "true",
        "Whether the service is tendered again when a contract ends; otherwise the authority renews it or not without a tender.";
    first_tendered: bool = "first_tendered" Flag, "", Flag(false), "true",
        "Whether the first contract is tendered too: the organisation that the practice describes bids beside those of the authority's market and the authority's own team, and who wins brings its own form, price and ways. Otherwise the practice described has been awarded it.";
    recommissions: bool = "recommissions" Flag, "", Flag(false), "true",
        "Whether the authority thinks again each April, a year after the service came back in house, about buying it.";
    joined_later: bool = "joined_later" Flag, "", Flag(false), "false",
        "Whether those after the first of practice.authorities join only later: each April each of them weighs what is known of the practice next door and what sharing it saves (summit report, paragraphs 55, 94, 118).";
    notice_months: Option<f64> =
        "notice_months" Number(0.0, 36.0), "months", Open("a break takes effect on its day, and nothing else ends it early at will"), "6",
        "Months of notice: of a break, and of ending a running contract after a change of political control, which the authority may do only where notice is agreed.";
    by_intervention: bool = "by_intervention" Flag, "", Flag(false), "false",
        "Whether the body comes into being only by an intervention: when the department answers a finding of inadequate so, or on the date of an event \"order\". Otherwise it is awarded on the first day.";
    mobilisation_months: Option<f64> =
        "mobilisation_months" Number(0.0, 36.0), "months", Open("taken from the evidence"), "6",
        "Months between award and opening.";
}

impl Contract {
    /// Whether commissioning is collaborative: shared perspective, support written in.
    pub fn is_collaborative(&self) -> bool {
        self.review_style == ReviewStyle::Collaborative
    }
}

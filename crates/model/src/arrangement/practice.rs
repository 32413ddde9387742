//! A practice with its contract.

use super::{Contract, SERVED_TO, attributes_set};
use crate::section;
use crate::terms::{PracticeForm, Serves};

section! {
    /// A practice and its contract. Ages in years.
    Practice in "practice":
    name: String = "name" Text, "", Required, "\"Practice\"",
        "Name, as shown in tables and used in paths.";
    authority: usize = "authority" Authority, "", Open("the only authority"), "\"staffordshire-2011\"",
        "Profile of the authority that buys from it; needed when there are several.";
    authorities: Vec<usize> =
        "authorities" Authorities, "", Open("the one named by authority"), "[\"staffordshire-2011\", \"england-average-2011\"]",
        "Profiles of several authorities that buy from it, each under a contract of its own; size and staff are shared in proportion to their children.";
    serves: Serves = "serves" Choice(Serves::KEYS), "", Text("cases"), "\"reviews\"",
        "Cases: it holds cases. Reviews: it reviews the cases of others, as independent reviewing officers do, and holds none (summit report, paragraphs 91 and 94).";
    form: PracticeForm = "form" Choice(PracticeForm::KEYS), "", Text("mutual"), "\"mutual\"",
        "Legal form. An in-house unit has no contract; an authority-owned company, such as a trust, has one with its owner.";
    buyers: u32 = "buyers" Whole(1, 150), "authorities", Whole(1), "3",
        "Authorities that buy from it, those outside the scenario included: they share its fixed costs (summit report, paragraphs 55, 94, 118).";
    grant_window_months: Option<f64> =
        "grant_window_months" Number(1.0, 60.0), "months", Open("no start-up grant"), "6",
        "Months after the award in which a start-up grant must be spent; the practice may withdraw if it opens later.";
    size: u32 = "size" Whole(1, 100_000), "young people", Required, "148",
        "Young people served at the start, care leavers included.";
    grows_to: Option<u32> = "grows_to" Whole(1, 100_000), "young people", Open("no more than its size"), "160",
        "Young people up to whom the practice takes referrals. The price is agreed for its size.";
    min_age: f64 = "min_age" Number(0.0, 17.0), "years", Number(0.0), "8",
        "Youngest age served.";
    care_leavers_share: Option<f64> =
        "care_leavers_share" Number(0.0, 1.0), "as a share of size", Open("taken from the evidence"), "0.3",
        "Share of the young people at the start who are care leavers.";
    serve_to_age: f64 = "serve_to_age" OneOf(SERVED_TO), "years", Whole(21), "21",
        "Age to which the practice serves care leavers.";
    social_workers: f64 = "social_workers" Number(0.0, 1000.0), "whole-time posts", Required, "6",
        "Social workers who hold cases.";
    personal_advisers: f64 = "personal_advisers" Number(0.0, 1000.0), "whole-time posts", Number(0.0), "5",
        "Personal advisers who hold cases.";
    other_staff: f64 = "other_staff" Number(0.0, 1000.0), "whole-time posts", Number(0.0), "4",
        "Managers, project workers and office staff, who hold no cases.";
    support_yearly: f64 = "support_grant" Thousands(0.0, 100_000.0), "£ thousand a year", Number(0.0), "250",
        "National support paid to the practice while it serves children; 0 for none.";
    support_until_months: Option<f64> =
        "support_until_years" Years(0.0, 40.0), "years after the start", Open("it is not withdrawn"), "6",
        "When national support is withdrawn, as Doncaster's was when the direction was lifted.";
    grant: f64 = "startup_grant" Thousands(0.0, 10_000.0), "£ thousand", Number(0.0), "100",
        "Grant towards start-up and transfer; 100 for each site of the second wave.";
    workers_move_share: Option<f64> =
        "workers_move_share" Number(0.0, 1.0), "as a share of workers", Open("taken from the evidence"), "0.5",
        "Share of the children's workers who move with them when the service is transferred.";
    /// Service model: a value for each of [`ATTRIBUTES`](crate::evidence::ATTRIBUTES) that is set.
    #[serde(serialize_with = "attributes_set")]
    + service_model: Vec<Option<f64>>;
    /// How it is commissioned.
    + contract: Contract;
}

impl Practice {
    /// A unit inside the authority: no contract, no tender, no insecurity of contract.
    #[inline]
    pub fn is_in_house_unit(&self) -> bool {
        self.form == PracticeForm::InHouseUnit
    }

    /// Whether it reviews the cases of others and holds none itself.
    #[inline]
    pub fn reviews_only(&self) -> bool {
        self.serves == Serves::Reviews
    }

    /// Staff who hold cases: social workers and personal advisers.
    pub fn case_holders(&self) -> f64 {
        self.social_workers + self.personal_advisers
    }

    /// Share of those who are personal advisers.
    pub fn adviser_share(&self) -> f64 {
        let holders = self.case_holders();
        if holders > 0.0 { self.personal_advisers / holders } else { 0.0 }
    }

    /// Posts for case holders.
    pub fn posts(&self) -> u32 {
        let holders = self.case_holders();
        if holders > 1.0 { libm::round(holders) as u32 } else { 1 }
    }

    /// Young people whom it first serves, care leavers included.
    pub fn cases(&self) -> f64 {
        f64::from(self.size)
    }

    /// Young people up to whom it takes referrals, care leavers included.
    #[inline]
    pub fn most_cases(&self) -> f64 {
        f64::from(self.grows_to.unwrap_or(self.size))
    }

    /// Youngest age served, months.
    #[inline]
    pub fn min_age_months(&self) -> f64 {
        self.min_age * 12.0
    }
}

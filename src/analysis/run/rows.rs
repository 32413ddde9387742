//! The rows of a study's tables.

use crate::results::table::{columns, tables};

columns! {
    use crate::results::rows::columns;

    /// Name of the arm
    arm: String,
    /// Name of the authority
    authority: String,
    /// Whom it concerns: the same child or post in all arms has the same name, which begins with n1 for a child and n2 for
    /// a post
    person: String,
    /// Age band, see the keys of ages in the reference of scenario files
    age: String,
    /// Number of the replication; the same number in all arms has the same children, luck, parameters and
    /// positions
    replication: u32,
    /// 10th percentile over replications
    q10: Option<f64> = "indicator",
    /// 90th percentile over replications
    q90: Option<f64> = "indicator",
    /// Replications in which the arm does better than the first by more than the smallest difference that matters; empty
    /// where no direction is good
    chance_better: Option<f64> = "share, 0 to 1",
    /// Replications in which the difference is no larger than what matters; empty where no direction is good
    chance_no_matter: Option<f64> = "share, 0 to 1",
    /// Replications in which the arm does worse than the first by more than the smallest difference that matters; empty
    /// where no direction is good
    chance_worse: Option<f64> = "share, 0 to 1",
    /// Id of the hypothesis; pooled for all replications
    hypothesis: String,
    /// Position on the hypothesis; pooled for all replications
    position: String,
    /// A measured statistic, B peer-reviewed estimate, C grey literature or a claim, D assumption; empty
    /// for a hypothesis
    grade: String,
}

tables! {
    /// One value of one replication.
    "runs.csv": RunRow<'a> {
        arm: &'a str, replication, unit: &'a str, indicator: &'a str,
        /// Value over the whole horizon
        value: f64 = "indicator",
    }
    /// Quantiles of one year over the replications.
    "yearly.csv": YearRow {
        arm, unit, indicator,
        /// Financial year, April to March
        year: String,
        n, mean, q05, q10, q25, q50, q75, q90, q95,
    }
    /// Level of one indicator over the horizon.
    "summary.csv": SummaryRow {
        arm, unit, indicator, n, mean, sd, ci_low, ci_high, q05, q10, q25, q50, q75, q90, q95,
    }
    /// Paired difference of an arm against the first.
    "differences.csv": DifferenceRow {
        arm, unit, indicator, n,
        /// Mean paired difference against the first arm
        mean: Option<f64> = "indicator",
        sd, ci_low, ci_high,
        /// Half the width of that interval: the smallest mean difference that this many replications would
        /// show
        half_width: Option<f64> = "indicator",
        /// Lower end of the interval of the mean among all headlines and arms of the unit, which lie within theirs together with
        /// 95 chances in 100; empty for other indicators
        joint_low: Option<f64> = "indicator",
        /// Upper end of that interval
        joint_high: Option<f64> = "indicator",
        /// Two-sided p-value of no mean difference, adjusted by Holm over all arms and headline indicators
        /// of the unit; empty for other indicators
        p_adjusted: Option<f64>,
        q05, q25, q50, q75, q95,
        /// Replications in which the arm is higher than the first
        share_higher: Option<f64> = "share, 0 to 1",
        /// Replications in which the arm is lower than the first
        share_lower: Option<f64> = "share, 0 to 1",
        /// Replications in which the arm equals the first exactly
        share_equal: Option<f64> = "share, 0 to 1",
        /// Smallest difference that matters, a quantity (see assumptions.csv); empty for what is no headline, of which any
        /// difference counts
        matters: Option<f64> = "indicator",
        chance_better, chance_no_matter, chance_worse,
        /// Correlation of the arm with the first over replications
        correlation: Option<f64> = "-1 to 1",
        /// Variance of the difference if the arms had independent luck, divided by that as paired; empty
        /// where the difference never varies
        variance_ratio: Option<f64> = "ratio",
    }
    /// How long a unit of results is there in an arm before the opening, within the arm's first term and after it.
    "exposure.csv": ExposureRow {
        arm, unit,
        /// Looked-after child-years over the study, mean over replications
        child_years: Option<f64> = "child-years",
        /// Of these, before the service opens
        before: Option<f64> = "child-years",
        /// Of these, within the arm's first term; of an arm without a service, all after the planned opening
        within: Option<f64> = "child-years",
        /// Of these, after the arm's first term would have ended
        after: Option<f64> = "child-years",
        /// Share of the child-years after the opening in which a practice held the case
        held: Option<f64> = "share, 0 to 1",
    }
    /// Paired difference of an arm against the first in one year, by the calendar or by time since the planned opening.
    "differences-by-year.csv": YearDifferenceRow {
        arm, unit, indicator,
        /// calendar (headlines by financial year, April to March), ends (of all else the first financial year and the last) or opening (years since the planned opening)
        clock: String,
        /// Financial year, or number of the year since the planned opening, from 1
        year: String,
        n,
        /// Mean paired difference against the first arm
        mean: Option<f64> = "indicator",
        ci_low, ci_high, q05, q50, q95,
        /// Replications in which the arm is higher than the first
        share_higher: Option<f64> = "share, 0 to 1",
        /// Replications in which the arm is lower than the first
        share_lower: Option<f64> = "share, 0 to 1",
    }
    /// Paired difference where one position of a hypothesis holds.
    "positions.csv": PositionRow {
        hypothesis, position, arm, unit, indicator, n,
        /// Mean paired difference against the first arm over the replications that hold the position
        mean: Option<f64> = "indicator",
        ci_low, ci_high, chance_better, chance_no_matter, chance_worse,
    }
    /// One headline of an authority that is lived by itself, and the paired difference against the first arm.
    "authorities.csv": AuthorityRow {
        arm,
        /// Authority, where a study has several that do not touch
        authority: String,
        indicator, n, mean, ci_low, ci_high,
        /// Pairs with the first arm
        difference_n: usize = "replications",
        /// Mean paired difference against the first arm
        difference_mean: Option<f64> = "indicator",
        difference_low, difference_high,
    }
    /// Children looked after in one authority on a day, of one kind and age; what is nobody in every replication is left
    /// out.
    "children.csv": ChildrenRow {
        arm, authority,
        /// Years from the first day: 0 for the first day itself, 1 for the first 31 March after it
        years: usize = "years",
        /// By what the children are counted: placement, stage (of the pathway) or legal-status; this one, of the first arm
        /// alone, is assigned as an export assigns it and bears on nothing that is simulated
        by: String,
        /// Type of placement, stage of the pathway, or legal status: agreement, interim-order, full-order, placement-order,
        /// police-protection, emergency-order or remand
        kind: String,
        age,
        /// Replications, of legal status at most the first ten
        n: usize = "replications",
        /// Mean over replications
        mean: Option<f64> = "children",
        /// 10th percentile over replications
        q10: Option<f64> = "children",
        /// Median over replications
        q50: Option<f64> = "children",
        /// 90th percentile over replications
        q90: Option<f64> = "children",
    }
    /// What is published of the starts of an authority in a year, unaccompanied children apart, and whether it counts.
    "starts.csv": StartsRow {
        authority,
        /// The year, which ended on its 31 March
        published_year: u32,
        /// Children who started to be looked after
        starts: f64 = "children",
        /// Weight with which the year counts in the starts that are simulated
        weight: f64 = "share, 0 to 1",
    }
    /// A published figure of an authority beside the model's first year, of the first arm without a practice, else of the
    /// first arm.
    "first-year.csv": FirstYearRow {
        authority,
        /// Id of the figure
        figure: String,
        /// Title in words
        title: String,
        /// Unit of the figure
        unit: String,
        /// Decimals to print
        decimals: usize,
        /// Year of the figure: of its 31 March, of its 30 September for the workforce
        published_year: u32,
        /// Published figure; England's where the authority is an average one, counts scaled to its children
        published: f64 = "as in unit",
        /// How far the printed figure may be from what was counted, since it is rounded or withheld in part
        rounding: f64 = "as in unit",
        arm,
        /// Simulated year: the first in which the figure is defined
        year: String,
        n,
        /// Mean over replications
        mean: Option<f64> = "as in unit",
        /// 2.5th percentile over replications
        q025: Option<f64> = "as in unit",
        /// 97.5th percentile over replications
        q975: Option<f64> = "as in unit",
        /// Whether there are replications enough to tell whether the figure is off
        enough: bool = "true or false",
        /// Whether the published figure, its rounding allowed for, lies outside the middle 95% of the replications
        off: bool = "true or false",
    }
    /// One value of one year, replication and authority, with --by-authority-year.
    "authority-years.csv": AuthorityYearRow<'a> {
        arm: &'a str, replication,
        /// Name of the authority; all of them together where they share a practice and are lived as one
        authority: &'a str,
        unit: &'a str, indicator: &'a str,
        /// Financial year, April to March
        year: &'a str,
        /// Value of the year
        value: f64 = "indicator",
    }
    /// One contract.
    "contracts.csv": ContractLine {
        arm, replication,
        /// Name of the practice
        practice: String,
        /// Which contract of the practice's service it is, from 0
        cycle: u32,
        /// Award
        awarded: Option<f64> = "months from the start",
        /// Transfer of the children; empty if the contract never opened
        opened: Option<f64> = "months from the start",
        /// End; empty while still running at the horizon
        ended: Option<f64> = "months from the start",
        /// Term agreed, extensions included
        term_months: Option<f64> = "months",
        /// running, renewed, lost_tender, not_renewed, terminated or never_opened
        fate: String,
        /// Why it ended; empty while running
        cause: String,
        /// From the nearest renewal or break point at the end; empty while running
        months_from_renewal: Option<f64> = "months",
    }
    /// A change of an arm during the run, and when it came.
    "changes.csv": ChangeRow {
        arm,
        /// Number of the change, in the order of the file, from 1
        change: usize,
        /// What it waits for, beside its month; empty where it waits for nothing
        condition: String,
        n,
        /// Histories in which it came
        came: usize = "replications",
        /// When it first came, the middle of these histories
        middle: Option<f64> = "months from the start",
    }
    /// What one organisation did in one tender: those who looked at it and did not bid have rows too.
    "bids.csv": BidLine {
        arm, replication,
        /// Name of the practice whose service was tendered
        practice: String,
        /// Which contract of the service was tendered for, from 0
        cycle: u32,
        /// The tender
        at: f64 = "months from the start",
        /// The organisation: the practice's name for the one that the scenario names, else its form and its number in the
        /// authority's market
        organisation: String,
        /// Legal form of the organisation
        form: String,
        /// Whether it served under the contract that ended
        in_place: bool = "true or false",
        /// Its chance of bidding, as it weighed gain and cost
        chance: f64 = "share, 0 to 1",
        /// Whether it bid
        bid: bool = "true or false",
        /// Its price
        price: f64 = "times what the authority's own cost gives",
        /// How the authority weighed it
        odds: f64 = "odds against an ordinary bidder",
        /// Whether it won
        won: bool = "true or false",
    }
    /// One measure of one year of one provider: posts, people, cases and money of a practice, or of an authority's own
    /// teams.
    "providers.csv": ProviderRow {
        arm,
        /// Name of the practice, or of the authority for its own teams
        provider: String,
        /// Financial year, April to March
        year: String,
        /// What is measured: posts, filled, agency, cases, caseload, hires, leavers, these by where they came from (from_) and
        /// went (to_), refused, asked, granted, cost, income, surplus, account, run or grade
        measure: String,
        /// Unit of the measure
        unit: String,
        /// Replications in which the provider served in the year
        n: usize,
        /// Mean over these
        mean: Option<f64> = "as in unit",
        /// 10th percentile over these
        q10: Option<f64> = "as in unit",
        /// Median over these
        q50: Option<f64> = "as in unit",
        /// 90th percentile over these
        q90: Option<f64> = "as in unit",
    }
    /// One quantity's value in one replication.
    "parameters.csv": ParameterRow {
        replication,
        /// Id of the quantity, see assumptions.csv
        quantity: String,
        /// Value drawn for the replication, the same in all arms
        value: Option<f64> = "as in assumptions.csv",
    }
    /// One hypothesis' position in one replication.
    "hypotheses.csv": HypothesisRow {
        replication, hypothesis, position,
    }
    /// Share of a headline's variance that goes with one input.
    "influence.csv": InfluenceRow {
        indicator, unit, arm,
        /// level (of the first arm) or difference (paired, of the arm against the first)
        of: String,
        /// Id of the quantity or hypothesis
        input: String,
        /// quantity or hypothesis
        kind: String,
        grade, n,
        /// Variance between groups of the input (up to five groups of equal count, or positions) as a share
        /// of the whole, corrected for the number of groups; chance alone may take it just below 0
        share: Option<f64> = "share of variance",
        /// What the strongest of all inputs would exceed one time in 20 if none had any influence
        noise_floor: Option<f64> = "share of variance",
        /// Spearman's rank correlation of the quantity with the outcome
        rank_correlation: Option<f64> = "-1 to 1",
    }
    /// One quantity with its provenance.
    "assumptions.csv": AssumptionRow {
        /// Id of the quantity
        id: String,
        /// The quantity in words
        label: String,
        /// Central value as used
        value: Option<f64> = "as in unit",
        /// Lowest value that the source allows
        low: Option<f64> = "as in unit",
        /// Highest value that the source allows
        high: Option<f64> = "as in unit",
        /// Unit of the quantity
        unit: String,
        grade,
        /// Where the number comes from
        source: String,
        /// The scenario's reason for its own value; empty if it keeps the quantity's
        overridden: String,
        /// Parts of the model that read it
        used_by: String,
        /// Headlines behind which it stands: those that it can move at all
        headlines: String,
        /// Whether its value differs between replications
        drawn: bool = "true or false",
    }
    /// Noise of one year's figure of a unit of this size.
    "noise.csv": NoiseRow {
        unit, indicator,
        /// Year-to-year changes used, less one for each pair of years
        n: usize = "changes",
        /// Mean over the horizon in the first arm
        level: Option<f64> = "indicator",
        /// Standard deviation of one year's figure by chance alone, from changes between years within
        /// replications of the first arm
        year_sd: Option<f64> = "indicator",
        /// Standard deviation of the horizon's figure over replications of the first arm, what is not known
        /// included
        horizon_sd: Option<f64> = "indicator",
    }
}

//! Case holders: posts, caseloads, morale.

use super::declared::*;

indicators! {
    Workforce
    /// Leavers in the year to 30 September as a share of those in post at its end; agency workers are not in
    /// post.
    TURNOVER = "turnover", "Turnover of case holders",
        Percent("per year"), Lower, 1, WORKFORCE,
        Ratio(|year| share(year.workforce().exits, year.in_post_at_year_end()));
    /// Vacancies as a share of posts on 30 September, whether or not an agency worker covers them.
    VACANCY = "vacancy", "Vacancy rate",
        PERCENT, Lower, 1, WORKFORCE,
        Ratio(|year| share(year.day.vacancies, year.day.in_post + year.day.vacancies));
    /// Agency workers as a share of agency and in post on 30 September.
    AGENCY = "agency", "Agency worker rate",
        PERCENT, Lower, 1, WORKFORCE,
        Ratio(|year| share(year.day.agency, year.day.agency + year.day.in_post));
    /// Cases on 30 September per case holder, agency included.
    CASELOAD = "caseload", "Caseload",
        Plain("cases per case holder"), Lower, 1, WORKFORCE,
        Ratio(|year| (year.day.cases, year.day.holders));
    /// Nine case holders in ten have no more cases than this, on 30 September.
    CASELOAD_P90 = "caseload_p90", "Caseload, 90th percentile",
        Plain("cases"), Lower, 1, OWN,
        Ratio(|year| (year.day.ninetieth(), one(year.day.holders > 0.0)));
    /// Days lost to sickness as a share of days available, year to 30 September.
    ABSENCE = "absence", "Sickness absence",
        Percent("of days"), Lower, 1, WORKFORCE,
        Ratio(|year| share(year.workforce().sick + year.workforce().short, year.workforce().available));
    /// Mean over worker-months of the morale index.
    MORALE = "morale", "Morale of case holders",
        Plain("index, 0 to 1"), Higher, 3, OWN,
        Ratio(|year| (year.sums.morale, year.sums.worker_months));
    /// Mean over worker-months of the job insecurity index.
    INSECURITY = "insecurity", "Job insecurity of case holders",
        Plain("index, 0 to 1"), Lower, 3, OWN,
        Ratio(|year| (year.sums.insecurity, year.sums.worker_months));
    /// How far learning and practice in the teams of their case holders are from those of an ordinary authority, which
    /// is 0: mean over looked-after child-months.
    CULTURE = "culture", "Culture of learning and practice",
        Plain("index points from an ordinary authority"), Higher, 3, OWN,
        Ratio(|year| (year.tally.culture, year.tally.child_months));
    /// Serious incidents in which an inquiry finds the service wanting, for each 1,000 child-years; those in which it could not have
    /// acted otherwise are not counted.
    SERIOUS_INCIDENTS = "serious_incidents", "Serious incidents in which the service is found wanting",
        Plain("per 1,000 child-years"), Lower, 2, OWN,
        Ratio(|year| (12_000.0 * year.sums.incidents, year.sums.served_months));
}

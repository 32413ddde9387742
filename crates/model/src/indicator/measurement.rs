//! Watches one world through the study and reduces it to the declared indicators, by year and over
//! the horizon: each is a numerator over a denominator, summed over the years for the horizon.

use super::definition::INDICATORS;
use super::snapshot;
use super::year::{WorkforceYear, Year};
use crate::model::world::{CostHead, Seat, World};

/// Whom a unit of results covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Everybody.
    Whole,
    /// The cohort that the practice first serves.
    Served,
    /// The cohort eligible over the horizon.
    Eligible,
    /// Whoever the authorities' own teams serve.
    InHouse,
    /// Whoever a practice serves, by its provider.
    Provider(usize),
}

/// What is being counted for one unit.
#[derive(Clone, Debug)]
struct Unit {
    group: Group,
    /// The year so far.
    year: Year,
    /// The workforce year so far.
    workforce: WorkforceYear,
    /// The years that have ended.
    years: Vec<Year>,
}

/// Watches one world.
#[derive(Clone, Debug)]
pub struct Measurement {
    units: Vec<Unit>,
    groups: Vec<Group>,
    /// Share of days lost to short sickness, for the absence rate.
    short_sickness: f64,
    transfers_seen: Vec<u32>,
}

impl Measurement {
    /// Of these groups; `short_sickness` is the share of days of the scenario's settings.
    pub fn new(groups: &[Group], short_sickness: f64) -> Measurement {
        let unit = |&group: &Group| Unit {
            group,
            year: Year::default(),
            workforce: WorkforceYear::default(),
            years: Vec::new(),
        };
        Measurement {
            units: groups.iter().map(unit).collect(),
            groups: groups.to_vec(),
            short_sickness,
            transfers_seen: Vec::new(),
        }
    }

    /// Looks at the month that has just been run (`world.month` already counts it).
    pub fn observe(&mut self, world: &World) {
        let providers = world.providers.len();
        self.transfers_seen.resize(providers, 0);
        let staff = at_work(world);
        for unit in &mut self.units {
            let tally = &mut unit.year.tally;
            match unit.group {
                Group::Whole => {
                    for provider in 0..providers {
                        tally.add(&world.tallies[provider]);
                    }
                }
                Group::Served => tally.add(&world.tallies[world.served_group()]),
                Group::Eligible => tally.add(&world.tallies[world.eligible_group()]),
                Group::InHouse => {
                    for authority in 0..world.authorities.len() {
                        tally.add(&world.tallies[authority]);
                    }
                }
                Group::Provider(index) if index < providers => tally.add(&world.tallies[index]),
                Group::Provider(_) => {}
            }
            add_staff(unit, world, &staff, self.short_sickness, &self.transfers_seen);
        }
        for (seen, provider) in self.transfers_seen.iter_mut().zip(&world.providers) {
            *seen = provider.transfers;
        }
        let month = (world.month - 1) % 12;
        if month == 5 {
            let days = snapshot::establishment(world, &self.groups);
            for (unit, day) in self.units.iter_mut().zip(days) {
                unit.year.day = day;
                unit.year.ended = (unit.workforce.months == 12).then_some(unit.workforce);
                unit.workforce = WorkforceYear::default();
            }
        }
        if month == 11 {
            let year = (world.month - 1) / 12;
            let stocks = snapshot::stock(world, &self.groups, year);
            for (unit, stock) in self.units.iter_mut().zip(stocks) {
                if unit.group == Group::Whole {
                    for authority in world.authorities.iter().filter(|a| a.inspections > 0) {
                        unit.year.sums.grades += 1.0 + f64::from(authority.grade as u8);
                        unit.year.sums.graded += 1.0;
                    }
                }
                unit.year.stock = stock;
                unit.years.push(std::mem::take(&mut unit.year));
            }
        }
    }

    /// Adds what another measurement of the same groups saw of other authorities over the same years.
    pub fn join(&mut self, other: &Measurement) {
        for (unit, other) in self.units.iter_mut().zip(&other.units) {
            for (year, other) in unit.years.iter_mut().zip(&other.years) {
                year.add(other);
            }
        }
    }

    /// Values over the horizon by `[unit][indicator]`; `NaN` where not defined.
    pub fn horizon(&self) -> Vec<f64> {
        let mut values = Vec::with_capacity(self.units.len() * INDICATORS.len());
        for unit in &self.units {
            let mut sums = vec![(0.0, 0.0); INDICATORS.len()];
            for year in &unit.years {
                for (sum, cell) in sums.iter_mut().zip(cells(unit.group, year)) {
                    sum.0 += cell.0;
                    sum.1 += cell.1;
                }
            }
            let cells = sums.into_iter().zip(INDICATORS);
            values.extend(cells.map(|(cell, definition)| value(cell, definition.unit)));
        }
        values
    }

    /// Social workers in post on 30 September of each year, of the first unit.
    pub fn in_post(&self) -> Vec<f64> {
        let years = self.units.first().map_or(&[][..], |unit| &unit.years);
        years.iter().map(|year| year.day.in_post).collect()
    }

    /// Values by `[unit][year][indicator]`.
    pub fn yearly(&self) -> Vec<f64> {
        let mut values = Vec::new();
        for unit in &self.units {
            for year in &unit.years {
                let cells = cells(unit.group, year).into_iter().zip(INDICATORS);
                values.extend(cells.map(|(cell, definition)| value(cell, definition.unit)));
            }
        }
        values
    }
}

/// A ratio; sums of a period (units that say so) are not divided.
fn value((numerator, denominator): (f64, f64), unit: &str) -> f64 {
    let is_sum = matches!(unit, "per period" | "£ million" | "£ thousand");
    match (denominator > 0.0, is_sum) {
        (false, _) => f64::NAN,
        (true, true) => numerator,
        (true, false) => numerator / denominator,
    }
}

fn add_staff(unit: &mut Unit, world: &World, staff: &[AtWork], short_sickness: f64, transfers_seen: &[u32]) {
    let covers = |provider: usize| match unit.group {
        Group::Whole => true,
        Group::InHouse => provider < world.authorities.len(),
        Group::Provider(index) => provider == index,
        Group::Served | Group::Eligible => false,
    };
    let sums = &mut unit.year.sums;
    let authorities = world.authorities.len();
    let mut any_open = false;
    for (index, provider) in world.providers.iter().enumerate() {
        if !covers(index) {
            continue;
        }
        let flows = &world.flows[index];
        unit.workforce.exits += world.worker_exits[index];
        unit.workforce.sick += world.sick_months[index];
        unit.workforce.available += flows.permanent_months;
        unit.workforce.short += short_sickness * flows.permanent_months;
        sums.tenders += flows.tenders;
        if index >= authorities {
            any_open |= provider.is_open;
            sums.surplus += provider.pounds[CostHead::Surplus as usize];
            sums.transfers += f64::from(provider.transfers - transfers_seen[index]);
            if provider.is_open {
                sums.trust += provider.trust;
                sums.trusted_months += 1.0;
            }
        }
    }
    sums.open_months += f64::from(u8::from(any_open));
    unit.workforce.months += 1;
    for (index, staff) in staff.iter().enumerate() {
        if covers(index) {
            sums.worker_months += staff.months;
            sums.morale += staff.morale;
            sums.insecurity += staff.months * world.providers[index].insecurity;
            sums.culture += staff.months * world.providers[index].culture.met_by_children();
        }
    }
}

/// Case holders at work this month and their morale, by provider.
#[derive(Clone, Copy, Debug, Default)]
struct AtWork {
    months: f64,
    morale: f64,
}

fn at_work(world: &World) -> Vec<AtWork> {
    let mut staff = vec![AtWork::default(); world.providers.len()];
    for post in &world.posts {
        // Multiplied, not branched: who sits where has no pattern that a processor could guess.
        let here = f64::from(u8::from(post.seat == Seat::Permanent));
        let sums = &mut staff[post.provider as usize];
        sums.months += here;
        sums.morale += here * post.morale;
    }
    staff
}

/// Numerator and denominator of every indicator for the year that ends, in the declared order.
fn cells(group: Group, year: &Year) -> Vec<(f64, f64)> {
    let t = &year.tally;
    let s = &year.sums;
    let day = &year.day;
    let stock = &year.stock;
    let years = t.child_months / 12.0;
    let exits: f64 = t.exits.iter().sum();
    let share = |part: f64, whole: f64| (100.0 * part, whole);
    let served = t.child_months + t.leaver_months > 0.0;
    let is_provider = matches!(group, Group::Whole | Group::InHouse | Group::Provider(_));
    let has_practice = matches!(group, Group::Whole | Group::Provider(_));
    let one = |condition: bool| if condition { 1.0 } else { 0.0 };
    let money: f64 = t.money.iter().sum();
    let mut list = List { cells: Vec::with_capacity(INDICATORS.len()) };
    list.push("placements_1", share(stock.one, stock.children));
    list.push("placements_2", share(stock.two, stock.children));
    list.push("placements_3plus", share(stock.three, stock.children));
    list.push("placements_3plus_status", share(stock.three_with_status, stock.children));
    list.push("placements_3plus_two_years", share(stock.three_in_two_years, stock.two_years));
    list.push("same_placement_two_years", share(stock.long_term_stable, stock.long_term));
    list.push("no_move_in_year", share(stock.no_move, stock.a_year));
    list.push("two_moves_in_year", share(stock.two_moves, stock.a_year));
    list.push("higher_need", share(stock.higher_need, stock.children));
    let [higher, lower] = stock.no_move_by_need();
    list.push("no_move_higher_need", share(higher.0, higher.1));
    list.push("no_move_lower_need", share(lower.0, lower.1));
    list.push("disruptions", share(t.disruptions, years));
    list.push("moves", (t.moves, years));
    list.push("moves_with_status", (t.moves + t.statuses, years));
    let hand_overs: f64 = t.changes.iter().sum();
    list.push("worker_changes", (hand_overs - t.short_covers, years));
    list.push("hand_overs", (hand_overs, years));
    list.push("workers_3plus", share(stock.three_workers, stock.children));
    list.push("same_worker_all_year", share(stock.one_worker, stock.all_year));
    list.push("changes_pathway", (t.changes[0], years));
    list.push("changes_leaver", (t.changes[1], years));
    list.push("changes_agency", (t.changes[2], years));
    list.push("changes_sickness", (t.changes[3], years));
    list.push("changes_reallocation", (t.changes[4], years));
    list.push("changes_transfer", (t.changes[5], years));
    list.push("direct_hours", (t.direct_hours, t.child_months));
    list.push("decision_wait", (t.decision_days, t.decisions));
    list.push("decision_quick", share(t.quick_decisions, t.decisions));
    list.push("decision_delayed", share(t.delayed_decisions, t.decisions));
    list.push("relationship", (t.relationship, t.child_months));
    list.push("satisfaction", (t.satisfaction, t.child_months));
    list.push("reachability", (t.reachability, t.child_months));
    list.push("exits_home", share(t.exits[0], exits));
    list.push("exits_adoption", share(t.exits[1], exits));
    list.push("exits_special_guardianship", share(t.exits[2], exits));
    list.push("exits_18", share(t.exits[3], exits));
    list.push("exits_other", share(t.exits[4], exits));
    list.push("length_of_care", (t.exit_days, exits));
    list.push("reentries", share(t.reentries, t.starts));
    list.push("care_leavers_eet", share(stock.in_education, stock.young_adults));
    list.push("care_leavers_accommodation", share(stock.housed, stock.young_adults));
    let ended = year.ended.unwrap_or_default();
    let in_post = if year.ended.is_some() { day.in_post } else { 0.0 };
    list.push("turnover", share(ended.exits, in_post));
    list.push("vacancy", share(day.vacancies, day.in_post + day.vacancies));
    list.push("agency", share(day.agency, day.agency + day.in_post));
    list.push("caseload", (day.cases, day.holders));
    list.push("caseload_p90", (day.ninetieth(), one(day.holders > 0.0)));
    list.push("absence", share(ended.sick + ended.short, ended.available));
    list.push("morale", (s.morale, s.worker_months));
    list.push("insecurity", (s.insecurity, s.worker_months));
    list.push("culture", (s.culture, s.worker_months));
    list.push("contract_running", share(s.open_months, if has_practice { 12.0 } else { 0.0 }));
    list.push("tenders", (s.tenders, one(has_practice)));
    list.push("transfers", (s.transfers, one(has_practice)));
    list.push("trust", (s.trust, s.trusted_months));
    list.push("provider_balance", (s.surplus / 1_000.0, one(has_practice && s.trusted_months > 0.0)));
    list.push("inspection_grade", (s.grades, s.graded));
    list.push("cost_per_child_year", (money, years));
    list.push("cost_placements", (t.money[CostHead::Placements as usize], years));
    list.push("cost_staff", (t.money[CostHead::Staff as usize], years));
    list.push("cost_agency", (t.money[CostHead::Agency as usize], years));
    list.push("cost_recruitment", (t.money[CostHead::Recruitment as usize], years));
    list.push("cost_procurement", (t.money[CostHead::Procurement as usize], years));
    list.push("cost_transition", (t.money[CostHead::Transition as usize], years));
    list.push("cost_total", (money / 1_000_000.0, one(served)));
    list.push("children", (stock.children, 1.0));
    list.push("starts", (t.starts, one(served && !is_provider || group == Group::Whole)));
    list.push("care_leavers", (stock.leavers, 1.0));
    debug_assert_eq!(list.cells.len(), INDICATORS.len());
    list.cells
}

struct List {
    cells: Vec<(f64, f64)>,
}

impl List {
    fn push(&mut self, id: &str, cell: (f64, f64)) {
        debug_assert_eq!(INDICATORS[self.cells.len()].id, id, "order of the declared indicators");
        self.cells.push(cell);
    }
}

//! Culture: how each provider works, and what its leaders and managers ask of its people. M41, M93, M94, M96, M97,
//! M99, M100, M107, M109, M124, M128; H1.
//!
//! ```text
//! s      = carries × (service model - that of an ordinary authority), attribute by attribute; where the scenario
//!          writes no way of working (`ways`), its usual value lies at the share `ways` between an ordinary
//!          authority's and a practice's
//! carries  under H1 `principles`  1
//!          `vehicle`              1 outside the authority, culture.inside within it
//!          `catalyst`             as under `vehicle`, and 1 within too once a practice has stood there
//! aim    = level of each team, to which its people move (`habits`)
//! level  = culture.leadership × (s.leadership + culture.toolkits × s.health_check)               M93, M128
//!          + culture.learning × s.learning                                                       M100
//!          + culture.managers-out × open,
//!            open = s.middle_management + manager + culture.manager-development × s.cpd          M41, M96
//!          + lean + aftermath (`incidents`)
//!          + culture.shared-reviews × s.shared_reviews
//!          + culture.outside-form outside the authority, not under H1 `principles`               M124
//!          + culture.landscape × max(0, best other practice in the authority - own people)       M109
//! speed  = culture.speed × max(0, 1 - culture.haste × s.haste)                                   M107
//!          × culture.outside-speed outside the authority, not under H1 `principles`              M99
//!          and where the level is above own:
//!          × max(0, 1 + culture.inertia × open)                                                  M94
//!          × max(0, 1 - culture.rigidity × what leadership lacks ÷ an ordinary authority's)      M97
//! manager  how open each team's own is beyond the others                                         (`managers`)
//! lean     of each organisation, normal with mean 0 and spread culture.authority-spread, lasting
//! ```
//!
//! Culture is an index of learning and practice, the departure from an ordinary authority's, 0 there; the
//! indicator `culture` shows it, as its children meet it. A service model has attributes from 0 to 1 (`way.*`); s is its
//! departure as far as it takes effect, which H1 disputes. A collaborative contract counts as full shared reviews. An
//! authority's people begin at the level of its service model in the first arm, so that an arm which changes the model is
//! a change from then on; the people of a practice bring what they did before. How people learn it and take it along:
//! `habits`; what it then does: `climate`; new ways: `innovation`; teams taken back: `integration`; units that share
//! cases: `units`. Index points a unit, shares a month; nothing was measured: grade D.

use crate::draws::{Draws, Name, Purpose, normal};
use crate::evidence::{ServiceModel, VehicleOrPrinciples};
use crate::model::settings::{Arranged, CultureSettings, Settings};
use crate::model::world::{Culture, Seat, World};

use super::{climate, habits, innovation, is_outside, learning, levers, managers, market, units, ways};

/// Sets every provider's departure for the month and moves its culture on.
pub fn step(world: &mut World, settings: &Settings, draws: &Draws) {
    learning::step(world, settings, draws);
    let staff = Staff::count(world);
    for index in 0..world.providers.len() {
        let site = site(world, settings, index);
        world.providers[index].ways = site.ways;
        let usual = match world.providers[index].practice {
            Some(_) => &settings.commissioning.usual,
            None => &settings.culture.ordinary,
        };
        world.providers[index].levers = levers::price(&site.written, usual, &settings.money);
        world.providers[index].departure = departure(&site.service_model, site.carries, &settings.culture);
        if site.is_outside && world.providers[index].is_open {
            let authority = world.providers[index].authority;
            world.authorities[authority].has_hosted = true;
        }
    }
    for (index, staff) in staff.iter().enumerate() {
        if !world.providers[index].is_open {
            world.providers[index].culture = Culture::default();
            continue;
        }
        let site = site(world, settings, index);
        begin(world, settings, draws, index, &site);
        managers::step(world, &settings.culture, draws, index);
        let asked = asked(world, settings, index, &site);
        habits::step(world, settings, index, &asked);
        innovation::step(world, settings, index, staff, site.is_outside);
        units::step(world, &settings.culture, index, staff);
        climate::conditions(world, settings, index, staff, site.is_outside);
    }
}

/// Who runs a provider and how.
struct Site {
    service_model: ServiceModel,
    /// The same as it is written, whatever takes effect.
    written: ServiceModel,
    is_outside: bool,
    carries: f64,
    /// Share of a small practice's ways that is at work.
    ways: f64,
}

fn site(world: &World, settings: &Settings, index: usize) -> Site {
    let provider = &world.providers[index];
    let authority = provider.authority;
    let is_outside = is_outside(provider, settings);
    let has_hosted = world.authorities[authority].has_hosted;
    let share =
        |arranged: &Arranged| ways::share(arranged.likeness, is_outside, has_hosted, &settings.culture);
    // Of a practice the usual ways are written already, of an authority's own teams none.
    let (written, more, ways) = match provider.practice {
        Some(practice) => {
            let terms = &settings.practices[practice];
            let ways = share(&terms.arranged);
            let written = market::ways(provider, terms, settings);
            (written, terms.arranged.ways.with(&written, |usual, _| (ways - 1.0) * usual), ways)
        }
        None => {
            let local = &settings.authorities[authority];
            let ways = share(&local.arranged);
            (
                local.service_model,
                local.arranged.ways.with(&local.service_model, |usual, _| ways * usual),
                ways,
            )
        }
    };
    let service_model = written.with(&more, |written, more| written + more);
    let carries = carries(is_outside, has_hosted, &settings.culture);
    Site { service_model, written, is_outside, carries, ways }
}

/// Share of a departure from the ordinary that takes effect.
pub fn carries(is_outside: bool, has_hosted: bool, numbers: &CultureSettings) -> f64 {
    match numbers.vehicle {
        VehicleOrPrinciples::Principles => 1.0,
        _ if is_outside => 1.0,
        VehicleOrPrinciples::Catalyst if has_hosted => 1.0,
        VehicleOrPrinciples::Vehicle | VehicleOrPrinciples::Catalyst => numbers.inside,
    }
}

fn departure(model: &ServiceModel, carries: f64, numbers: &CultureSettings) -> ServiceModel {
    model.with(&numbers.ordinary, |own, ordinary| carries * (own - ordinary))
}

/// Posts and people of a provider on the first day of the month.
#[derive(Clone, Copy, Debug, Default)]
pub struct Staff {
    /// Permanent case holders.
    pub permanent: f64,
    /// Those who took up their post in the month before.
    pub newcomers: f64,
    /// Posts in which somebody is at work.
    pub staffed: f64,
    /// Cases held.
    pub cases: f64,
}

impl Staff {
    pub(super) fn count(world: &World) -> Vec<Staff> {
        let month_ago = world.month_start() - 1.0;
        let mut all = vec![Staff::default(); world.providers.len()];
        for post in &world.posts {
            let staff = &mut all[post.provider as usize];
            if post.seat == Seat::Closed {
                continue;
            }
            staff.cases += f64::from(post.cases());
            if post.is_filled() {
                staff.permanent += 1.0;
                if world.month > 0 && post.took_up >= month_ago {
                    staff.newcomers += 1.0;
                }
            }
            if post.is_staffed() {
                staff.staffed += 1.0;
            }
        }
        all
    }

    /// Share of the permanent case holders who came in the month before.
    pub fn share_new(&self) -> f64 {
        if self.permanent > 0.0 { self.newcomers / self.permanent } else { 0.0 }
    }

    /// Cases for each case holder at work; 0 without one.
    pub fn caseload(&self) -> f64 {
        if self.staffed > 0.0 { self.cases / self.staffed } else { 0.0 }
    }
}

/// What is asked of the people of a provider this month.
pub struct Asked<'a> {
    departure: ServiceModel,
    /// What the best neighbour is ahead, 0 or more.
    ahead: f64,
    /// What its leaders ask for beyond that, and what is left of serious incidents.
    lean: f64,
    is_outside: bool,
    numbers: &'a CultureSettings,
}

impl Asked<'_> {
    /// The aim of a team whose manager is so open beyond the provider's.
    pub fn aim(&self, manager: f64) -> f64 {
        level(&self.with(manager), self.ahead, self.lean, self.is_outside, self.numbers)
    }

    /// Shares of the distance to an aim above and to one below that a month covers under such a manager.
    pub fn speeds(&self, manager: f64) -> [f64; 2] {
        let departure = self.with(manager);
        [true, false].map(|rises| speed(&departure, self.is_outside, rises, self.numbers))
    }

    fn with(&self, manager: f64) -> ServiceModel {
        ServiceModel { middle_management: self.departure.middle_management + manager, ..self.departure }
    }
}

fn asked<'a>(world: &World, settings: &'a Settings, index: usize, site: &Site) -> Asked<'a> {
    let numbers = &settings.culture;
    let provider = &world.providers[index];
    let mut departure = provider.departure;
    if let Some(practice) = provider.practice
        && site.is_outside
        && settings.practices[practice].practice.contract.is_collaborative()
    {
        departure.shared_reviews = 1.0 - numbers.ordinary.shared_reviews;
    }
    let ahead = (best_neighbour(world, settings, index) - provider.culture.met).max(0.0);
    let lean = provider.culture.lean + provider.culture.aftermath;
    Asked { departure, ahead, lean, is_outside: site.is_outside, numbers }
}

/// A new organisation has leaders of its own; the people of an authority begin with what its service model has made
/// of them by the first day, those of a practice with what they bring.
fn begin(world: &mut World, settings: &Settings, draws: &Draws, index: usize, site: &Site) {
    let numbers = &settings.culture;
    let provider = &world.providers[index];
    let which = Some(provider.transfers);
    if provider.culture.began_with == which {
        return;
    }
    let (authority, practice) = (provider.authority, provider.practice);
    let name = match practice {
        None => Name::authority(authority, 0),
        Some(practice) => Name::practice(authority, practice, provider.transfers),
    };
    let lean = numbers.authority_spread * normal(draws.uniform(Purpose::Lean, name, 0));
    world.providers[index].culture =
        Culture { lean, led: numbers.unit_internal, began_with: which, ..Culture::default() };
    if practice.is_none() {
        managers::step(world, numbers, draws, index);
        let local = &settings.authorities[authority];
        let at_start = &local.arranged_at_start;
        let hosted = world.authorities[authority].has_hosted;
        let share = ways::share(at_start.likeness, site.is_outside, hosted, numbers);
        let model = local.service_model_at_start.with(&at_start.ways, |own, usual| own + share * usual);
        let departure = departure(&model, site.carries, numbers);
        let asked = Asked { departure, ahead: 0.0, lean, is_outside: site.is_outside, numbers };
        habits::begin(world, settings, draws, index, &asked);
    }
}

/// Culture of the best other practice that serves in the same authority; minus one without any.
fn best_neighbour(world: &World, settings: &Settings, index: usize) -> f64 {
    let authority = world.providers[index].authority;
    let practices = world.providers.iter().enumerate();
    practices
        .skip(settings.authorities.len())
        .filter(|(other, p)| *other != index && p.authority == authority && p.is_open)
        .map(|(_, p)| p.culture.met)
        .fold(-1.0, f64::max)
}

/// Managers' openness, with what their development adds (M96).
fn openness(departure: &ServiceModel, numbers: &CultureSettings) -> f64 {
    departure.middle_management + numbers.manager_development * departure.cpd
}

/// The departure to which culture tends; `ahead` is what the best neighbour is ahead, 0 or more, `lean` that of the
/// organisation's leaders.
pub fn level(
    departure: &ServiceModel,
    ahead: f64,
    lean: f64,
    is_outside: bool,
    numbers: &CultureSettings,
) -> f64 {
    let leadership = departure.leadership + numbers.toolkits * departure.health_check;
    let form = if is_outside && numbers.vehicle != VehicleOrPrinciples::Principles {
        numbers.outside_form
    } else {
        0.0
    };
    let level = numbers.leadership * leadership
        + numbers.learning * departure.learning
        + numbers.managers_out * openness(departure, numbers)
        + numbers.shared_reviews * departure.shared_reviews
        + numbers.landscape * ahead
        + lean
        + form;
    level.clamp(-1.0, 1.0)
}

/// Share of the distance to the level that a month covers.
pub fn speed(departure: &ServiceModel, is_outside: bool, rises: bool, numbers: &CultureSettings) -> f64 {
    let mut speed = numbers.speed * (1.0 - numbers.haste * departure.haste).max(0.0);
    if is_outside && numbers.vehicle != VehicleOrPrinciples::Principles {
        speed *= numbers.outside_speed;
    }
    if rises {
        let short = (-departure.leadership / numbers.ordinary.leadership.max(f64::EPSILON)).max(0.0);
        speed *= (1.0 + numbers.inertia * openness(departure, numbers)).max(0.0);
        speed *= (1.0 - numbers.rigidity * short).max(0.0);
    }
    speed.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTSIDE: bool = true;

    fn departing(of: impl Fn(&mut ServiceModel)) -> ServiceModel {
        let mut departure = ServiceModel::default();
        of(&mut departure);
        departure
    }

    #[test]
    fn an_ordinary_authority_stays_where_it_is() {
        for position in ["vehicle", "principles", "catalyst"] {
            let numbers = CultureSettings::of(&[], &[("H1", position)]);
            assert_eq!(level(&ServiceModel::default(), 0.0, 0.0, false, &numbers), 0.0);
            let ordinary = departure(&numbers.ordinary, 1.0, &numbers);
            assert_eq!(ordinary, ServiceModel::default());
        }
    }

    #[test]
    fn each_term_has_its_sign_and_nothing_when_neutral() {
        type Term = (&'static str, ServiceModel, f64);
        let terms: [Term; 7] = [
            ("culture.leadership", departing(|w| w.leadership = 0.2), 0.0),
            ("culture.toolkits", departing(|w| w.health_check = 1.0), 0.0),
            ("culture.learning", departing(|w| w.learning = 0.2), 0.0),
            ("culture.managers-out", departing(|w| w.middle_management = 0.2), 0.0),
            ("culture.manager-development", departing(|w| w.cpd = 0.2), 0.0),
            ("culture.shared-reviews", departing(|w| w.shared_reviews = 0.2), 0.0),
            ("culture.landscape", ServiceModel::default(), 0.1),
        ];
        for (id, departure, ahead) in terms {
            let on = CultureSettings::of(&[], &[]);
            let off = CultureSettings::of(&[(id, 0.0)], &[]);
            assert!(level(&departure, ahead, 0.0, false, &on) > 0.0, "{id}");
            assert_eq!(level(&departure, ahead, 0.0, false, &off), 0.0, "{id}");
        }
    }

    #[test]
    fn the_outside_form_shifts_and_speeds_culture_unless_principles_are_all() {
        let at = |position: &str| CultureSettings::of(&[], &[("H1", position)]);
        let none = ServiceModel::default();
        for position in ["vehicle", "catalyst"] {
            let numbers = at(position);
            assert_eq!(level(&none, 0.0, 0.0, OUTSIDE, &numbers), numbers.outside_form);
            let outside = speed(&none, OUTSIDE, true, &numbers);
            assert!(outside > speed(&none, false, true, &numbers), "{position}");
        }
        let principles = at("principles");
        assert_eq!(level(&none, 0.0, 0.0, OUTSIDE, &principles), 0.0);
        assert_eq!(speed(&none, OUTSIDE, true, &principles), principles.speed);
        let neutral = CultureSettings::of(&[("culture.outside-speed", 1.0)], &[("H1", "vehicle")]);
        assert_eq!(speed(&none, OUTSIDE, true, &neutral), neutral.speed);
    }

    #[test]
    fn managers_and_leaders_hold_up_a_rise_and_not_a_fall() {
        let numbers = CultureSettings::of(&[], &[]);
        let tired = departing(|w| {
            w.leadership = -0.3;
            w.middle_management = -0.3;
        });
        assert!(speed(&tired, false, true, &numbers) < numbers.speed);
        assert_eq!(speed(&tired, false, false, &numbers), numbers.speed);
        let off = CultureSettings::of(&[("culture.inertia", 0.0), ("culture.rigidity", 0.0)], &[]);
        assert_eq!(speed(&tired, false, true, &off), off.speed);
        let hasty = departing(|w| w.haste = 1.0);
        assert!(speed(&hasty, false, false, &numbers) < numbers.speed);
        let off = CultureSettings::of(&[("culture.haste", 0.0)], &[]);
        assert_eq!(speed(&hasty, false, false, &off), off.speed);
    }

    #[test]
    fn what_takes_effect_inside_is_what_h1_says() {
        let at = |position: &str| CultureSettings::of(&[], &[("H1", position)]);
        let vehicle = at("vehicle");
        assert_eq!(carries(false, true, &vehicle), vehicle.inside);
        assert_eq!(carries(OUTSIDE, false, &vehicle), 1.0);
        assert_eq!(carries(false, false, &at("catalyst")), vehicle.inside);
        assert_eq!(carries(false, true, &at("catalyst")), 1.0);
        assert_eq!(carries(false, false, &at("principles")), 1.0);
    }
}

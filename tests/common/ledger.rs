//! What must balance at the end of every month.

use std::collections::{BTreeMap, BTreeSet};

use swplab::model::process::finance::{is_paid_by_price, paid_by_authority};
use swplab::model::settings::Settings;
use swplab::model::world::{ELIGIBLE, NO_POST, SERVED, Seat, Tally, What, World};
use swplab::terms::TYPES;

/// The books of one world.
#[derive(Debug, Default)]
pub struct Ledger {
    children: f64,
    people: usize,
    events: usize,
    /// Children who came and who left since the year began, by name, and how many were counted.
    came: BTreeSet<u64>,
    left: BTreeSet<u64>,
    counted: [f64; 2],
    holders: BTreeMap<u64, u32>,
    served: BTreeSet<u64>,
    eligible: BTreeSet<u64>,
    /// Transfers seen.
    pub transfers: u32,
    /// Posts seen to close.
    pub posts_closed: usize,
}

impl Ledger {
    /// Asserts that the world balances with what the books held a month ago.
    pub fn balance(&mut self, world: &World, settings: &Settings) {
        self.children_balance(world);
        self.children_of_year(world);
        caseloads(world);
        self.posts(world, settings);
        self.cohorts(world);
        if world.month > 0 {
            time(world);
            money(world, settings);
        }
        self.events = world.log.events.len();
        self.transfers = world.providers.iter().map(|p| p.transfers).sum();
    }

    /// Children held = held before + begun - left, by the month's counts and by its events.
    fn children_balance(&mut self, world: &World) {
        let children = &world.children;
        let held = children.count();
        for column in
            [children.state.len(), children.care.len(), children.placement.len(), children.year.len()]
        {
            assert_eq!(column, held, "the columns of children run in parallel");
        }
        let held = held as f64;
        let month = &world.log.events[self.events..];
        if world.month > 0 {
            let providers = &world.tallies[..world.providers.len()];
            let starts: f64 = providers.iter().map(|t| t.starts).sum();
            let exits: f64 = providers.iter().flat_map(|t| t.exits).sum();
            assert_eq!(self.children + starts - exits, held, "month {}", world.month);
            let count = |of: fn(&What) -> bool| month.iter().filter(|e| of(&e.what)).count() as f64;
            let begun = count(|what| matches!(what, What::EntersCare | What::ComesBack));
            let left = count(|what| matches!(what, What::LeavesCare(_)));
            assert_eq!((begun, left), (starts, exits), "month {}", world.month);
            let moves: f64 = providers.iter().map(|t| t.moves).sum();
            assert_eq!(count(|what| matches!(what, What::Moves { .. })), moves);
        }
        let today = f64::from(world.month);
        let mut seen = BTreeSet::new();
        for (i, &who) in children.who.iter().enumerate() {
            assert!(seen.insert(who), "a child is looked after once");
            let person = &children.people[who as usize];
            assert!(person.born + 216.0 >= today, "nobody over 18 is looked after");
            assert!(children.care[i].started <= today && children.care[i].started >= person.born);
            assert!(children.placement[i].started >= children.care[i].started - 1e-9);
        }
        for leaver in &children.leavers {
            assert!(seen.insert(leaver.who), "a care leaver is served once");
            assert!(leaver.served_until >= today, "and not beyond her age");
        }
        for returned in &children.returned {
            assert!(seen.insert(returned.who), "a child at home is at home once");
            // Who comes back in the month in which she left does so on the next first day.
            assert!(returned.returns >= today - 1.0);
        }
        assert!(children.people.len() >= self.people, "nobody is forgotten");
        self.people = children.people.len();
        self.children = held;
    }

    /// Started = children with a start in the year; ceased = children with an end in it who are not looked after at
    /// its end: each once, however often she came and went.
    fn children_of_year(&mut self, world: &World) {
        if world.month == 0 {
            return;
        }
        for event in &world.log.events[self.events..] {
            let of_kind = match event.what {
                What::EntersCare | What::ComesBack => &mut self.came,
                What::LeavesCare(_) => &mut self.left,
                _ => continue,
            };
            of_kind.insert(event.who.bits());
        }
        let month: [fn(&Tally) -> f64; 2] = [|tally| tally.started, |tally| tally.ceased];
        for (sum, of) in self.counted.iter_mut().zip(month) {
            *sum += world.tallies[..world.providers.len()].iter().map(of).sum::<f64>();
        }
        if world.month.is_multiple_of(12) {
            for &who in &world.children.who {
                self.left.remove(&world.children.people[who as usize].name.bits());
            }
            let seen = [&self.came, &self.left].map(|names| names.len() as f64);
            assert_eq!(self.counted, seen, "children who started and ceased by month {}", world.month);
            self.came.clear();
            self.left.clear();
            self.counted = [0.0; 2];
        }
    }

    /// Posts = filled + vacant, a post never changes its name, a closed one is empty.
    fn posts(&mut self, world: &World, settings: &Settings) {
        let month = &world.log.events[self.events..];
        self.posts_closed += month.iter().filter(|e| e.what == What::PostClosed).count();
        let mut open = vec![0.0; world.providers.len()];
        let mut names = BTreeSet::new();
        for post in &world.posts {
            assert!(names.insert(post.name), "no two posts share a name");
            let is_closed = post.seat == Seat::Closed;
            let kinds = [post.is_filled(), post.is_vacant(), is_closed, post.is_beyond && !is_closed];
            let kinds = kinds.iter().filter(|&&is| is).count();
            assert_eq!(kinds, 1, "a post is filled, vacant, closed or beyond those provided");
            assert_eq!(
                world.teams[post.team as usize].provider, post.provider,
                "a post belongs to its team's provider"
            );
            if post.seat != Seat::Closed {
                open[post.provider as usize] += 1.0;
            }
        }
        for (index, team) in world.teams.iter().enumerate() {
            for &post in &team.posts {
                assert_eq!(world.posts[post as usize].team as usize, index);
            }
        }
        let in_teams: usize = world.teams.iter().map(|team| team.posts.len()).sum();
        assert_eq!(in_teams, world.posts.len(), "every post is in one team");
        for (provider, &open) in open.iter().enumerate() {
            let establishment = world.establishment[provider];
            assert!(
                open >= establishment,
                "month {}: provider {provider} has {open} posts of {establishment}",
                world.month
            );
            // Above the establishment only as long as somebody sits there, or fills it this month.
            if let Some(practice) = world.providers[provider].practice {
                let terms = &settings.practices[practice];
                // Reviewing officers taken back stay a team apart.
                let stays = terms.practice.reviews_only() && world.providers[provider].transfers > 0;
                let open_now = world.providers[provider].is_open || stays;
                assert_eq!(establishment > 0.0, open_now, "a practice has posts while it is open");
                if terms.practice.is_in_house_unit() || terms.practice.reviews_only() {
                    let agreed = f64::from(terms.practice.posts());
                    assert_eq!(establishment, if open_now { agreed } else { 0.0 });
                }
                let support = world.providers[provider].plan.support;
                assert!(support.is_finite() && support > 0.0, "managers and premises go with the posts");
            }
        }
        // Ids are never used twice for different holders of a post.
        for post in &world.posts {
            let last = self.holders.insert(post.name.bits(), post.holder);
            assert!(last.is_none_or(|last| post.holder >= last));
            assert!(post.holder <= world.holders);
        }
    }

    /// Who was in a cohort stays in it; a child's copy is that of the person.
    fn cohorts(&mut self, world: &World) {
        let mut served = BTreeSet::new();
        for person in &world.children.people {
            if person.cohorts & SERVED != 0 {
                served.insert(person.name.bits());
                assert!(person.cohorts & ELIGIBLE != 0, "whom it serves is eligible");
            }
        }
        if world.month == 0 {
            self.served = served;
        } else {
            assert_eq!(self.served, served, "the first cohort is fixed at the start");
        }
        for (i, &who) in world.children.who.iter().enumerate() {
            let person = &world.children.people[who as usize];
            assert_eq!(world.children.state[i].cohorts, person.cohorts);
        }
        let eligible: BTreeSet<u64> = (world.children.people.iter())
            .filter(|person| person.cohorts & ELIGIBLE != 0)
            .map(|person| person.name.bits())
            .collect();
        assert!(eligible.is_superset(&self.eligible), "nobody leaves a cohort");
        self.eligible = eligible;
    }
}

/// A post's children and care leavers are those who name it; who has none waits for lack of staff.
fn caseloads(world: &World) {
    let mut children = vec![0; world.posts.len()];
    let mut leavers = vec![0; world.posts.len()];
    let staffed = world.posts.iter().filter(|post| post.is_staffed()).count();
    for state in &world.children.state {
        if state.post == NO_POST {
            assert_eq!(staffed, 0, "a child waits only if nobody is at work");
        } else {
            children[state.post as usize] += 1;
        }
        assert!((0.0..=1.0).contains(&state.relationship));
    }
    for leaver in &world.children.leavers {
        if leaver.post != NO_POST {
            leavers[leaver.post as usize] += 1;
        }
    }
    for (i, post) in world.posts.iter().enumerate() {
        assert_eq!(
            (post.children, post.leavers),
            (children[i], leavers[i]),
            "month {}, post {i}: who is held and who is counted",
            world.month
        );
        // A post without anybody at work holds cases only where no colleague could take them.
        let colleagues = world
            .posts
            .iter()
            .any(|other| other.provider == post.provider && other.is_staffed() && other.name != post.name);
        let is_idle = matches!(post.seat, Seat::Vacant | Seat::Closed | Seat::Sick);
        if world.month > 0 && is_idle && colleagues && post.children > 0 {
            assert!(
                post.changed_at.is_finite(),
                "month {}, post {i}: {:?} holds {} children for whom {:?} colleagues could care",
                world.month,
                post.seat,
                post.children,
                colleagues
            );
        }
    }
}

/// Time is counted once: by type, by provider and in all; never more than each child was there.
fn time(world: &World) {
    let providers = world.providers.len();
    let total: f64 = world.tallies[..providers].iter().map(|t| t.child_months).sum();
    let starts: f64 = world.tallies[..providers].iter().map(|t| t.starts).sum();
    let exits: f64 = world.tallies[..providers].iter().flat_map(|t| t.exits).sum();
    let held = world.children.count() as f64;
    assert!(total <= held + exits + 1e-6 && total >= held - starts - 1e-6);
    for (index, tally) in world.tallies.iter().enumerate() {
        let by_type: f64 = (0..TYPES).map(|kind| tally.by_type[kind]).sum();
        let by_provider: f64 = tally.by_provider.iter().sum();
        assert!((by_type - tally.child_months).abs() < 1e-6);
        assert!((by_provider - tally.child_months).abs() < 1e-6, "group {index}");
        assert!(tally.disruptions <= tally.moves);
        assert!(tally.quick_decisions + tally.delayed_decisions <= tally.decisions);
    }
    let served = &world.tallies[world.served_group()];
    let eligible = &world.tallies[world.eligible_group()];
    assert!(served.child_months <= eligible.child_months + 1e-6);
    assert!(eligible.child_months <= total + 1e-6);
}

/// The sum of the heads = what the authority paid + what others paid (rival bidders, grants), by provider.
fn money(world: &World, settings: &Settings) {
    for (index, provider) in world.providers.iter().enumerate() {
        let heads: f64 = provider.pounds.iter().sum();
        let flow = &world.flows[index];
        let has_contract = is_paid_by_price(provider, flow, &settings.practices);
        let paid = paid_by_authority(provider, flow, &settings.money, has_contract);
        let both = paid + provider.paid_by_others;
        assert!(
            (heads - both).abs() <= 1e-9 * heads.abs().max(1.0),
            "month {}, provider {index}: heads {heads}, paid {both}",
            world.month
        );
        let budget = &provider.budget;
        assert!(budget.ceded <= 1.0 && budget.front_line <= budget.ceded);
        assert!(budget.grant_spent >= 0.0 && budget.distributed >= 0.0);
        let booked: f64 = world.tallies[index].money.iter().sum();
        assert!((booked - heads).abs() <= 1e-9 * heads.abs().max(1.0));
        let months: f64 = flow.child_months.iter().sum();
        assert!((months - world.tallies[index].child_months).abs() < 1e-6);
        let worked = flow.permanent_months + flow.agency_months;
        assert!(worked <= flow.posts + 1e-9, "no more months are worked than posts there are");
    }
}

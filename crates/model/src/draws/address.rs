//! The address of a draw: (seed, replication, purpose, name, ordinal).
//!
//! A name is a place and a succession, never a running count of what happened in this run: the
//! n-th event of a run is a different event in another arm.

use std::sync::Arc;

use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
use serde::{Deserialize, Serialize};

use super::chacha;
use super::words::{Race, Words};

/// What a draw decides. Numbers are part of every result: append at the end, never reuse. Nothing is
/// drawn for `HandOver`, `Review` and `Finance`: a hand-over's draws are those of the team and the case
/// holder, and a review and the month's account follow from what happened. Their numbers stay taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
#[allow(missing_docs)] // each is named by what it decides
pub enum Purpose {
    Parameter = 0,
    Hypothesis = 1,
    YearOfArrivals = 2,
    Arrivals = 3,
    Candidate = 4,
    CarePeriod = 5,
    Placement = 6,
    Destination = 7,
    StartingChild = 8,
    StartingCareLeaver = 9,
    StartingReturned = 10,
    Team = 11,
    CaseHolder = 12,
    HandOver = 13,
    Decision = 14,
    Reentry = 15,
    CareLeaver = 16,
    Holder = 17,
    Vacancy = 18,
    AgencyCover = 19,
    Sickness = 20,
    StartingPost = 21,
    TransferOfWorker = 22,
    ServedAtStart = 23,
    Tender = 24,
    Renewal = 25,
    Mobilisation = 26,
    Review = 27,
    TrustShock = 28,
    EarlyEnd = 29,
    Election = 30,
    Director = 31,
    Finance = 32,
    AdoptionPlan = 33,
    StartingHistory = 34,
    Status = 35,
    Reallocation = 36,
    Referral = 37,
    StartingRelationship = 38,
    FirstOfPeriod = 39,
    Inspection = 40,
    Grant = 41,
    ObservedStaff = 42,
    ObservedChild = 43,
    ObservedSite = 44,
    InsideMove = 45,
    Level = 46,
    PosteriorRow = 47,
    CalibrationDesign = 48,
    CalibrationCandidate = 49,
    CalibrationProposal = 50,
    CalibrationResample = 51,
    CalibrationEffects = 52,
    MoveAvoided = 53,
    Exported = 54,
    LevelOfYear = 55,
    NationOfYear = 56,
    OfCaller = 57,
    TeamOfItsOwn = 58,
    Unaccompanied = 59,
    CalibrationSmoothing = 60,
    Organisation = 61,
    Bid = 62,
    Recommissioning = 63,
    Recruit = 64,
    Design = 65,
    Resample = 66,
    Order = 67,
    Joining = 68,
    Neighbour = 69,
    Aptitude = 70,
    TeamManager = 71,
    Habits = 72,
    HabitsOfCover = 73,
    Lean = 74,
    Incident = 75,
    Idea = 76,
    Trial = 77,
    BeforeCare = 78,
}

/// A name: who or what the draw is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Name(u64);

impl Name {
    /// Nobody in particular: a study-wide draw.
    pub const STUDY: Name = Name(0);

    const fn new(kind: u64, authority: usize, a: u64, b: u64, c: u64) -> Name {
        Name((kind << 60) | ((authority as u64) << 44) | (a << 24) | (b << 16) | c)
    }

    /// A child: the `candidate`-th of an age band who may enter care in a month (from the start of
    /// the study; children already known at the start have month 2^20 - 1 and up to 65,535 each).
    pub fn child(authority: usize, month: u32, band: usize, candidate: u32) -> Name {
        debug_assert!(candidate < 1 << 16 && month < 1 << 20);
        Name::new(1, authority, u64::from(month), band as u64, u64::from(candidate))
    }

    /// A post: the `number`-th of its authority; it keeps its name through every transfer.
    pub fn post(authority: usize, number: usize) -> Name {
        Name::new(2, authority, (number >> 16) as u64, 0, (number & 0xffff) as u64)
    }

    /// An authority in a calendar month or year, or a tender by cycle.
    pub fn authority(authority: usize, when: u32) -> Name {
        Name::new(3, authority, u64::from(when), 0, 0)
    }

    /// A practice of an authority, by its order in the scenario, and a cycle or month.
    pub fn practice(authority: usize, practice: usize, when: u32) -> Name {
        Name::new(4, authority, u64::from(when), practice as u64, 0)
    }

    /// A numbered thing of the study, such as a quantity.
    pub fn numbered(number: usize) -> Name {
        Name::new(5, 0, 0, 0, number as u64)
    }

    /// The bits, for tables and tests.
    pub fn bits(self) -> u64 {
        self.0
    }
}

/// Words of a block of ChaCha.
const WORDS: u128 = 16;

/// The block of a purpose and an ordinal.
#[inline]
fn counter(purpose: Purpose, ordinal: u32) -> u64 {
    ((purpose as u64) << 48) | u64::from(ordinal)
}

/// Every draw of one replication.
#[derive(Clone, Debug, PartialEq)]
pub struct Draws {
    key: [u32; 8],
    /// The place in addresses of each authority of the world; its number in the world where none is given.
    places: Arc<[u16]>,
}

impl Draws {
    /// The draws of a replication under a root seed: never a function of a scenario parameter.
    pub fn new(seed: u64, replication: u32) -> Draws {
        // The four last words are the scheme's own name, so that another scheme shares no block.
        Draws {
            key: [seed as u32, (seed >> 32) as u32, replication, 0, 0x7377_706c, 0x6162_2d64, 0x7261_7773, 1],
            places: Arc::new([]),
        }
    }

    /// The same draws for a world whose authorities have these places: an authority has the luck of its place
    /// wherever it stands and whatever stands beside it.
    pub fn of_places(&self, places: &[u16]) -> Draws {
        Draws { places: places.into(), ..self.clone() }
    }

    /// A name with its authority's place.
    #[inline]
    fn stream(&self, name: Name) -> u64 {
        let (kind, authority) = (name.0 >> 60, (name.0 >> 44) & 0xffff);
        match self.places.get(authority as usize) {
            // What is drawn for the study belongs to no authority.
            Some(&place) if (1..=4).contains(&kind) => (name.0 & !(0xffff << 44)) | (u64::from(place) << 44),
            _ => name.0,
        }
    }

    /// What is drawn at one address.
    #[inline]
    pub fn words(&self, purpose: Purpose, name: Name, ordinal: u32) -> Words {
        Words(chacha::block(&self.key, self.place(purpose, name, ordinal)))
    }

    #[inline]
    fn place(&self, purpose: Purpose, name: Name, ordinal: u32) -> chacha::Place {
        (counter(purpose, ordinal), self.stream(name))
    }

    /// What is drawn at two addresses: in hardly more time than at one.
    #[inline]
    pub fn words_of_two(&self, addresses: [(Purpose, Name, u32); 2]) -> [Words; 2] {
        let places = addresses.map(|(purpose, name, ordinal)| self.place(purpose, name, ordinal));
        chacha::two_blocks(&self.key, places).map(Words)
    }

    /// Eight independent uniforms, strictly between 0 and 1, at one address.
    #[inline]
    pub fn block(&self, purpose: Purpose, name: Name, ordinal: u32) -> [f64; 8] {
        self.words(purpose, name, ordinal).uniforms()
    }

    /// One uniform at an address.
    #[inline]
    pub fn uniform(&self, purpose: Purpose, name: Name, ordinal: u32) -> f64 {
        self.block(purpose, name, ordinal)[0]
    }

    /// Eight uniforms for a process from outside swplab; `own` is the caller's number for what they decide. None of
    /// these addresses is one of the model's, whose purposes leave them free.
    pub fn of_caller(&self, own: u16, name: Name, ordinal: u32) -> [f64; 8] {
        let counter = counter(Purpose::OfCaller, ordinal) | (u64::from(own) << 32);
        Words(chacha::block(&self.key, (counter, self.stream(name)))).uniforms()
    }

    /// The generator that stands at an address, for what samples through `rand`'s traits: shuffles, designs,
    /// proposals. It begins with the numbers of [`Draws::words`] and runs on into the blocks of the next ordinals,
    /// which then serve nothing else. A seek costs several blocks: inside the month draw the block alone.
    pub fn generator(&self, purpose: Purpose, name: Name, ordinal: u32) -> ChaCha8Rng {
        let mut seed = [0; 32];
        for (bytes, word) in seed.chunks_exact_mut(4).zip(self.key) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        let mut generator = ChaCha8Rng::from_seed(seed);
        generator.set_stream(self.stream(name));
        generator.set_word_pos(u128::from(counter(purpose, ordinal)) * WORDS);
        generator
    }

    /// Chooses one of several options: the smallest exponential ÷ weight wins, one draw per
    /// option, so that a changed weight moves no other boundary. Options of weight 0 never win.
    /// `None` if every weight is 0.
    #[inline]
    pub fn choose(
        &self,
        purpose: Purpose,
        name: Name,
        ordinal: u32,
        weights: impl IntoIterator<Item = f64>,
    ) -> Option<usize> {
        self.choice(purpose, name, ordinal).among(weights)
    }

    /// The draws of a choice that is made later.
    #[inline]
    pub fn choice(&self, purpose: Purpose, name: Name, ordinal: u32) -> Choice<'_> {
        let first = self.words(purpose, name, Choice::block(ordinal, 0));
        Choice { draws: self, purpose, name, ordinal, first }
    }

    /// The draws of two choices under one name and ordinal: in hardly more time than those of one.
    #[inline]
    pub fn two_choices(&self, purposes: [Purpose; 2], name: Name, ordinal: u32) -> [Choice<'_>; 2] {
        let words = self.words_of_two(purposes.map(|purpose| (purpose, name, Choice::block(ordinal, 0))));
        std::array::from_fn(|k| Choice { draws: self, purpose: purposes[k], name, ordinal, first: words[k] })
    }
}

/// A choice with its draws, of which those of the first sixteen options are there.
pub struct Choice<'a> {
    draws: &'a Draws,
    purpose: Purpose,
    name: Name,
    ordinal: u32,
    first: Words,
}

impl Choice<'_> {
    /// The ordinal of a block of options: up to 64 belong to one choice.
    #[inline]
    fn block(ordinal: u32, block: usize) -> u32 {
        (ordinal << 6) | block as u32
    }

    /// The option that wins, as [`Draws::choose`] says.
    #[inline]
    pub fn among(&self, weights: impl IntoIterator<Item = f64>) -> Option<usize> {
        let mut race = Race::new();
        let mut words = self.first.halves();
        for (option, weight) in weights.into_iter().enumerate() {
            if option % 16 == 0 && option > 0 {
                let ordinal = Choice::block(self.ordinal, option / 16);
                words = self.draws.words(self.purpose, self.name, ordinal).halves();
            }
            race.enter_if_near(option, weight, words[option % 16]);
        }
        race.winner()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::distr::Open01;
    use rand::{Rng, RngExt};

    #[test]
    fn first_values_are_pinned() {
        let draws = Draws::new(20_110_331, 0);
        let name = Name::child(0, 12, 3, 7);
        let block = draws.block(Purpose::Placement, name, 2);
        assert_eq!(block, draws.block(Purpose::Placement, name, 2));
        assert_ne!(block, draws.block(Purpose::Placement, name, 3));
        assert_ne!(block, draws.block(Purpose::CarePeriod, name, 2));
        assert_ne!(block, Draws::new(20_110_331, 1).block(Purpose::Placement, name, 2));
        assert_ne!(block, Draws::new(20_110_332, 0).block(Purpose::Placement, name, 2));
    }

    #[test]
    fn the_generator_at_an_address_begins_with_the_numbers_of_its_block_and_goes_on_with_the_next() {
        let draws = Draws::new(20_110_331, 7).of_places(&[9, 8, 700]);
        let name = Name::child(2, 12, 3, 7);
        for (purpose, ordinal) in
            [(Purpose::Parameter, 0), (Purpose::Placement, 2), (Purpose::Exported, u32::MAX - 2)]
        {
            let mut words = draws.generator(purpose, name, ordinal);
            let mut uniforms = draws.generator(purpose, name, ordinal).sample_iter(Open01);
            for ordinal in ordinal..=ordinal + 2 {
                let block = draws.words(purpose, name, ordinal);
                assert_eq!(block.halves(), std::array::from_fn(|_| words.next_u32()));
                assert_eq!(block.uniforms().to_vec(), uniforms.by_ref().take(8).collect::<Vec<f64>>());
            }
        }
    }

    #[test]
    fn what_a_caller_draws_stands_at_addresses_of_its_own() {
        let draws = Draws::new(20_110_331, 7).of_places(&[9, 8, 700]);
        let name = Name::child(2, 12, 3, 7);
        let first = draws.of_caller(0, name, 5);
        assert_eq!(first, draws.of_caller(0, name, 5));
        for other in [draws.of_caller(1, name, 5), draws.of_caller(0, name, 6)] {
            assert_ne!(first, other);
        }
        assert_ne!(draws.of_caller(1, name, 5), draws.block(Purpose::OfCaller, name, 5));
        assert_ne!(draws.of_caller(u16::MAX, name, 5), draws.block(Purpose::NationOfYear, name, 5));
    }

    #[test]
    fn an_authority_has_the_luck_of_its_place_wherever_it_stands() {
        let draws = Draws::new(20_110_331, 3);
        let (alone, among) = (draws.of_places(&[150]), draws.of_places(&[3, 7, 150]));
        let purpose = Purpose::Candidate;
        for (here, there) in [
            (Name::child(0, 5, 2, 9), Name::child(2, 5, 2, 9)),
            (Name::post(0, 70_000), Name::post(2, 70_000)),
            (Name::authority(0, 3), Name::authority(2, 3)),
            (Name::practice(0, 1, 3), Name::practice(2, 1, 3)),
        ] {
            assert_eq!(alone.block(purpose, here, 4), among.block(purpose, there, 4));
            assert_ne!(alone.block(purpose, here, 4), draws.block(purpose, here, 4));
        }
        // What belongs to the study is the same for all.
        for of_study in [Name::STUDY, Name::numbered(7)] {
            assert_eq!(alone.block(purpose, of_study, 4), draws.block(purpose, of_study, 4));
        }
    }

    #[test]
    fn uniforms_are_strictly_inside_and_even() {
        let draws = Draws::new(1, 1);
        let mut bins = [0u32; 16];
        for k in 0..4_000 {
            for u in draws.block(Purpose::Candidate, Name::child(0, 3, 1, k), 0) {
                assert!(u > 0.0 && u < 1.0);
                bins[(u * 16.0) as usize] += 1;
            }
        }
        let expected = 32_000.0 / 16.0;
        let chi: f64 = bins.iter().map(|&n| (f64::from(n) - expected).powi(2) / expected).sum();
        // 99.9% point of chi-square with 15 degrees of freedom.
        assert!(chi < 37.7, "chi-square {chi}");
    }

    #[test]
    fn options_win_in_proportion_to_their_weights() {
        let draws = Draws::new(4, 0);
        let weights = [1.0, 0.0, 2.0, 4.0, 3.0];
        let mut wins = [0.0; 5];
        for k in 0..20_000 {
            let name = Name::child(0, 2, 0, k);
            let words = draws.words(Purpose::Destination, name, 0);
            for winner in [draws.choose(Purpose::Team, name, 0, weights), words.choose(weights)] {
                wins[winner.unwrap()] += 1.0 / 40_000.0;
            }
        }
        for (share, weight) in wins.iter().zip(weights) {
            assert!((share - weight / 10.0).abs() < 0.01, "{wins:?}");
        }
        let words = draws.words(Purpose::Destination, Name::STUDY, 0);
        assert_eq!(words.choose([0.0; 3]), None);
        assert_eq!(words.choose([0.0, -0.0]), None);
        assert_eq!(words.choose([-0.0, 2.0, 0.0]), Some(1));
        // The k-th uniform is made of the halves at 2k and 2k + 1.
        let (u, halves) = (words.uniforms(), words.halves());
        for k in 0..8 {
            assert!((Words::uniform_of(halves[2 * k + 1]) - u[k]).abs() < 1e-9);
        }
    }

    #[test]
    fn draws_at_two_addresses_are_those_at_each() {
        let draws = Draws::new(20_110_331, 7).of_places(&[9, 8, 700]);
        let (child, post) = (Name::child(2, 12, 3, 7), Name::post(1, 70_000));
        let two = draws.words_of_two([(Purpose::Placement, child, 5), (Purpose::Holder, post, 0)]);
        assert_eq!(two, [draws.words(Purpose::Placement, child, 5), draws.words(Purpose::Holder, post, 0)]);
        // More options than one block has numbers for.
        let weights = |k: u32| (0..40).map(move |option| f64::from((option * 7 + k) % 5));
        let purposes = [Purpose::Team, Purpose::CaseHolder];
        for k in 0..200 {
            let alone = purposes.map(|purpose| draws.choose(purpose, child, k, weights(k)));
            assert_eq!(draws.two_choices(purposes, child, k).map(|choice| choice.among(weights(k))), alone);
        }
    }

    #[test]
    fn a_changed_weight_moves_choices_only_to_or_from_its_own_option() {
        let draws = Draws::new(9, 0);
        for k in 0..2_000 {
            let name = Name::child(0, 1, 0, k);
            let before = draws.choose(Purpose::Destination, name, 0, [1.0, 2.0, 3.0, 0.5]);
            let after = draws.choose(Purpose::Destination, name, 0, [1.0, 2.0, 4.0, 0.5]);
            assert!(before == after || after == Some(2));
        }
    }
}

//! What is not known, drawn once for a replication: a parameter set, a position on each open
//! hypothesis, and each authority's own levels. An arm that sets a quantity moves no other quantity and no other draw.

use super::futures::Uniforms;
use crate::draws::{Draws, Name, Purpose, normal};
use crate::evidence::{Evidence, Hypotheses, Key, LEVELS, ParameterSet, Positions};
use crate::scenario::Alternative;

/// The parameter set of an arm in a replication.
pub(super) fn parameters(draws: &Draws, arm: &Alternative) -> ParameterSet {
    let given = arm.posterior.as_ref().map_or_else(Vec::new, |posterior| {
        posterior.at(draws.uniform(Purpose::PosteriorRow, Name::STUDY, 0))
    });
    parameters_given(draws, arm, &given)
}

/// The same where some values are given for all arms.
pub(super) fn parameters_given(draws: &Draws, arm: &Alternative, given: &[(Key, f64)]) -> ParameterSet {
    let evidence = Evidence::embedded();
    ParameterSet::drawn_with(evidence, given, &arm.overrides(), |quantity| {
        let name = name_of(&evidence.quantities()[quantity].id);
        draws.uniform(Purpose::Parameter, name, 0)
    })
    .without(&arm.switched_off)
}

/// The positions of an arm in a replication.
pub(super) fn positions(draws: &Draws, arm: &Alternative) -> Positions {
    Positions::drawn(&arm.hypotheses, |hypothesis| {
        draws.uniform(Purpose::Hypothesis, Name::numbered(hypothesis), 0)
    })
}

/// The numbers from which a replication draws what is not known.
pub(super) fn uniforms(draws: &Draws) -> Uniforms {
    let quantities = Evidence::embedded().quantities().iter();
    Uniforms {
        posterior: draws.uniform(Purpose::PosteriorRow, Name::STUDY, 0),
        quantities: quantities.map(|one| draws.uniform(Purpose::Parameter, name_of(&one.id), 0)).collect(),
        hypotheses: (0..Hypotheses::embedded().all().len())
            .map(|hypothesis| draws.uniform(Purpose::Hypothesis, Name::numbered(hypothesis), 0))
            .collect(),
    }
}

/// Standard normal numbers for the levels of each authority, the same in all arms.
pub(super) fn levels(draws: &Draws, authorities: usize) -> Vec<[f64; LEVELS]> {
    let of_level = |authority: usize, level: usize| {
        let name = Name::authority(authority, level as u32);
        normal(draws.uniform(Purpose::Level, name, 0))
    };
    (0..authorities).map(|authority| std::array::from_fn(|level| of_level(authority, level))).collect()
}

/// A quantity is named by its id, since its place in the list moves when another is added
/// (FNV-1a, 32 bits).
fn name_of(id: &str) -> Name {
    let hash =
        id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    Name::numbered(hash as usize)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Evidence, Name, name_of};

    #[test]
    fn a_quantity_is_named_by_the_published_hash_of_its_id() {
        // Check values of FNV-1a, 32 bits, from its authors' test suite.
        assert_eq!(name_of(""), Name::numbered(0x811c_9dc5));
        assert_eq!(name_of("foobar"), Name::numbered(0xbf9c_f968));
    }

    #[test]
    fn no_two_quantities_share_a_name() {
        let quantities = Evidence::embedded().quantities();
        let names: BTreeSet<Name> = quantities.iter().map(|quantity| name_of(&quantity.id)).collect();
        assert_eq!(names.len(), quantities.len());
    }
}

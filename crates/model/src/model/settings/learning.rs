//! What the learning of teams and of commissioners reads: quantities of `evidence/ideas.toml` as plain numbers.

use crate::evidence::ParameterSet;

macro_rules! settings {
    ($($field:ident $id:literal)*) => {
        /// Plain numbers, one per quantity; units as in the evidence file.
        #[derive(Clone, Debug, PartialEq)]
        pub struct LearningSettings {
            $(#[doc = concat!("Quantity `", $id, "`.")] pub $field: f64,)*
        }

        impl LearningSettings {
            /// The numbers of a parameter set.
            pub fn new(p: &ParameterSet) -> LearningSettings {
                LearningSettings { $($field: p.get($id),)* }
            }
        }
    };
}

settings! {
    worth "ideas.worth"
    worth_spread "ideas.worth-spread"
    learnt "ideas.learnt"
    forgotten "ideas.forgotten"
    effort "ideas.effort"
    trial "ideas.trial"
    noise "ideas.noise"
    looking "ideas.looking"
    bar "ideas.bar"
    taken_up "ideas.taken-up"
    curious "ideas.curious"
    across "ideas.across"
    network "ideas.network"
    withers "ideas.withers"
    carried_on "ideas.carried-on"
    alterations "ideas.alterations"
    alteration "ideas.alteration"
    nearness "integration.nearness"
    commissioners_learn "commissioners.learn"
    commissioners_forget "commissioners.forget"
    commissioners_network "commissioners.network"
}

#[cfg(test)]
impl LearningSettings {
    /// Central quantities but for those given.
    pub fn of(overrides: &[(&str, f64)]) -> LearningSettings {
        let set = overrides.iter().map(|(id, v)| (id.to_string(), *v));
        let evidence = crate::evidence::Evidence::embedded();
        LearningSettings::new(&ParameterSet::central(evidence, &set.collect()))
    }
}

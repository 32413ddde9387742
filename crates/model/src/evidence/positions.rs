//! One position on each hypothesis, as plain data that processes match on.

use std::collections::BTreeMap;

use super::hypothesis::Hypotheses;

macro_rules! hypotheses {
    ($($number:literal $id:literal $field:ident $type:ident $doc:literal
        { $($variant:ident $name:literal $meaning:literal),+ $(,)? })*) => {
        $(
            #[doc = concat!($id, ": ", $doc)]
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub enum $type {
                $(#[doc = $meaning] $variant,)+
            }

            impl $type {
                /// Every position, in the order of the evidence file.
                pub const ALL: &'static [$type] = &[$($type::$variant),+];

                /// The name as written in scenarios and tables.
                pub fn name(self) -> &'static str {
                    match self { $($type::$variant => $name),+ }
                }

                /// The position of a name.
                pub fn from_name(name: &str) -> Option<$type> {
                    match name { $($name => Some($type::$variant),)+ _ => None }
                }
            }
        )*

        /// A position on each hypothesis, or none on one that is open and acts nowhere.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Positions {
            $($field: Option<$type>,)*
        }

        impl Positions {
            /// Takes the positions that a scenario names and draws the others with equal chances.
            /// `uniform` gives a number in [0, 1) for the number of a hypothesis (0 for H1) and is
            /// asked only for open hypotheses that act in the model. A position or hypothesis that
            /// is not known is a bug, since checking a scenario refuses it: it panics.
            pub fn drawn(
                taken: &BTreeMap<String, String>,
                mut uniform: impl FnMut(usize) -> f64,
            ) -> Positions {
                let known = Hypotheses::embedded();
                for id in taken.keys() {
                    assert!(known.find(id).is_some(), "no hypothesis is called \"{id}\"");
                }
                let acts = |id: &str| known.find(id).is_some_and(|h| h.acts());
                Positions {
                    $($field: match taken.get($id) {
                        Some(name) => match $type::from_name(name) {
                            Some(position) => Some(position),
                            None => panic!("hypothesis {} has no position \"{name}\"", $id),
                        },
                        None if acts($id) => {
                            let count = $type::ALL.len();
                            let index = (uniform($number - 1) * count as f64) as usize;
                            Some($type::ALL[index.min(count - 1)])
                        }
                        None => None,
                    },)*
                }
            }

            /// Id and position of every hypothesis in order; `open` where none is taken.
            pub fn names(&self) -> Vec<(&'static str, &'static str)> {
                vec![$(($id, self.$field.map_or("open", $type::name)),)*]
            }

            $(
                #[doc = concat!("Position on ", $id, ". A hypothesis that acts nowhere is open: a \
                    process that asks must stand in `acts_in`, so asking panics.")]
                pub fn $field(&self) -> $type {
                    self.$field.expect(concat!("hypothesis ", $id, " is open: it has no acts_in"))
                }
            )*

            #[cfg(test)]
            fn declared() -> Vec<(&'static str, Vec<(&'static str, &'static str)>)> {
                vec![$(($id, vec![$(($name, $meaning)),+]),)*]
            }
        }
    };
}

hypotheses! {
    1 "H1" vehicle_or_principles VehicleOrPrinciples "Is it the outside body itself that changes culture, autonomy and morale, or the principles of small practice wherever they are applied?" {
        Vehicle "vehicle" "The outside legal form itself shifts culture, autonomy and morale.",
        Principles "principles" "The same rules inside an authority give the same result.",
        Catalyst "catalyst" "An outside body is needed to break the mould; afterwards the principles carry on inside.",
    }
    2 "H2" direct_work DirectWork "Why did staff of the practices report more time for direct work?" {
        Caseload "caseload" "Caseloads were lower (the evaluators' reading).",
        Remit "remit" "The practices had no child protection work.",
        Paperwork "paperwork" "Less time went on paperwork (the staff's reading).",
        ComparisonArtefact "comparison-artefact" "Nothing differed from the host authority; the comparison authority was more heavily loaded.",
    }
    3 "H3" money Money "Does a practice cost the authority the same, more or less?" {
        Neutral "neutral" "It costs the same.",
        Dearer "dearer" "It costs more: set-up, duplicate back office, the authority's support.",
        Saving "saving" "It saves: the front line decides budgets and fewer placements are bought.",
    }
    4 "H4" no_difference NoDifference "What does it mean that the evaluation found no difference between practices and authorities?" {
        EqualGood "equal-good" "At least as good, in places better (Le Grand).",
        NoAddedValue "no-added-value" "No clear evidence of a gain (Stanley).",
        Underpowered "underpowered" "True effects lay below what five diverse pilots could detect.",
    }
    5 "H5" profit Profit "What does profit do?" {
        Incentive "incentive" "Profit raises effort.",
        Suspicion "suspicion" "Profit lowers the authority's trust and leaves effort unchanged.",
        Extraction "extraction" "Profit lowers the stability of placements.",
        SizeDependent "size-dependent" "Small and medium companies are acceptable, large ones are not (Le Grand 2014).",
    }
    6 "H6" contract_length ContractLength "Does a longer contract help?" {
        LongHelps "long-helps" "Beyond fewer renewals and less insecurity, a longer remaining term lets practice and relationships mature.",
        Neutral "neutral" "The length makes no difference of its own: it acts only through the dates of renewals and the insecurity before them.",
        NeedsBreakClauses "needs-break-clauses" "A long term helps only with safeguards, a break point or frequent reviews; without them practice drifts.",
    }
    7 "H7" reviews Reviews "Which way of reviewing a contract finds trouble in time?" {
        Static "static" "A review about every two years at arm's length is what matters; more of it changes little.",
        Dynamic "dynamic" "Quarterly reviews with shared information find and mend trouble early.",
        DynamicWithoutData "dynamic-without-data" "Frequent meetings on poor information find little.",
    }
    8 "H8" political_control PoliticalControl "What does a change of political control do to a contract?" {
        ExogenousShock "exogenous-shock" "A change of control ends contracts at their renewal.",
        TrustMediated "trust-mediated" "Only contracts with low trust end.",
        NoEffect "no-effect" "It has no effect.",
    }
    9 "H9" integration Integration "What becomes of a practice that is taken back?" {
        Diffusion "diffusion" "The absorbed team changes the authority.",
        Assimilation "assimilation" "The authority absorbs it and practice reverts.",
        Isolated "isolated" "It stays ring-fenced.",
    }
    10 "H10" transfer_cost TransferCost "What does the transfer of children to a provider cost them?" {
        Transient "transient" "A dip, then better continuity.",
        Permanent "permanent" "Each tender repeats the dip.",
        NoCost "none" "None, because staff move with their cases.",
    }
    11 "H11" budget_holding BudgetHolding "Who should hold the placement budget?" {
        FrontLine "front-line" "The case holders.",
        Managers "managers" "The managers of the practice.",
        AuthorityPanel "LA-panel" "A panel of the authority.",
    }
    12 "H12" autonomy_and_burnout AutonomyAndBurnout "Why was there no difference in burnout although autonomy was greater?" {
        AutonomyLowersBurnout "autonomy-lowers-burnout" "Autonomy lowers burnout.",
        InsecurityCancels "insecurity-cancels" "Autonomy lowers burnout and insecurity raises it: together nothing.",
        NoLink "no-link" "Neither matters: supervision and caseload decide.",
    }
    13 "H13" scale Scale "Which size serves best?" {
        SmallIsBetter "small-is-better" "Small: motivation, children known by name.",
        LargeIsBetter "large-is-better" "Large: back office, resilience, commissioners' preference.",
        InvertedU "inverted-U" "In between.",
    }
    14 "H14" labour_supply LabourSupply "Do practices draw workers from the authority or bring people back to the work?" {
        SharedPool "shared-pool" "What a practice gains the authority loses.",
        PoolExpanding "pool-expanding" "Better conditions bring people back.",
    }
    15 "H15" decision_speed DecisionSpeed "Are decisions faster in a practice?" {
        Faster "faster" "Faster.",
        MoreDispersed "more-dispersed" "Fast within its remit, slow when the authority must still agree.",
        Same "same" "No different.",
    }
    16 "H16" dependence_on_authority DependenceOnAuthority "Is dependence on the authority's functions good or bad for a practice?" {
        Asset "asset" "An asset: trust and expertise.",
        Tether "tether" "A tether: it limits autonomy.",
        InvertedU "inverted-U" "Good in moderation.",
    }
    17 "H17" evaluation_window EvaluationWindow "When should a practice be judged?" {
        FirstYear "year-1" "In its first year, as was done.",
        SteadyState "steady-state" "Once it has settled.",
    }
    18 "H18" specialism Specialism "What does specialism do?" {
        QualityGain "quality-gain" "It raises quality.",
        Selection "selection" "It selects easy or willing clients.",
        NoEffect "none" "Nothing.",
    }
    19 "H19" austerity Austerity "Does austerity open or close the door to practices?" {
        Opens "opens" "It opens it: authorities seek cheaper vehicles.",
        Closes "closes" "It closes it: authorities avoid risk.",
        Both "both" "Interest rises and completion falls.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_types_and_the_evidence_file_say_the_same() {
        let texts = |h: &'static super::super::Hypothesis| {
            let pairs = h.positions.iter().map(|p| (p.name.as_str(), p.meaning.as_str()));
            (h.id.as_str(), pairs.collect::<Vec<_>>())
        };
        let written: Vec<_> = Hypotheses::embedded().all().iter().map(texts).collect();
        assert_eq!(Positions::declared(), written);
    }

    #[test]
    fn an_open_hypothesis_is_drawn_with_equal_chances_and_a_taken_one_is_not() {
        let mut counts = [0; 3];
        for step in 0..300 {
            let positions = Positions::drawn(&BTreeMap::new(), |_| (f64::from(step) + 0.5) / 300.0);
            counts[positions.contract_length() as usize] += 1;
        }
        assert_eq!(counts, [100, 100, 100]);
        let taken = BTreeMap::from([("H6".to_string(), "neutral".to_string())]);
        let positions = Positions::drawn(&taken, |number| {
            assert_ne!(number, 5, "a taken position is not drawn");
            0.999_999
        });
        assert_eq!(positions.contract_length(), ContractLength::Neutral);
        assert_eq!(positions.political_control(), PoliticalControl::NoEffect);
    }

    #[test]
    fn a_hypothesis_that_acts_nowhere_is_listed_as_open() {
        let positions = Positions::drawn(&BTreeMap::new(), |_| 0.0);
        let names = positions.names();
        assert_eq!(names.len(), 19);
        assert_eq!(names[3], ("H4", "open"));
        assert_eq!(names[5], ("H6", "long-helps"));
    }
}

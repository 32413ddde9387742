//! What can be asked of a place in one command, and the figures by which the answer is known well enough.

/// A question of the summit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Topic {
    /// A practice under a contract of 3, 5 or 10 years
    Contract,
    /// Fewer cases for each worker of the own teams
    Caseload,
    /// A practice, a unit in house, or the same rules for the own teams
    InHouse,
    /// Leadership, managers and reviews of the own teams
    Culture,
    /// Who holds the placement budget in a practice
    Budget,
    /// How often, and how, the contract of a practice is reviewed
    Review,
}

/// What a question changes and how it is told.
pub struct Asked {
    /// What the title says after the name of the place.
    pub title: &'static str,
    /// The question; `PLACE` and `SIZE` stand for the name and the young people of the service, `FEWER` and `LEAST` for an eighth
    /// and a quarter fewer cases than the own teams have posts for, here and in the arms.
    pub question: &'static str,
    /// Years that are lived.
    pub years: u32,
    /// Why so many.
    pub why_years: &'static str,
    /// Whether an arm has a practice.
    pub has_practice: bool,
    /// Lines of the contract that are the question, or that the question needs.
    pub contract: &'static str,
    /// The arms after the first, with their remarks.
    pub arms: &'static str,
    /// Figures that must be known well, each with its unit.
    pub figures: &'static [(&'static str, &'static str)],
}

impl Topic {
    /// The word that asks for it.
    pub fn word(self) -> &'static str {
        match self {
            Topic::Contract => "contract",
            Topic::Caseload => "caseload",
            Topic::InHouse => "in-house",
            Topic::Culture => "culture",
            Topic::Budget => "budget",
            Topic::Review => "review",
        }
    }

    /// What it asks.
    pub fn asked(self) -> &'static Asked {
        match self {
            Topic::Contract => &CONTRACT,
            Topic::Caseload => &CASELOAD,
            Topic::InHouse => &IN_HOUSE,
            Topic::Culture => &CULTURE,
            Topic::Budget => &BUDGET,
            Topic::Review => &REVIEW,
        }
    }
}

const CONTRACT: Asked = Asked {
    title: "a practice, and the length of its contract",
    question: "What if PLACE had a practice for SIZE children and care leavers, under a contract of 3, 5 or 10 years?",
    years: 14,
    why_years: "the longest contract with its mobilisation, and three years after it",
    has_practice: true,
    contract: "term_years = 3\n",
    arms: "[[arms]]\nname = \"3 years\"\n\n[[arms]]\nname = \"5 years\"\nset = { \"contract.term_years\" = 5 }\n\n\
           [[arms]]\nname = \"10 years\"\nset = { \"contract.term_years\" = 10 }\n",
    figures: &[("worker_changes", "remit")],
};

const CASELOAD: Asked = Asked {
    title: "fewer cases for each worker",
    question: "What if PLACE provided posts for FEWER or for LEAST cases each?",
    years: 6,
    why_years: "posts come with each April's budget, and are filled by and by",
    has_practice: false,
    contract: "",
    arms: "# Own teams have posts for about CASES cases each. Caseload asked, caseload lived: posts that stand vacant leave more to each\n\
           # worker, and new ones come with the budget of each April: the indicator `caseload` tells what was lived.\n\
           [[arms]]\nname = \"FEWER cases\"\nset = { \"in_house.caseload\" = FEWER }\n\n\
           [[arms]]\nname = \"LEAST cases\"\nset = { \"in_house.caseload\" = LEAST }\n",
    figures: &[("worker_changes", "authority"), ("direct_hours", "authority")],
};

const IN_HOUSE: Asked = Asked {
    title: "outside, inside, or the same rules",
    question: "What if PLACE had a practice for SIZE children and care leavers, a unit of its own, or gave its teams a practice's rules?",
    years: 7,
    why_years: "a contract of 3 years with its mobilisation, and three years after it",
    has_practice: true,
    contract: "",
    arms: "[[arms]]\nname = \"Practice\"\n\n# The same people and rules under the authority: no contract, no tender.\n\
           [[arms]]\nname = \"Unit in house\"\nset = { \"practice.form\" = \"in-house-unit\" }\n\n\
           # One team for the whole journey, and child protection left to others, as in a practice.\n\
           [[arms]]\nname = \"The same rules for its teams\"\n\
           set = { practice = [], \"in_house.pathway_teams\" = false, \"in_house.child_protection\" = 0.1 }\n",
    figures: &[("worker_changes", "remit"), ("direct_hours", "remit")],
};

const CULTURE: Asked = Asked {
    title: "leadership, managers and reviews",
    question: "What if PLACE moved how its work is reviewed, its leadership, and its managers?",
    years: 8,
    why_years: "culture takes years to move",
    has_practice: false,
    contract: "",
    arms: "# From 0 (none) to 1 (full): an ordinary authority stands near the middle. What is left out is as usual.\n\
           [[arms]]\nname = \"Shared reviews\"\nset = { \"in_house.shared_reviews\" = 0.8 }\n\n\
           [[arms]]\nname = \"Leadership too\"\nset = { \"in_house.shared_reviews\" = 0.8, \"in_house.leadership\" = 0.75 }\n\n\
           [[arms]]\nname = \"Managers too\"\n\
           set = { \"in_house.shared_reviews\" = 0.8, \"in_house.leadership\" = 0.75, \"in_house.middle_management\" = 0.6 }\n",
    figures: &[("direct_hours", "authority"), ("worker_changes", "authority")],
};

const BUDGET: Asked = Asked {
    title: "who holds the placement budget",
    question: "What if PLACE had a practice for SIZE children and care leavers, and a panel, managers or front line held the placement budget?",
    years: 9,
    why_years: "a contract of 5 years with its mobilisation, and three years after it",
    has_practice: true,
    contract: "term_years = 5 # long enough for a bad year to tell\n",
    arms: "[[arms]]\nname = \"Panel\"\n\n[[arms]]\nname = \"Managers\"\nset = { \"practice.budget_holder\" = \"managers\" }\n\n\
           # The front line answers for the year, not for each month.\n\
           [[arms]]\nname = \"Front line\"\n\
           set = { \"practice.budget_holder\" = \"front-line\", \"practice.budget_period\" = \"year\" }\n",
    figures: &[("worker_changes", "remit"), ("cost_per_child_year", "remit")],
};

const REVIEW: Asked = Asked {
    title: "how a contract is reviewed",
    question: "What if PLACE had a practice for SIZE children and care leavers, reviewed each 2 years at arm's length or 3-monthly and together?",
    years: 9,
    why_years: "a contract of 5 years with its mobilisation, and three years after it",
    has_practice: true,
    contract: "term_years = 5 # in 3 years a review every 2 would come once\n",
    arms: "[[arms]]\nname = \"Every 2 years\"\n\n[[arms]]\nname = \"Every 3 months\"\nset = { \"contract.review_months\" = 3 }\n\n\
           [[arms]]\nname = \"Every 3 months, together\"\n\
           set = { \"contract.review_months\" = 3, \"contract.review_style\" = \"collaborative\" }\n",
    figures: &[("worker_changes", "remit")],
};

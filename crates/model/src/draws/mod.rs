//! Draws: addressed randomness. A draw is named, never taken from a running sequence, so arms that share a
//! child share what is drawn for her.
//!
//! An address is (seed, replication, purpose, name, ordinal); what stands there is one ChaCha8 block of 8
//! uniforms. A name is a place and a succession: a child is (authority, month, age band, candidate); a post
//! keeps its name through every transfer; tenders and decisions about a term are (practice, cycle); elections
//! are (authority, month). Numbers come by inverse CDF, one uniform each. A choice takes the smallest
//! exponential ÷ weight, one 32-bit number of a block for each option. A block also serves four decisions, or
//! a placement: its type and how long it lasts.
//!
//! ```text
//! purposes                                    name and ordinal
//! Parameter, Hypothesis                       quantity or hypothesis
//! YearOfArrivals, Arrivals, Candidate         authority and year; authority and month; child
//! BeforeCare                                  child
//! CarePeriod, Status, Reentry, Reallocation,  child and the number of the period, change of status, return,
//! Decision, AdoptionPlan                      re-allocation, decision, match
//! Placement, MoveAvoided                      child and the number of the placement, of the move prevented
//! Team, CaseHolder, Referral                  child and the number of the hand-over, or the month
//! CareLeaver                                  child
//! Holder, Vacancy, AgencyCover, Sickness,     post and the number of the holder, vacancy, cover, leave,
//! InsideMove, TransferOfWorker                move, transfer
//! Mobilisation, Grant, Renewal, Tender,       practice and cycle, succession or month
//! EarlyEnd, TrustShock
//! Election, Director, Inspection              authority and month (of a practice's own: practice and month)
//! Idea, Trial                                 idea; team and the number of the trial of an idea
//! Level, LevelOfYear, NationOfYear            authority, its level and the year
//! PosteriorRow, CalibrationDesign and others  what `calibrate` draws, and the row that a replication takes
//! ObservedStaff, ObservedChild, ObservedSite  site and group, evaluation and wave; number of the respondent
//! Exported                                    child and what is filled in of a written return
//! OfCaller                                    what a process from outside names, under its own numbers
//! StartingChild, StartingHistory and others,  person or post of the first day
//! ServedAtStart
//! ```
//!
//! It knows nothing of the model and holds no state but its key. Each replication draws one value for each
//! quantity (triangular, uniform or fixed; for a table one factor on all its entries) and one position, with
//! equal chances, on each hypothesis that acts and that the scenario leaves open.

mod address;
mod chacha;
mod inverse;
mod words;

pub use address::{Choice, Draws, Name, Purpose};
pub use inverse::{exponential, exponential_to_power, lognormal, normal, poisson, triangular};
pub use words::Words;

//! The model of swplab: children, social workers, teams, authorities and practices, month by month.
//!
//! Children begin to be looked after, live in placements, have a case holder, leave care and are served on as care
//! leavers. Case holders sit in posts, leave, fall sick and are replaced. A practice may serve some of the children
//! under a contract, which is tendered, opens, is reviewed, and ends. There are no files, threads, clocks or
//! environment here: a world is what its settings and its draws make of it, to the last bit.
//!
//! Read [`model::month`] first. It is the month as a written list of steps; the files of [`model::process`] are those
//! steps, one process a file, and each begins with its sentence and its equations.
//!
//! ```
//! use swplab_model::model::month::STEPS;
//!
//! for (number, step) in STEPS.iter().enumerate() {
//!     println!("{}. {}", number + 1, step.title);
//! }
//! # assert_eq!(STEPS[4].title, "Transfer children between providers");
//! ```
//!
//! Every behavioural number is a quantity with its source, range and grade ([`evidence`]), and every draw has an
//! address ([`draws`]): what happens to a child does not depend on what happened to others before her, so two arms
//! share her draws and the difference between them is what an arm does.
//!
//! ```
//! use swplab_model::draws::{Draws, Name, Purpose};
//! use swplab_model::evidence::Evidence;
//!
//! let leaving = Evidence::embedded().find("workforce.leaving").expect("it is one of them");
//! println!("{} ({}): {:?}", leaving.label, leaving.unit, leaving.values);
//!
//! let draws = Draws::new(2011, 0);
//! let child = Name::child(0, 12, 3, 0);
//! let first = draws.uniform(Purpose::Placement, child, 0);
//! draws.uniform(Purpose::Placement, child, 1);
//! assert_eq!(first, draws.uniform(Purpose::Placement, child, 0));
//! ```
//!
//! | room | what lives there |
//! |---|---|
//! | [`model`] | the month, its processes, hazards, the state of a world, its settings, its first day |
//! | [`indicator`], [`history`] | what is measured of a world, and what happened to each child |
//! | [`arrangement`] | what a scenario arranges: practices, contracts, authorities, dated events |
//! | [`evidence`] | quantities, contested questions, mechanisms, profiles of authorities |
//! | [`draws`], [`statistics`], [`calendar`], [`terms`] | addressed draws, estimates, dates, the vocabulary of the field |

pub mod arrangement;
pub mod calendar;
pub mod draws;
pub mod evidence;
pub mod history;
pub mod indicator;
pub mod model;
pub mod statistics;
pub mod terms;
pub mod text;

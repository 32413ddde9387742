//! A small experiment without a model, so that the study is tested without simulating anything.

use std::sync::atomic::{AtomicBool, Ordering};

use swplab::indicator::{HEADLINES, INDICATORS};
use swplab::study::{Beginning, ContractRow, Experiment, History, Shape, Unit, UnitKind};

/// Values that depend on replication, arm, unit and indicator only.
pub(super) struct Mock {
    shape: Shape,
    fails: Option<(u32, usize)>,
    stops_at: Option<u32>,
}

impl Mock {
    pub(super) fn with_arms(arms: usize) -> Mock {
        let unit =
            |id: &str, kind| Unit { id: id.to_owned(), title: id.to_owned(), kind, children: f64::NAN };
        Mock {
            shape: Shape {
                arms: (0..arms).map(|arm| format!("arm {arm}")).collect(),
                units: vec![unit("authority", UnitKind::Whole), unit("practice", UnitKind::Provider)],
                authorities: vec!["A".to_owned(), "B".to_owned()],
                kept_by_authority: (0, 0),
                places: Vec::new(),
                years: vec!["2011 to 2012".to_owned(), "2012 to 2013".to_owned()],
                indicators: INDICATORS.to_vec(),
                quantities: vec!["a".to_owned()],
                hypotheses: vec!["H1".to_owned()],
            },
            fails: None,
            stops_at: None,
        }
    }

    pub(super) fn failing_at(mut self, replication: u32, arm: usize) -> Mock {
        self.fails = Some((replication, arm));
        self
    }

    pub(super) fn stopping_at(mut self, replication: u32) -> Mock {
        self.stops_at = Some(replication);
        self
    }

    /// The value that the mock reports: irregular, so that sums depend on their order.
    pub(super) fn value(replication: u32, arm: usize, at: usize) -> f64 {
        let mixed = (u64::from(replication) + 1)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .wrapping_add((at as u64).wrapping_mul(0xd1b5_4a32_d192_ed03));
        (mixed >> 11) as f64 / 3.0e13 + arm as f64 * 0.1
    }
}

impl Experiment for Mock {
    type World = u32;

    fn shape(&self) -> &Shape {
        &self.shape
    }

    fn begin(&self, replication: u32) -> Result<Beginning<u32>, String> {
        Ok(Beginning {
            world: replication,
            parameters: vec![f64::from(replication)],
            positions: vec!["first".to_owned()],
            children: vec![100.0 + f64::from(replication % 2), 10.0],
        })
    }

    fn live(
        &self,
        beginning: &Beginning<u32>,
        replication: u32,
        arm: usize,
        stop: &AtomicBool,
    ) -> Result<History, String> {
        assert_eq!(beginning.world, replication);
        assert!(self.fails != Some((replication, arm)), "posts do not add up");
        if self.stops_at == Some(replication) {
            stop.store(true, Ordering::Relaxed);
        }
        let values = self.shape.units.len() * self.shape.indicators.len();
        let value = |at| Mock::value(replication, arm, at);
        Ok(History {
            horizon: (0..values).map(value).collect(),
            yearly: (0..values * self.shape.years.len()).map(value).collect(),
            authorities: (0..2 * HEADLINES.len()).map(value).collect(),
            authority_years: Vec::new(),
            exposure: Vec::new(),
            since_opening: Vec::new(),
            standing: Vec::new(),
            came: Vec::new(),
            books: Vec::new(),
            bids: Vec::new(),
            contracts: vec![ContractRow {
                arm: usize::MAX,
                replication: u32::MAX,
                practice: "Evolve".to_owned(),
                cycle: 0,
                awarded: 0.0,
                opened: 6.0,
                ended: f64::NAN,
                term_months: 36.0,
                fate: "running".to_owned(),
                cause: String::new(),
                months_from_renewal: f64::NAN,
            }],
            persons: Vec::new(),
            gains: Vec::new(),
            child_months: 7,
            lived_child_months: 7,
        })
    }
}

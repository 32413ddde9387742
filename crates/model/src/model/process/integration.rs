//! Integration: what becomes of the people of a practice that is taken back, and of those beside them. M65, M101, M102; H9.
//!
//! ```text
//! each month, with k = 1 - integration.liberty × liberty of the authority                             M102
//!   under H9 `diffusion`     habits of others      += integration.diffusion × near × (taken back - habits)   M101
//!                            habits of taken back  += integration.fade × k × (others - habits)
//!            `assimilation`  habits of taken back  += integration.assimilation × k × (others - habits)
//!            `isolated`      habits of taken back  += integration.fade × (1 + innovation.isolation) × k
//!                                                     × (others - habits)                              M65
//! near   = integration.nearness ^ (rooms between them), summed over the teams taken back
//! others = mean of the authority's own teams
//! ```
//!
//! A practice taken back is a team of the authority with its people, its manager and its children (`insourcing`). It keeps
//! its ways as long as its people do: who comes to it later learns beside them, and without them nothing is left (`habits`). Teams sit
//! in a row, in the order in which they were made; a team taken back has the last room. Under `isolated` nobody learns from
//! it, and alone it withers. Shares a month; one case is on record (S§45, 60, 61): grade D.

use crate::evidence::Integration;
use crate::model::settings::CultureSettings;
use crate::model::world::World;

/// What teams of one authority do to each other in a month, by room.
pub struct Together {
    /// What teams taken back do, with how near they are, for each room: sum of the pulls, and of the pulls times what they do.
    near: Vec<(f64, f64)>,
    /// Pull of what the others do on those taken back, for each room; 0 in the authority's own teams.
    far: Vec<f64>,
    others: f64,
}

impl Together {
    /// What a month moves somebody with such habits in a room.
    pub fn moves(&self, room: usize, habits: f64) -> f64 {
        if self.near.is_empty() {
            return 0.0;
        }
        let (pull, towards) = self.near[room];
        towards - pull * habits + self.far[room] * (self.others - habits)
    }
}

/// How the teams of an authority live together this month. `liberty`, 0 to 1, is what those taken back enjoy.
pub fn together(world: &World, teams: &[u32], liberty: f64, numbers: &CultureSettings) -> Together {
    let was_practice = |team: u32| world.teams[team as usize].was_practice;
    let met = |team: u32| world.teams[team as usize].climate.met;
    let mut together = Together { near: Vec::new(), far: Vec::new(), others: 0.0 };
    if !teams.iter().any(|&team| was_practice(team)) {
        return together;
    }
    let own: Vec<f64> = teams.iter().filter(|&&team| !was_practice(team)).map(|&team| met(team)).collect();
    together.others = own.iter().sum::<f64>() / (own.len().max(1) as f64);
    let bound = (1.0 - numbers.liberty * liberty).max(0.0);
    let pull = bound
        * match numbers.integration {
            Integration::Diffusion => numbers.fade,
            Integration::Assimilation => numbers.assimilation,
            Integration::Isolated => (numbers.fade * (1.0 + numbers.isolation)).min(1.0),
        };
    let learns = if numbers.integration == Integration::Diffusion { numbers.diffusion } else { 0.0 };
    for (room, &team) in teams.iter().enumerate() {
        let mut near = (0.0, 0.0);
        if !was_practice(team) {
            for (other, &back) in teams.iter().enumerate().filter(|(_, team)| was_practice(**team)) {
                let between = (other.abs_diff(room) - 1) as i32;
                let strength = learns * libm::pow(numbers.nearness, f64::from(between));
                near = (near.0 + strength, near.1 + strength * met(back));
            }
        }
        together.near.push(near);
        together.far.push(if was_practice(team) { pull } else { 0.0 });
    }
    together
}

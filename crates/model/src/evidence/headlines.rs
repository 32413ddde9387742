//! Which quantities stand behind which headline: all of them, but for the groups that are listed.

use std::sync::OnceLock;

use serde::Deserialize;

use super::embedded;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[expect(dead_code, reason = "for readers of the file")]
    schema: u32,
    group: Vec<Group>,
}

/// Quantities that do not stand behind every headline.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Ids, or beginnings of ids followed by `.*`.
    pub quantities: Vec<String>,
    /// Ids of the headlines behind which they stand.
    pub behind: Vec<String>,
    /// Why they reach no other.
    pub why: String,
}

impl Group {
    /// Whether the group names a quantity.
    pub fn names(&self, id: &str) -> bool {
        self.quantities.iter().any(|name| match name.strip_suffix('*') {
            Some(beginning) => id.starts_with(beginning),
            None => id == name,
        })
    }
}

/// The groups of quantities that reach some headlines only.
///
/// # Panics
/// When the embedded file cannot be read: a bug in the program.
pub fn groups_apart() -> &'static [Group] {
    static GROUPS: OnceLock<Vec<Group>> = OnceLock::new();
    GROUPS.get_or_init(|| match toml::from_str::<File>(embedded::HEADLINES) {
        Ok(file) => file.group,
        Err(fault) => panic!("evidence/headlines.toml cannot be read: {fault}"),
    })
}

/// Whether a quantity may reach a headline, both by id.
pub fn is_behind(quantity: &str, headline: &str) -> bool {
    let group = groups_apart().iter().find(|group| group.names(quantity));
    group.is_none_or(|group| group.behind.iter().any(|id| id == headline))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cost_of_a_tender_stands_behind_the_cost_alone() {
        assert!(is_behind("money.tender.authority", "cost_per_child_year"));
        assert!(!is_behind("money.tender.authority", "worker_changes"));
        assert!(is_behind("workforce.leaving", "worker_changes"));
        assert!(!is_behind("care-leavers.eet", "cost_per_child_year"));
    }

    #[test]
    fn every_name_is_that_of_a_quantity_and_no_quantity_stands_in_two_groups() {
        let quantities = crate::evidence::Evidence::embedded().quantities();
        for group in groups_apart() {
            for name in &group.quantities {
                let alone = Group { quantities: vec![name.clone()], behind: Vec::new(), why: String::new() };
                assert!(quantities.iter().any(|q| alone.names(&q.id)), "{name}");
            }
        }
        for quantity in quantities {
            let groups = groups_apart().iter().filter(|g| g.names(&quantity.id));
            assert!(groups.count() < 2, "{}", quantity.id);
        }
    }
}

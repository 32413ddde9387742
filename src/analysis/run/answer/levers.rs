//! What arms set: the lever that most of them pull, what they set themselves, and on what they act alone.

use super::Waiting;
use super::rows::Rows;
use crate::results::ArmMeta;

impl Rows<'_> {
    /// Fields that more arms set than any other, and the arms that set one of them.
    pub(super) fn lever(&self) -> (Vec<String>, Vec<String>) {
        let others = || self.arms.iter().skip(1);
        let count = |path: &str| others().filter(|arm| fields(arm).contains(&path)).count();
        let most = others().flat_map(fields).map(count).max().unwrap_or(0);
        let mut paths: Vec<String> =
            others().flat_map(fields).filter(|path| count(path) == most).map(str::to_owned).collect();
        paths.sort();
        paths.dedup();
        let has = |arm: &&ArmMeta| fields(arm).into_iter().any(|path| count(path) == most);
        (paths, others().filter(has).map(|arm| arm.name.clone()).collect())
    }

    /// Names of other arms that change something during the run.
    pub(super) fn changing(&self) -> Vec<String> {
        let changes = |arm: &&ArmMeta| arm.changes.iter().any(|(path, _)| path == "change");
        self.arms.iter().skip(1).filter(changes).map(|arm| arm.name.clone()).collect()
    }

    /// Changes of other arms that wait for a condition.
    pub(super) fn waiting(&self) -> Vec<Waiting> {
        let other = |name: &str| self.arms.iter().skip(1).any(|arm| arm.name == name);
        let rows = self.changes.iter().filter(|row| !row.condition.is_empty() && other(&row.arm));
        rows.map(|row| Waiting {
            arm: row.arm.clone(),
            condition: row.condition.clone(),
            lived: row.n,
            came: row.came,
            middle: row.middle.map(|months| months / 12.0),
        })
        .collect()
    }

    /// Outcomes that an arm sets, by a field of its own or one that changes during the run.
    pub(super) fn by_design(&self) -> Vec<String> {
        let sets = |field: &str| self.arms.iter().any(|arm| fields(arm).contains(&field));
        SETS.iter().filter(|(field, _)| sets(field)).map(|(_, outcome)| (*outcome).to_owned()).collect()
    }
}

/// The fields that an arm sets, those among them that it sets during the run.
fn fields(arm: &ArmMeta) -> Vec<&str> {
    let mut all = Vec::new();
    for (path, value) in &arm.changes {
        if path == "change" {
            let is_field = |word: &&str| word.contains('.') && !word.contains(' ');
            all.extend(value.split('"').filter(is_field));
        } else {
            all.push(path.as_str());
        }
    }
    all
}

/// Fields that set an outcome itself: that it moves is no finding.
const SETS: [(&str, &str); 2] = [("in_house.caseload", "caseload"), ("in_house.vacancies_held", "vacancy")];

/// Fields that act on one outcome alone, whatever else is measured.
const ACT_ON: [(&str, &str); 1] = [("practice.consultation", "satisfaction")];

/// The one outcome on which fields act, if each of them acts on it alone.
pub(super) fn acts_on(fields: &[&str]) -> Option<String> {
    let of = |field: &&str| ACT_ON.iter().find(|(own, _)| own == field).map(|(_, outcome)| *outcome);
    let found: Option<Vec<&str>> = fields.iter().map(of).collect();
    let found = found?;
    let first = *found.first()?;
    found.iter().all(|one| *one == first).then(|| first.to_owned())
}

/// The fields in which an arm differs from the first: what either sets and the other does not set to the same.
pub(super) fn apart_in<'a>(first: &'a ArmMeta, arm: &'a ArmMeta) -> Vec<&'a str> {
    let differs = |(one, other): (&'a ArmMeta, &ArmMeta)| -> Vec<&'a str> {
        one.changes.iter().filter(|set| !other.changes.contains(set)).map(|(path, _)| path.as_str()).collect()
    };
    let mut paths = differs((arm, first));
    paths.extend(differs((first, arm)));
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arm(set: &[(&str, &str)]) -> ArmMeta {
        let changes = set.iter().map(|(path, value)| ((*path).to_owned(), (*value).to_owned())).collect();
        ArmMeta { name: String::new(), changes }
    }

    #[test]
    fn an_arm_differs_from_the_first_in_what_either_sets() {
        let term = ("contract.term_years", "10");
        assert_eq!(apart_in(&arm(&[]), &arm(&[term])), ["contract.term_years"]);
        // Beside no practice a long contract is first of all a practice.
        assert_eq!(apart_in(&arm(&[("practice", "[]")]), &arm(&[term])), ["contract.term_years", "practice"]);
        assert!(apart_in(&arm(&[term]), &arm(&[term])).is_empty());
    }
}

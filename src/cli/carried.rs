//! The scenarios that the program carries, so that a copy of the program alone can show and run them.

/// One of them.
pub struct Carried {
    /// Name, as it is asked for.
    pub name: &'static str,
    /// The file as it is.
    pub text: &'static str,
}

impl Carried {
    /// Name of its file.
    pub fn file(&self) -> String {
        format!("{}.toml", self.name)
    }
}

macro_rules! carried {
    ($($name:literal)+) => {
        &[$(Carried { name: $name, text: include_str!(concat!("../../scenarios/", $name, ".toml")) }),+]
    };
}

/// Every scenario of the repository, by name.
pub const CARRIED: &[Carried] = carried![
    "achieving-for-children"
    "austerity"
    "before-care"
    "blackburn"
    "budget-holder"
    "caseload-cap"
    "contract-length"
    "culture-change"
    "doncaster"
    "england"
    "evolve-yp"
    "first-wave"
    "hackney"
    "ideas"
    "in-the-spirit"
    "kent"
    "liverpool"
    "make-or-buy"
    "moving-house"
    "neighbours"
    "one-worker"
    "pathway-teams"
    "review-cadence"
    "reviewing-officers"
    "same-rules"
    "sandwell"
    "second-wave"
    "specialist"
    "summit-debate"
];

/// The scenario of a name, with or without the ending of its file.
pub fn find(name: &str) -> Option<&'static Carried> {
    let name = name.strip_suffix(".toml").unwrap_or(name);
    let name = name.strip_prefix("scenarios/").unwrap_or(name);
    CARRIED.iter().find(|one| one.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_of_the_repository_is_carried_once_in_order() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name());
        let mut files: Vec<String> = files.map(|name| name.into_string().unwrap()).collect();
        files.sort();
        assert_eq!(CARRIED.iter().map(Carried::file).collect::<Vec<_>>(), files);
    }

    #[test]
    fn a_scenario_is_found_by_its_name_and_by_that_of_its_file() {
        for name in ["kent", "kent.toml", "scenarios/kent.toml"] {
            assert_eq!(find(name).map(|one| one.name), Some("kent"));
        }
        assert!(find("kentish").is_none());
    }
}

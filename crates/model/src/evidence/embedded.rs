//! The evidence files that the program carries; a file that is not listed here does not exist for it.

/// File name and text of every quantity file.
pub(super) static QUANTITY_FILES: [(&str, &str); 21] = [
    ("care.toml", include_str!("../../../../evidence/care.toml")),
    ("placements.toml", include_str!("../../../../evidence/placements.toml")),
    ("workforce.toml", include_str!("../../../../evidence/workforce.toml")),
    ("contracts.toml", include_str!("../../../../evidence/contracts.toml")),
    ("money.toml", include_str!("../../../../evidence/money.toml")),
    ("outcomes.toml", include_str!("../../../../evidence/outcomes.toml")),
    ("incidents.toml", include_str!("../../../../evidence/incidents.toml")),
    ("culture.toml", include_str!("../../../../evidence/culture.toml")),
    ("before-care.toml", include_str!("../../../../evidence/before-care.toml")),
    ("ideas.toml", include_str!("../../../../evidence/ideas.toml")),
    ("market.toml", include_str!("../../../../evidence/market.toml")),
    ("ways.toml", include_str!("../../../../evidence/ways.toml")),
    ("experience.toml", include_str!("../../../../evidence/experience.toml")),
    ("observation.toml", include_str!("../../../../evidence/observation.toml")),
    ("budgets.toml", include_str!("../../../../evidence/budgets.toml")),
    ("export.toml", include_str!("../../../../evidence/export.toml")),
    ("interchange.toml", include_str!("../../../../evidence/interchange.toml")),
    ("local.toml", include_str!("../../../../evidence/local.toml")),
    ("providers.toml", include_str!("../../../../evidence/providers.toml")),
    ("grades.toml", include_str!("../../../../evidence/grades.toml")),
    ("matters.toml", include_str!("../../../../evidence/matters.toml")),
];

/// The hypotheses.
pub(super) static HYPOTHESES: &str = include_str!("../../../../evidence/hypotheses.toml");

/// What the keys of sources stand for.
pub(super) static REFERENCES: &str = include_str!("../../../../evidence/references.csv");

/// Which quantities stand behind which headline.
pub(super) static HEADLINES: &str = include_str!("../../../../evidence/headlines.toml");

/// The mechanisms.
pub(super) static MECHANISMS: &str = include_str!("../../../../evidence/mechanisms.toml");

/// What each mechanism is expected to do.
pub(super) static SIZES: &str = include_str!("../../../../evidence/sizes.toml");

/// National figures against which authorities are scaled.
pub(super) static NATIONAL: &str = include_str!("../../../../evidence/authorities/national.toml");

/// The authorities of 2011, one row each.
pub(super) static ENGLAND_2011: &str = include_str!("../../../../evidence/authorities/england-2011.csv");

/// Name and text of every profile that has a file of its own; it goes before a row of the table.
pub(super) static PROFILES: [(&str, &str); 2] = [
    ("staffordshire-2011", include_str!("../../../../evidence/authorities/staffordshire-2011.toml")),
    ("england-average-2011", include_str!("../../../../evidence/authorities/england-average-2011.toml")),
];

/// Name and text of every posterior that the program carries.
pub(super) static POSTERIORS: [(&str, &str); 6] = [
    ("england-2011", include_str!("../../../../evidence/posteriors/england-2011.csv")),
    ("england-2021", include_str!("../../../../evidence/posteriors/england-2021.csv")),
    ("england-2022", include_str!("../../../../evidence/posteriors/england-2022.csv")),
    ("england-2023", include_str!("../../../../evidence/posteriors/england-2023.csv")),
    ("england-2024", include_str!("../../../../evidence/posteriors/england-2024.csv")),
    ("england-2025", include_str!("../../../../evidence/posteriors/england-2025.csv")),
];

/// Changes of boundaries and codes.
pub(super) static BOUNDARIES: &str = include_str!("../../../../evidence/authorities/boundaries.csv");

/// Children looked after, started and ceased by authority and year.
pub(super) static FLOWS: &str = include_str!("../../../../evidence/authorities/flows-2011-2025.csv");

/// Legal status of those who started, by authority and year.
pub(super) static LEGAL: &str = include_str!("../../../../evidence/authorities/legal-2011-2025.csv");

/// Tables of published figures, by file name.
pub(super) static PUBLISHED: [(&str, &str); 7] = [
    ("stability-2011.csv", include_str!("../../../../evidence/authorities/stability-2011.csv")),
    ("workforce-2017-2020.csv", include_str!("../../../../evidence/authorities/workforce-2017-2020.csv")),
    ("england-2021.csv", include_str!("../../../../evidence/authorities/england-2021.csv")),
    ("england-2022.csv", include_str!("../../../../evidence/authorities/england-2022.csv")),
    ("england-2023.csv", include_str!("../../../../evidence/authorities/england-2023.csv")),
    ("england-2024.csv", include_str!("../../../../evidence/authorities/england-2024.csv")),
    ("england-2025.csv", include_str!("../../../../evidence/authorities/england-2025.csv")),
];

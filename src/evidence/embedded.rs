//! The evidence files that the program carries; a file that is not listed here does not exist for it.

/// File name and text of every quantity file.
pub(super) const QUANTITY_FILES: [(&str, &str); 9] = [
    ("care.toml", include_str!("../../evidence/care.toml")),
    (
        "placements.toml",
        include_str!("../../evidence/placements.toml"),
    ),
    (
        "workforce.toml",
        include_str!("../../evidence/workforce.toml"),
    ),
    (
        "contracts.toml",
        include_str!("../../evidence/contracts.toml"),
    ),
    ("money.toml", include_str!("../../evidence/money.toml")),
    (
        "outcomes.toml",
        include_str!("../../evidence/outcomes.toml"),
    ),
    ("culture.toml", include_str!("../../evidence/culture.toml")),
    ("ways.toml", include_str!("../../evidence/ways.toml")),
    ("budgets.toml", include_str!("../../evidence/budgets.toml")),
];

/// The hypotheses.
pub(super) const HYPOTHESES: &str = include_str!("../../evidence/hypotheses.toml");

/// The mechanisms.
pub(super) const MECHANISMS: &str = include_str!("../../evidence/mechanisms.toml");

/// National figures against which authorities are scaled.
pub(super) const NATIONAL: &str = include_str!("../../evidence/authorities/national.toml");

/// Name and text of every authority profile.
pub(super) const PROFILES: [(&str, &str); 2] = [
    (
        "staffordshire-2011",
        include_str!("../../evidence/authorities/staffordshire-2011.toml"),
    ),
    (
        "england-average-2011",
        include_str!("../../evidence/authorities/england-average-2011.toml"),
    ),
];

use super::*;

#[test]
fn figures_of_2016_or_later_without_a_posterior_are_a_warning() {
    for (authority, year, nearer) in
        [("england-average-2021", 2021, "england-2021"), ("england-average-2025", 2025, "england-2025")]
    {
        let text = MAIN.replacen("[\"staffordshire-2011\"]", &format!("[\"{authority}\"]"), 1).replacen(
            "2011-03-31\"",
            &format!("{year}-03-31\""),
            1,
        );
        let (_, warnings) = document(&text).scenario().unwrap();
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert_eq!(warnings[0].severity, Severity::Warning);
        let said = format!(
            "the quantities are those of 2011, but the figures of \"{authority}\" are of 31 March {year}; \
             those of parameters = \"posterior:{nearer}\" are nearer"
        );
        assert!(warnings[0].message.contains(&said), "{}", warnings[0]);
        assert_eq!((warnings[0].line, warnings[0].column), place_of(&text, "authorities ="));
        let with = format!("parameters = \"posterior:{nearer}\"\n{text}");
        let (_, warnings) = document(&with).scenario().unwrap();
        assert!(warnings.is_empty(), "{warnings:?}");
    }
    let (_, warnings) = document(MAIN).scenario().unwrap();
    assert!(warnings.is_empty(), "{warnings:?}");
}

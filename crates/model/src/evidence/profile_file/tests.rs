//! A profile is read as it was written, and refused with its place where it cannot be right.

use super::*;

fn with_children() -> Profile {
    let child = |age_months, placement, months_in_care, months_in_placement, since| ListedChild {
        age_months,
        placement,
        months_in_care,
        months_in_placement,
        months_since_previous: since,
        unaccompanied: false,
    };
    let children = vec![
        child(3.0, PlacementType::Foster, 3.0, 3.0, None),
        child(70.0, PlacementType::Kinship, 30.0, 12.0, Some(20.0)),
        child(200.0, PlacementType::SemiIndependent, 55.0, 0.0, Some(11.0)),
    ];
    let (ages, placements) = Profile::counted(&children);
    let mut levels = [LevelFactor::ONE; LEVELS];
    levels[Level::Moves as usize] = LevelFactor { factor: 1.25, log_sd: 0.1 };
    Profile {
        name: "Small \"Authority\"".into(),
        source: "A return of its own. Not for publication. Its own.".into(),
        year: 2021,
        ages,
        placements,
        stock: 3.0,
        any_time: None,
        flows: Some(Flows { started: 2.0, ceased: 1.0, growth: Some(-1.0) }),
        unaccompanied: None,
        care_leavers: None,
        arrival_ages: Some([0.2, 0.2, 0.2, 0.2, 0.2]),
        levels,
        children,
        national: National::nearest(2021),
    }
}

fn text() -> String {
    with_children().to_toml("A return of its own", "Its own.", "Not for publication")
}

#[test]
fn what_is_written_is_read_again() {
    assert_eq!(Profile::parse(&text()).unwrap(), with_children());
    assert_eq!(with_children().placements, [2.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    assert_eq!(with_children().ages, [1.0, 0.0, 1.0, 0.0, 1.0]);
}

#[test]
fn unaccompanied_children_of_a_list_are_as_many_as_are_said_and_care_leavers_keep_their_ages() {
    let mut own = with_children();
    own.children[2].unaccompanied = true;
    own.unaccompanied = Some(Unaccompanied { stock: 1.0, started: 0.5, ceased: 0.5 });
    own.care_leavers = Some(LeftCare { aged_18: 4.0, aged_24: 2.0, ..LeftCare::default() });
    let text = own.to_toml_of(["A return of its own", "Second"], "Its own.", "Not for publication");
    let read = Profile::parse(&text).unwrap();
    assert_eq!(read.source, "A return of its own. Second. Not for publication. Its own.");
    assert_eq!(Profile { source: own.source.clone(), ..read }, own);
    let fault = Profile::parse(&text.replace("unaccompanied = true", "unaccompanied = false"));
    assert!(fault.unwrap_err().to_string().contains("0 of the children listed are unaccompanied"));
    let fault = Profile::parse(&text.replace("aged_18 = 4.0", "aged_18 = -4.0"));
    assert!(fault.unwrap_err().to_string().contains("count of children"));
}

#[test]
fn what_cannot_be_right_is_refused_with_its_place() {
    for (good, bad, expected) in [
        ("schema = 2", "schema = 3", "schema 3 is not known"),
        ("[levels.moves]", "[levels.move]", "Did you mean moves?"),
        ("factor = 1.25", "factor = 0.0", "levels.moves has factor 0"),
        ("log_sd = 0.1", "log_sd = -0.1", "from 0 to 3"),
        ("started = 2.0", "started = -2.0", "count of children"),
        ("growth = -1.0", "growth = 9.0", "at most the stock"),
        ("age_months = 70.0", "age_months = 216.0", "child 2: age_months"),
        ("months_in_care = 55.0", "months_in_care = 300.0", "child 3: months_in_care"),
        ("months_in_placement = 12.0", "months_in_placement = 40.0", "child 2: months_in_pl"),
        ("months_since_previous = 11.0", "months_since_previous = 90.0", "child 3: months_since"),
        ("\"kinship\"", "\"kinshp\"", "must be one of foster"),
        ("age_months = 70.0", "age_months = 130.0", "not those counted"),
        ("stock = 3.0", "stock = 4.0", "3 children are listed"),
    ] {
        assert!(text().contains(good), "{good} in {}", text());
        let fault = Profile::parse(&text().replacen(good, bad, 1));
        let fault = fault.unwrap_err().to_string();
        assert!(fault.contains(expected), "{bad}: {fault}");
    }
    let no_flows = text();
    let from = no_flows.find("[flows]").unwrap();
    let to = no_flows.find("[arrival_ages]").unwrap();
    let fault = Profile::parse(&format!("{}{}", &no_flows[..from], &no_flows[to..]));
    assert!(fault.unwrap_err().to_string().contains("any_time"));
}

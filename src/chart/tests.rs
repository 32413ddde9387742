//! Promises that every kind of chart keeps.

use super::palette::PALE;
use super::*;

fn point(x: f64) -> Point {
    Point { x, y: 0.5 * x, low: 0.4 * x - 0.1, high: 0.6 * x + 0.1 }
}

/// One of each kind, with long labels.
fn every_kind() -> Vec<Box<dyn Drawing>> {
    let long = "Hand-overs between teams and at 16, whatever the reason that was given for them";
    let rounding = Rounding { before: "£".to_owned(), ..Rounding::default() };
    let series = |colour| Series {
        label: String::new(),
        colour,
        points: (0..12).map(|x| point(f64::from(x))).collect(),
        step: colour == 1,
        marked: true,
        band: true,
    };
    vec![
        Box::new(Ridges {
            rows: (0..5)
                .map(|colour| Ridge {
                    label: "10 years".to_owned(),
                    note: long.to_owned(),
                    colour,
                    values: (0..90).map(|v| f64::from(v * v) - 900.0).collect(),
                })
                .collect(),
            axis: long.to_owned(),
            rounding: rounding.clone(),
            zero: Some(("lower".to_owned(), "higher".to_owned())),
        }),
        Box::new(Panels {
            panels: (0..5)
                .map(|_| Panel {
                    title: "10 years".to_owned(),
                    series: vec![series(0), series(1)],
                    points_of_interest: vec![3.0],
                })
                .collect(),
            y_title: long.to_owned(),
            x_title: long.to_owned(),
            x_labels: (0..12).map(|x| (f64::from(x), (2011 + x).to_string())).collect(),
            rounding: rounding.clone(),
            y_limits: None,
            key: vec![(KeyMark::Upright, "end of a term".to_owned())],
        }),
        Box::new(Lives {
            key: vec![(0, false, "with foster carers".to_owned()), (2, true, long.to_owned())],
            worlds: ["As it is", "10 years"]
                .map(|title| {
                    let span =
                        |from: f64| Span { time: (from, from + 6.0), label: long.to_owned(), colour: 2 };
                    let spans =
                        Lane { title: long.to_owned(), spans: vec![span(0.0), span(6.0)], marks: vec![] };
                    let marks = Lane {
                        title: "What happens".to_owned(),
                        spans: vec![],
                        marks: vec![(3.0, 1), (9.0, 5)],
                    };
                    (title.to_owned(), vec![spans, marks])
                })
                .to_vec(),
            time: (0.0, 12.0),
            labels: vec![(0.0, "April 2011".to_owned()), (12.0, "April 2012".to_owned())],
        }),
        Box::new(Stacked {
            parts: vec!["placements".to_owned(), "field staff".to_owned()],
            rows: vec![StackedRow {
                label: "10 years".to_owned(),
                note: "£52,000 in all".to_owned(),
                values: vec![40_000.0, 12_000.0],
            }],
            axis: long.to_owned(),
            rounding: rounding.clone(),
        }),
        Box::new(Intervals {
            sections: vec![Section {
                title: long.to_owned(),
                rows: vec![IntervalRow {
                    label: long.to_owned(),
                    mid: -20.0,
                    low: -45.0,
                    high: 5.0,
                    colour: 2,
                }],
            }],
            axis: long.to_owned(),
            rounding: rounding.clone(),
            sides: ("cheaper".to_owned(), "dearer".to_owned()),
        }),
        Box::new(Bars {
            rows: vec![Bar { label: long.to_owned(), value: 12.0, floor: 6.0, colour: 0 }],
            axis: long.to_owned(),
            rounding: rounding.clone(),
            floor_title: long.to_owned(),
        }),
        Box::new(HeatMap {
            across: ("term".to_owned(), vec!["2".to_owned(), "3".to_owned()]),
            down: ("review".to_owned(), vec!["6".to_owned(), "12".to_owned()]),
            values: vec![vec![0.0, 10.0], vec![-4.0, f64::NAN]],
            limits: (-4.0, 10.0),
            rounding,
        }),
    ]
}

fn heading() -> Heading {
    Heading {
        id: "chart".to_owned(),
        title: "Costs fall by £5 & more".to_owned(),
        subtitle: "Cost, £".to_owned(),
        source: "Source: a test.".to_owned(),
        description: "Bars.".to_owned(),
    }
}

/// All values of an attribute in a document.
fn numbers(document: &str, attribute: &str) -> Vec<f64> {
    document
        .split(&format!(" {attribute}=\""))
        .skip(1)
        .filter_map(|rest| rest.split('"').next()?.parse().ok())
        .collect()
}

#[test]
fn every_kind_names_itself_and_keeps_its_text_level_legible_and_on_the_sheet() {
    for (kind, drawing) in every_kind().iter().enumerate() {
        for form in [Form::WIDE, Form::NARROW, Form::WIDE.alone(), Form::NARROW.alone()] {
            let document = render(&heading(), drawing.as_ref(), form);
            let id = format!("chart{}", form.suffix);
            assert!(document.contains("role=\"img\""));
            assert!(document.contains(&format!("aria-labelledby=\"{id}-title {id}-desc\"")));
            assert!(
                document.contains(&format!("<title id=\"{id}-title\">Costs fall by £5 &amp; more</title>"))
            );
            assert!(!document.contains("rotate") && !document.contains("NaN"));
            assert!(!document.contains("opacity"), "marks are never transparent");
            let sizes = numbers(&document, "font-size");
            assert!(sizes.iter().all(|s| *s >= 140.0), "kind {kind}: text of at least 14 px");
            for x in numbers(&document, "x") {
                assert!((0.0..=10.0 * form.width).contains(&x), "kind {kind}: {x}");
            }
        }
    }
}

#[test]
fn the_same_numbers_give_the_same_bytes() {
    for (one, two) in every_kind().iter().zip(every_kind()) {
        assert_eq!(
            render(&heading(), one.as_ref(), Form::WIDE),
            render(&heading(), two.as_ref(), Form::WIDE)
        );
    }
}

#[test]
fn longer_texts_keep_a_width_with_which_they_stay_on_the_sheet() {
    for (kind, drawing) in every_kind().iter().enumerate() {
        for form in [Form::WIDE, Form::NARROW] {
            let document = render(&heading(), drawing.as_ref(), form);
            let groups = document.split("<g ").skip(1);
            let texts = groups.flat_map(|group| {
                let group = group.split("</g>").next().unwrap();
                group.split("<text ").skip(1).map(move |text| (group, text))
            });
            let mut seen = 0;
            for (group, text) in texts {
                seen += 1;
                let (tag, rest) = text.split_once('>').unwrap();
                let words = rest.split_once("</text>").unwrap().0.trim();
                let tag = format!(" {tag}");
                let Some(long) = numbers(&tag, "textLength").first().copied() else {
                    assert!(words.chars().count() < 12, "kind {kind}: {words}");
                    continue;
                };
                let share = match group.split_once("text-anchor=\"").map(|(_, anchor)| &anchor[..3]) {
                    Some("end") => 1.0,
                    Some("mid") => 0.5,
                    _ => 0.0,
                };
                let left = numbers(&tag, "x")[0] - share * long;
                assert!(left > -11.0 && left + long < 10.0 * form.width + 11.0, "kind {kind}: {words}");
            }
            assert_eq!(seen, document.matches("<text ").count(), "kind {kind}: a text outside any group");
        }
    }
}

/// What follows the name of an attribute in an element.
fn attribute<'a>(element: &'a str, name: &str) -> &'a str {
    element.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("")
}

/// A band over another lies under both lines, and a line in the key is whole or dashed as it is drawn.
#[test]
fn no_band_covers_a_line_and_the_key_shows_lines_as_they_are_drawn() {
    let series = |colour| Series {
        label: String::new(),
        colour,
        points: (0..4).map(|x| point(f64::from(x))).collect(),
        step: false,
        marked: false,
        band: true,
    };
    for order in [[1, 0], [0, 1], [4, 1]] {
        let panels = Panels {
            panels: vec![Panel {
                title: "One".to_owned(),
                series: order.map(series).to_vec(),
                points_of_interest: Vec::new(),
            }],
            y_title: "Value".to_owned(),
            x_title: "Year".to_owned(),
            x_labels: vec![(0.0, "0".to_owned()), (3.0, "3".to_owned())],
            rounding: Rounding::default(),
            y_limits: None,
            key: order.map(|colour| (KeyMark::Line(colour), "line".to_owned())).to_vec(),
        };
        let document = render(&heading(), &panels, Form::WIDE);
        let elements: Vec<&str> = document.split('<').collect();
        let is_band = |one: &&str| PALE.iter().any(|pale| attribute(one, "fill").eq_ignore_ascii_case(pale));
        let last_fill = elements.iter().rposition(is_band).unwrap();
        for colour in order {
            // The same stroke in the key, before the bands, and behind them in the panel.
            let is_line = |one: &&&str| {
                let width = attribute(one, "stroke-width").parse::<f64>().unwrap_or(0.0);
                let is_thick = [2.5, 25.0].contains(&width);
                is_thick && attribute(one, "stroke").eq_ignore_ascii_case(PALETTE[colour])
            };
            let count = |from: &[&str]| from.iter().filter(is_line).count();
            let (key, panel) = elements.split_at(last_fill);
            assert!(count(key) > 0 && count(panel) > 0, "{colour} of {order:?}:\n{document}");
            // A dash makes many pieces or says so.
            let is_dashed = |from: &[&str]| {
                count(from) > 1 || from.iter().filter(is_line).any(|one| one.contains("dash"))
            };
            assert_eq!(is_dashed(key), is_dashed(panel), "{colour} of {order:?}:\n{document}");
        }
    }
}

//! The page of a forecast, from its tables alone.

use std::path::Path;

use super::count::SERIES;
use super::ending::{LEAST, Last, children, first_year};
use super::rows::{ForecastRow, PlaceRow, PublishedRow};
use crate::chart::{Heading, KeyMark, Panel, Panels, Point, Rounding, Series, number};
use crate::report::{Figure, Page, Table, escape, range, save};
use crate::results::file::read_table;
use crate::results::{Manifest, OutputError, OutputOptions};
use crate::terms::{AgeBand, PlacementType};

/// Colours: the wide band, the narrow band with the median, what was published.
const WIDE: usize = 1;
const NARROW: usize = 0;
const BEFORE: usize = 4;

struct Read {
    manifest: Manifest,
    forecast: Vec<ForecastRow>,
    places: Vec<PlaceRow>,
    published: Vec<PublishedRow>,
}

/// A spread as a point of the 80 and of the 50% band.
fn points(year: u32, row: [Option<f64>; 5]) -> Option<[Point; 2]> {
    let [q10, q25, y, q75, q90] = row;
    let (x, y) = (f64::from(year), y?);
    Some([Point { x, y, low: q10?, high: q90? }, Point { x, y, low: q25?, high: q75? }])
}

fn line(colour: usize, points: Vec<Point>, band: bool) -> Series {
    Series { label: String::new(), colour, points, step: false, marked: !band, band }
}

/// A row of the forecast as sentences take it.
fn spread(row: &ForecastRow) -> Last {
    let [q10, q25, q50, q75, q90] =
        [row.q10, row.q25, row.q50, row.q75, row.q90].map(|value| value.unwrap_or(f64::NAN));
    Last { n: row.n, q10, q25, q50, q75, q90 }
}

/// What was published, then the two bands.
fn lines(before: Vec<Point>, ahead: Vec<[Point; 2]>) -> Vec<Series> {
    let band = |at: usize| ahead.iter().map(|pair| pair[at]).collect();
    let mut lines = vec![line(WIDE, band(0), true), line(NARROW, band(1), true)];
    if !before.is_empty() {
        lines.push(line(BEFORE, before, false));
    }
    lines
}

fn key(has_before: bool) -> Vec<(KeyMark, String)> {
    let mut key = vec![
        (KeyMark::Line(NARROW), "median of the histories".to_owned()),
        (KeyMark::Band(NARROW), "middle half".to_owned()),
        (KeyMark::Band(WIDE), "middle 80%".to_owned()),
    ];
    if has_before {
        key.insert(0, (KeyMark::Line(BEFORE), "published".to_owned()));
    }
    key
}

/// Labels of some years along the axis.
fn labels(first: u32, last: u32) -> Vec<(f64, String)> {
    let step = (last - first) / 8 + 1;
    (first..=last)
        .filter(|year| (last - year).is_multiple_of(step))
        .map(|year| (f64::from(year), year.to_string()))
        .collect()
}

impl Read {
    fn of(&self, id: &str) -> impl Iterator<Item = &ForecastRow> {
        self.forecast.iter().filter(move |row| row.series == id)
    }

    fn before(&self, id: &str) -> Vec<Point> {
        let rows = self.published.iter().filter(|row| row.series == id);
        rows.filter_map(|row| {
            let y = row.value?;
            Some(Point { x: f64::from(row.year), y, low: f64::NAN, high: f64::NAN })
        })
        .collect()
    }

    fn source(&self) -> String {
        format!("Source: swplab {} forecast {}.", self.manifest.swplab_version, self.manifest.scenario)
    }

    fn years(&self) -> (u32, u32) {
        let ahead = self.forecast.iter().map(|row| row.year);
        let first = self.published.iter().map(|row| row.year).chain(ahead.clone()).min().unwrap_or(0);
        (first, ahead.max().unwrap_or(first))
    }

    fn scope(&self) -> String {
        format!("{}. {} possible histories", self.manifest.title, self.manifest.replications)
    }
}

fn series_figure(read: &Read, at: usize) -> Option<Figure> {
    let series = &SERIES[at];
    let rows: Vec<&ForecastRow> = read.of(series.id).collect();
    let last = rows.last()?;
    let print =
        Rounding { before: series.before.to_owned(), decimals: series.decimals, ..Rounding::default() };
    let ahead: Vec<[Point; 2]> = rows
        .iter()
        .filter_map(|row| points(row.year, [row.q10, row.q25, row.q50, row.q75, row.q90]))
        .collect();
    let before = read.before(series.id);
    let (first, end) = read.years();
    let mut data: Vec<Vec<String>> = before
        .iter()
        .map(|point| {
            vec![format!("{:.0}, published", point.x), print.print(point.y), String::new(), String::new()]
        })
        .collect();
    data.extend(rows.iter().map(|row| {
        let median = row.q50.map_or_else(|| "Not defined".to_owned(), |median| print.print(median));
        vec![row.year.to_string(), median, range(&print, row.q25, row.q75), range(&print, row.q10, row.q90)]
    }));
    let title = match (last.q10, last.q50, last.q90) {
        (Some(low), Some(median), Some(high)) if last.n >= LEAST => format!(
            "{}: {} in {}, in 8 of 10 histories {} to {}",
            series.title,
            print.print(median),
            last.year,
            print.print(low),
            print.print(high)
        ),
        _ => format!("{}, by year", series.title),
    };
    Some(Figure {
        heading: Heading {
            id: format!("forecast-{}", series.id).replace('_', "-"),
            title,
            subtitle: format!("{}, {}. {}", series.title, series.unit, read.scope()),
            source: format!("The scale does not start at zero. {}", read.source()),
            description: format!(
                "What was published by year, then the median of the histories with bands for their middle half and their middle 80%: {}.",
                series.title
            ),
        },
        drawing: Box::new(Panels {
            panels: vec![Panel {
                title: String::new(),
                series: lines(before.clone(), ahead),
                points_of_interest: Vec::new(),
            }],
            y_title: format!("{}, {}", series.title, series.unit),
            x_title: "Year that ends on 31 March".to_owned(),
            x_labels: labels(first, end),
            rounding: print,
            y_limits: None,
            key: key(!before.is_empty()),
        }),
        data: Table {
            caption: format!("{}, {}", series.title, series.unit),
            header: ["Year", "Median", "Middle half", "Middle 80%"].map(str::to_owned).to_vec(),
            rows: data,
        },
    })
}

fn places_figure(
    read: &Read,
    id: &str,
    what: &str,
    groups: &[(&'static str, &'static str)],
    of: impl Fn(&PlaceRow) -> Option<&str>,
) -> Figure {
    let rows = |key: &str| read.places.iter().filter(|row| of(row) == Some(key)).collect::<Vec<_>>();
    let panels = groups.iter().map(|(key, words)| {
        let ahead = rows(key);
        let ahead =
            ahead.iter().filter_map(|row| points(row.year, [row.q10, row.q25, row.q50, row.q75, row.q90]));
        Panel {
            title: (*words).to_owned(),
            series: lines(Vec::new(), ahead.collect()),
            points_of_interest: Vec::new(),
        }
    });
    let print = Rounding::default();
    let data = groups.iter().flat_map(|(key, words)| {
        rows(key)
            .into_iter()
            .map(|row| {
                let median = row.q50.map_or_else(|| "Not defined".to_owned(), |median| print.print(median));
                vec![(*words).to_owned(), row.year.to_string(), median, range(&print, row.q10, row.q90)]
            })
            .collect::<Vec<_>>()
    });
    let end = read.years().1;
    let begin = read.forecast.first().map_or(end, |row| row.year);
    Figure {
        heading: Heading {
            id: format!("forecast-{id}"),
            title: format!("Children looked after by {what}, {begin} to {end}"),
            subtitle: format!("Children on 31 March. {}", read.scope()),
            source: format!("Panels share one scale. {}", read.source()),
            description: format!(
                "One panel for each {what}: the median of the histories with bands for their middle half and their middle 80%."
            ),
        },
        drawing: Box::new(Panels {
            panels: panels.collect(),
            y_title: "Children on 31 March".to_owned(),
            x_title: "Year".to_owned(),
            x_labels: labels(begin, end).into_iter().step_by(2).collect(),
            rounding: print.clone(),
            y_limits: None,
            key: key(false),
        }),
        data: Table {
            caption: format!("Children looked after by {what}"),
            header: vec![
                what[..1].to_uppercase() + &what[1..],
                "Year".to_owned(),
                "Median".to_owned(),
                "Middle 80%".to_owned(),
            ],
            rows: data.collect(),
        },
    }
}

/// The children of the last year, by placement and age.
fn last_year(read: &Read) -> Table {
    let end = read.years().1;
    let cell = |place: &str, age: &str| {
        let mut rows =
            read.places.iter().filter(|row| row.year == end && row.placement == place && row.age == age);
        rows.next().and_then(|row| row.mean).map_or_else(String::new, |mean| number(mean, 0))
    };
    let mut header = vec!["Placement".to_owned()];
    header.extend(AgeBand::ALL.map(|age| age.words().to_owned()));
    header.push("All ages".to_owned());
    let rows = PlacementType::ALL.map(|place| {
        let mut row = vec![place.words().to_owned()];
        row.extend(AgeBand::ALL.map(|age| cell(place.key(), age.key())));
        row.push(cell(place.key(), "all"));
        row
    });
    Table {
        caption: format!("Children on 31 March {end} by placement and age, mean of the histories"),
        header,
        rows: rows.to_vec(),
    }
}

/// Draws charts and page.
///
/// # Errors
/// When a table is missing or damaged, or a file cannot be written.
pub(super) fn report(
    directory: &Path,
    manifest: Manifest,
    options: OutputOptions,
) -> Result<(), OutputError> {
    let read = Read {
        forecast: read_table(directory, &manifest.files)?,
        places: read_table(directory, &manifest.files)?,
        published: read_table(directory, &manifest.files)?,
        manifest,
    };
    let mut page = Page::default();
    page.section("answer", "What is to be expected");
    let begins = read.forecast.first().map_or(0, |row| row.year - 1);
    let now = read
        .published
        .iter()
        .find(|row| row.series == "children" && row.year == begins)
        .and_then(|row| row.value);
    let place = read.forecast.first().map_or("The authority", |row| row.place.as_str());
    if let Some(last) = read.of("children").last() {
        page.paragraph(&children(place, now, last.year, &spread(last)));
    }
    if let Some(warning) = read.of("children").next().and_then(|first| first_year(place, now, &spread(first)))
    {
        page.inset(&warning);
    }
    page.inset("A forecast is what follows if the published flows of the place go on with the spread that chance and what is not known give them. It knows no policy that is yet to come, and no reason why the past should stop.");
    page.contents_here();
    page.section("series", "Year by year");
    for figure in (0..SERIES.len()).filter_map(|at| series_figure(&read, at)) {
        page.figure(figure);
    }
    page.section("places", "Where they live and how old they are");
    let types = PlacementType::ALL.map(|place| (place.key(), place.words()));
    page.figure(places_figure(&read, "placement", "placement", &types, |row| {
        (row.age == "all").then_some(row.placement.as_str())
    }));
    let ages = AgeBand::ALL.map(|age| (age.key(), age.words()));
    page.figure(places_figure(&read, "age", "age", &ages, |row| {
        (row.placement == "all").then_some(row.age.as_str())
    }));
    page.table(&last_year(&read));
    page.section("limits", "What this cannot foresee");
    page.list(&[
        "Changes of law, of thresholds, of the courts or of funding; a new duty; a fall or rise in need that the last years do not show.".to_owned(),
        "Unaccompanied children arrive by events elsewhere and by the national transfer scheme. They come at the rate of the last published year and vary as they did since 2022; another number at the coast or another scheme is not foreseen, so a place where they are many can go far outside its bands.".to_owned(),
        "Carers and homes are found for every child: where they are short, placements further away or of another type follow, which this does not hold.".to_owned(),
        "Case holders needed are children and care leavers at the caseload for which posts are provided, not the posts that a budget will pay for. Costs are at prices of 2010 to 2011.".to_owned(),
        "Published starts count children, the model's starts count periods of care: a child who comes twice in a year counts twice.".to_owned(),
    ]);
    page.paragraph("forecast.csv, placements_ages.csv and published.csv hold every number of this page; dictionary.csv says what their columns mean.");
    page.section("repeat", "How to repeat this");
    page.code("swplab verify DIR\nswplab report DIR");
    page.fold("The scenario as written");
    page.code(&read.manifest.scenario_as_written);
    page.unfold();
    page.list(&read.manifest.sources);
    let lead = format!("<p class=\"lead\">{}</p>\n", escape(&read.manifest.question));
    save(directory, &page, &format!("Forecast: {}", read.manifest.title), &lead, options)
}

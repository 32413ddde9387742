//! A return of three years and sixty invented children, as tables whose cells a test may write otherwise.

use swplab::calendar::Day;
use swplab::returns::import::{self, Given, Reading, Rounding};

use super::returns::given;

/// A file of a return.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub name: String,
    pub columns: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// Where a column stands.
    pub fn at(&self, column: &str) -> usize {
        self.columns.iter().position(|own| *own == column).unwrap()
    }

    /// Writes every cell of some columns otherwise.
    pub fn rewrite(&mut self, columns: &[&str], write: impl Fn(&str) -> String) {
        for column in columns.iter().filter(|column| self.columns.contains(*column)) {
            let at = self.at(column);
            for cell in self.rows.iter_mut().map(|row| &mut row[at]).filter(|cell| !cell.is_empty()) {
                *cell = write(cell);
            }
        }
    }

    /// As a file.
    pub fn csv(&self) -> Given {
        let quoted = |cell: &String| if cell.contains(',') { format!("\"{cell}\"") } else { cell.clone() };
        let lines = self.rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(","));
        let text: Vec<String> = std::iter::once(self.columns.join(",")).chain(lines).collect();
        given(&self.name, (text.join("\n") + "\n").as_bytes())
    }
}

/// Columns that hold dates.
pub const DATES: [&str; 5] = ["DOB", "DECOM", "DEC", "SW_DECOM", "SW_DEC"];
const HEADER: [&str; 7] = ["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"];
const EPISODES: [&str; 13] = [
    "CHILD",
    "DECOM",
    "RNE",
    "LS",
    "CIN",
    "PLACE",
    "PLACE_PROVIDER",
    "DEC",
    "REC",
    "REASON_PLACE_CHANGE",
    "HOME_POST",
    "PL_POST",
    "URN",
];
const WORKERS: [&str; 6] = ["CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON"];

/// A piece of a child's time in care.
struct Piece {
    start: Day,
    rne: &'static str,
    ls: &'static str,
    place: &'static str,
    home: usize,
    end: Option<(Day, &'static str, &'static str)>,
}

fn written(day: Day) -> String {
    let (year, month, day) = day.parts();
    format!("{day:02}/{month:02}/{year}")
}

/// Number, birth and pieces of a child.
fn child(k: usize) -> (String, Day, Vec<Piece>) {
    let born = Day::of(2006 + (k % 9) as i32, 1 + (k % 12) as u32, 1 + (k * 7 % 28) as u32).unwrap();
    let start = Day::of(2018, 6, 13).unwrap().plus((k * 23) as i32);
    let mut pieces = vec![Piece { start, rne: "S", ls: "C1", place: "U6", home: k, end: None }];
    let mut next = |after: i32, rne, ls, place, home, why| {
        let last = pieces.last_mut().unwrap();
        let start = last.start.plus(after);
        last.end = Some((start, "X1", why));
        pieces.push(Piece { start, rne, ls, place, home, end: None });
    };
    if k.is_multiple_of(2) {
        next(
            61 + (k % 40) as i32,
            "P",
            "C1",
            if k.is_multiple_of(4) { "K2" } else { "U6" },
            k + 100,
            "CREQB",
        );
    }
    if k.is_multiple_of(3) {
        let (home, place) = if k.is_multiple_of(2) {
            (k + 100, if k.is_multiple_of(4) { "K2" } else { "U6" })
        } else {
            (k, "U6")
        };
        next(97, "L", "C2", place, home, "");
    }
    if k % 5 == 1 {
        let ls = if k.is_multiple_of(3) { "C2" } else { "C1" };
        next(120, "P", ls, "U3", k + 200, "CARPL");
    }
    if k % 3 == 1 {
        let last = pieces.last_mut().unwrap();
        last.end = Some((last.start.plus(150 + (k * 11 % 200) as i32), "E4A", ""));
    }
    (format!("{}", 4_101 + k), born, pieces)
}

/// The last day of care that is told to the end of a collection year.
const YEARS: [i32; 3] = [2020, 2021, 2022];

/// Header, Episodes and SocialWorker of the years to 31 March 2020, 2021 and 2022.
pub fn three_years() -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for year in YEARS {
        let (from, to) = (Day::of(year - 1, 4, 1).unwrap(), Day::of(year, 4, 1).unwrap());
        let (mut header, mut episodes, mut workers) = (Vec::new(), Vec::new(), Vec::new());
        for k in 0..60 {
            let (number, born, pieces) = child(k);
            let ended = |piece: &Piece| piece.end.filter(|(day, ..)| *day < to);
            let own = pieces
                .iter()
                .filter(|piece| piece.start < to && ended(piece).is_none_or(|(day, ..)| day >= from));
            let own: Vec<&Piece> = own.collect();
            let Some(first) = own.first() else { continue };
            let text = |text: &str| text.to_owned();
            header.push(vec![
                number.clone(),
                "1".into(),
                written(born),
                "WBRI".into(),
                "UN1".into(),
                text(""),
                text(""),
            ]);
            for piece in &own {
                let (dec, rec, why) =
                    ended(piece).map_or((String::new(), "", ""), |(day, rec, why)| (written(day), rec, why));
                episodes.push(vec![
                    number.clone(),
                    written(piece.start),
                    text(piece.rne),
                    text(piece.ls),
                    text("N1"),
                    text(piece.place),
                    text("PR1"),
                    dec,
                    text(rec),
                    text(why),
                    format!("ZZ{} 1AA", k % 90),
                    format!("ZZ{} 2BB", 100 + piece.home),
                    format!("9{:06}", piece.home),
                ]);
            }
            let end =
                own.last().and_then(|piece| ended(piece)).map_or(String::new(), |(day, ..)| written(day));
            workers.push(vec![
                number,
                written(born),
                format!("XX{:04}", k % 7),
                written(first.start),
                end,
                text("FCONTA"),
            ]);
        }
        let sheet = |name: &str, columns: &[&'static str], rows| Sheet {
            name: format!("{year}/{name}.csv"),
            columns: columns.to_vec(),
            rows,
        };
        sheets.push(sheet("header", &HEADER, header));
        sheets.push(sheet("episodes", &EPISODES, episodes));
        sheets.push(sheet("social_worker", &WORKERS, workers));
    }
    sheets
}

/// The sheets as files.
pub fn files(sheets: &[Sheet]) -> Vec<Given> {
    sheets.iter().map(Sheet::csv).collect()
}

/// What a study would read of them, and the reading.
pub fn profile(files: &[Given]) -> (String, Reading) {
    let reading = import::read(files);
    let (_, to) = reading.covers.unwrap();
    let found =
        import::profile(&reading.histories(0).unwrap(), "Test", to.plus(-1), Rounding::Months).unwrap();
    let text = found.profile.to_toml("A test", "None", "") + &import::toml(&found);
    (text, reading)
}

/// Children in care at the end, starts by year, exits to home, moves.
pub fn counts(files: &[Given]) -> (f64, Vec<f64>, f64, f64) {
    let reading = import::read(files);
    let (_, to) = reading.covers.unwrap();
    let found =
        import::profile(&reading.histories(0).unwrap(), "Test", to.plus(-1), Rounding::Months).unwrap();
    let starts = found.rates.arrivals.iter().map(|year| year.iter().sum()).collect();
    let moves = found.rates.placement_all.last().unwrap().events;
    (found.profile.stock, starts, found.rates.care_all.last().unwrap().events, moves)
}

//! A first look at all rows, before any is believed: which part of a date stands first in each column of each file,
//! and whether rows name authorities.

use std::collections::BTreeMap;

use super::dates::{Order, Parts, parts};
use super::table::{COLUMNS, Column, Row};

/// Dates of a column of a file by what their parts allow.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    /// Dates of two numbers and a year.
    dates: usize,
    /// Those whose first number is above 12, so that it is the day.
    days_first: usize,
    /// Those whose second number is above 12.
    months_first: usize,
    /// Day numbers of a spreadsheet.
    day_numbers: usize,
}

impl Seen {
    fn add(&mut self, other: Seen) {
        self.dates += other.dates;
        self.days_first += other.days_first;
        self.months_first += other.months_first;
        self.day_numbers += other.day_numbers;
    }

    /// What its own dates say; nothing where no number is above 12.
    fn order(&self) -> Option<Order> {
        let (days, months) = (self.days_first, self.months_first);
        let few = |few: usize, many: usize| few as f64 <= SLIPS * many as f64 || (few == 1 && many > 3);
        match (days, months) {
            (0, 0) => None,
            (days, months) if few(months, days) => Some(Order::DayFirst),
            (days, months) if few(days, months) => Some(Order::MonthFirst),
            _ => Some(Order::Mixed),
        }
    }
}

/// Share of dates the other way round up to which they are slips of the pen.
const SLIPS: f64 = 0.02;
/// Dates that decide for a column against the rest of its file.
const ENOUGH: usize = 3;

/// What the first look found.
#[derive(Clone, Debug, Default)]
pub(super) struct Survey {
    seen: BTreeMap<(u32, Column), Seen>,
    orders: Vec<[Order; COLUMNS.len()]>,
    /// Whether any row names an authority.
    pub names_authorities: bool,
}

impl Survey {
    /// Looks at a row.
    pub fn look(&mut self, row: &Row<'_>) {
        self.names_authorities |= !row.cell(Column::La).is_empty();
        for column in row.table.columns().iter().copied().filter(|column| column.is_date()) {
            let text = row.cell(column);
            if text.is_empty() {
                continue;
            }
            let seen = self.seen.entry((row.at.file, column)).or_default();
            match parts(text) {
                Some(Parts::YearLast { first, second, .. }) => {
                    seen.dates += 1;
                    seen.days_first += usize::from(first > 12 && first <= 31 && second <= 12);
                    seen.months_first += usize::from(second > 12 && second <= 31 && first <= 12);
                }
                Some(Parts::DayNumber(_)) => seen.day_numbers += 1,
                _ => {}
            }
        }
    }

    /// Decides every column: by its own dates, else by those of its file, else by all.
    pub fn decide(&mut self, files: usize) {
        let mut of_files = vec![Seen::default(); files];
        let mut of_all = Seen::default();
        for ((file, _), seen) in &self.seen {
            of_files[*file as usize].add(*seen);
            of_all.add(*seen);
        }
        let fallback = of_all.order().unwrap_or_default();
        self.orders =
            of_files.iter().map(|of_file| [of_file.order().unwrap_or(fallback); COLUMNS.len()]).collect();
        for ((file, column), seen) in &self.seen {
            let of_file = of_files[*file as usize];
            let is_alone = of_file.days_first == seen.days_first && of_file.months_first == seen.months_first;
            let decides = is_alone || seen.days_first + seen.months_first >= ENOUGH;
            if let Some(order) = seen.order().filter(|_| decides) {
                self.orders[*file as usize][*column as usize] = order;
            } else if self.orders[*file as usize][*column as usize] == Order::Mixed && seen.order().is_some()
            {
                self.orders[*file as usize][*column as usize] = seen.order().unwrap_or_default();
            }
        }
    }

    /// The order of a column of a file.
    pub fn order(&self, file: u32, column: Column) -> Order {
        self.orders.get(file as usize).map_or(Order::DayFirst, |orders| orders[column as usize])
    }

    /// What is to be told of dates that are not written as returns write them.
    pub fn told(&self, files: &[String]) -> Vec<String> {
        let mut told = Vec::new();
        let list = |of: &dyn Fn(u32, Column, &Seen) -> bool| {
            let (mut columns, mut places, mut sum) = (Vec::new(), Vec::new(), Seen::default());
            for ((file, column), seen) in
                self.seen.iter().filter(|((file, column), seen)| of(*file, *column, seen))
            {
                columns.push(column.name());
                places.extend(files.get(*file as usize).map(String::as_str));
                sum.add(*seen);
            }
            columns.sort_unstable();
            columns.dedup();
            places.dedup();
            (sum, format!("{} of {}", columns.join(", "), some_of(&places)))
        };
        let (sum, place) =
            list(&|file, column, seen| seen.dates > 0 && self.order(file, column) == Order::MonthFirst);
        if sum.dates > 0 {
            told.push(format!(
                "{} of {} dates have a \"month\" above 12: these look like mm/dd/yyyy, and are read so ({place})",
                sum.months_first, sum.dates
            ));
        }
        let (sum, place) =
            list(&|file, column, seen| seen.dates > 0 && self.order(file, column) == Order::Mixed);
        if sum.dates > 0 {
            told.push(format!(
                "{} of {} dates begin with a number above 12 and {} have a \"month\" above 12: days and months stand \
                 in both orders in one column, so that the {} others may be read in two ways and are not read ({place})",
                sum.days_first,
                sum.dates,
                sum.months_first,
                sum.dates - sum.days_first - sum.months_first
            ));
        }
        let (sum, place) = list(&|_, _, seen| seen.day_numbers > 0);
        if sum.day_numbers > 0 {
            told.push(format!(
                "{} dates look like day numbers of a spreadsheet (43587 is 2 May 2019), and are read so ({place})",
                sum.day_numbers
            ));
        }
        told
    }
}

/// The first names of a list, and how many more there are.
pub(super) fn some_of(names: &[&str]) -> String {
    const SHOWN: usize = 3;
    let first = names.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::{Place, Table};
    use super::*;
    use std::borrow::Cow;

    fn survey(columns: &[(u32, Column, &'static [&'static str])]) -> Survey {
        let mut survey = Survey::default();
        for (file, column, cells) in columns {
            for cell in *cells {
                let mut row = Row::new(Table::Episodes, Place { file: *file, line: 1, row: 1 });
                row.set(*column, Cow::Borrowed(cell));
                survey.look(&row);
            }
        }
        survey.decide(3);
        survey
    }

    #[test]
    fn a_column_decides_its_order_and_lends_it_to_the_rest_of_its_file() {
        let american = &["02/14/2018", "06/10/2019", "03/21/2019"][..];
        let british = &["14/02/2018", "10/06/2019", "21/03/2019"][..];
        let open = &["06/10/2019"][..];
        let survey = survey(&[
            (0, Column::Decom, american),
            (0, Column::Dec, open),
            (1, Column::Decom, british),
            (1, Column::Dec, open),
            (2, Column::Decom, american),
            (2, Column::Dec, british),
        ]);
        use Order::{DayFirst, MonthFirst};
        let of = |file| [Column::Decom, Column::Dec].map(|column| survey.order(file, column));
        assert_eq!([of(0), of(1), of(2)], [[MonthFirst; 2], [DayFirst; 2], [MonthFirst, DayFirst]]);
        let told = survey.told(&["a".to_owned(), "b".to_owned(), "c".to_owned()]);
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with("4 of 7 dates have a \"month\" above 12"), "{told:?}");
    }

    #[test]
    fn a_slip_turns_no_column_and_both_orders_are_told() {
        let slip = &["14/02/2018", "15/02/2018", "16/02/2018", "17/02/2018", "01/13/2018"][..];
        assert_eq!(survey(&[(0, Column::Decom, slip)]).order(0, Column::Decom), Order::DayFirst);
        let both = &["14/02/2018", "15/02/2018", "02/16/2018", "02/17/2018", "01/02/2018"][..];
        let survey = survey(&[(0, Column::Decom, both)]);
        assert_eq!(survey.order(0, Column::Decom), Order::Mixed);
        assert!(survey.told(&["a".to_owned()])[0].contains("the 1 others"));
    }
}

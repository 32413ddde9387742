//! The tables of a return: how a file is recognised, which columns are read, rows as written.

/// A table that the import reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// A child's birth and what is known of her.
    Header,
    /// Episodes of care.
    Episodes,
    /// Reviews.
    Reviews,
    /// Unaccompanied asylum-seeking children.
    Unaccompanied,
    /// Care leavers.
    CareLeavers,
    /// Case holders.
    SocialWorker,
}

/// All tables, in the order in which they are shown.
pub const TABLES: [Table; 6] = [
    Table::Header,
    Table::Episodes,
    Table::Reviews,
    Table::Unaccompanied,
    Table::CareLeavers,
    Table::SocialWorker,
];

impl Table {
    /// Its name in words.
    pub fn title(self) -> &'static str {
        match self {
            Table::Header => "Header",
            Table::Episodes => "Episodes",
            Table::Reviews => "Reviews",
            Table::Unaccompanied => "UASC",
            Table::CareLeavers => "OC3",
            Table::SocialWorker => "SocialWorker",
        }
    }

    /// The columns that are read, those of pooled files included.
    pub(super) fn columns(self) -> &'static [&'static str] {
        match self {
            Table::Header => &["CHILD", "SEX", "DOB", "MOTHER", "MC_DOB", "LA", "YEAR"],
            Table::Episodes => &[
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
                "LA",
                "YEAR",
            ],
            Table::Reviews => &["CHILD", "DOB", "REVIEW", "REVIEW_CODE", "LA", "YEAR"],
            Table::Unaccompanied => &["CHILD", "SEX", "DOB", "DUC", "LA", "YEAR"],
            Table::CareLeavers => &["CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM", "LA", "YEAR"],
            Table::SocialWorker => {
                &["CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON", "LA", "YEAR"]
            }
        }
    }

    /// Columns without which a file of this table says nothing.
    pub(super) fn essential(self) -> &'static [&'static str] {
        match self {
            Table::Header => &["CHILD", "DOB"],
            Table::Episodes => &["CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"],
            Table::Reviews => &["CHILD", "REVIEW"],
            Table::Unaccompanied => &["CHILD", "DUC"],
            Table::CareLeavers => &["CHILD", "IN_TOUCH"],
            Table::SocialWorker => &["CHILD", "SW_ID", "SW_DECOM", "SW_DEC"],
        }
    }

    /// The table that a file's name (or an element's) speaks of. Words are letters and digits in a row.
    pub(super) fn of_name(name: &str) -> Option<Table> {
        let lower = name.to_ascii_lowercase();
        let holds = |part: &str| lower.contains(part);
        if holds("socialworker") || holds("social_worker") || holds("swepisode") {
            Some(Table::SocialWorker)
        } else if holds("episode") {
            Some(Table::Episodes)
        } else if holds("header") {
            Some(Table::Header)
        } else if holds("uasc") {
            Some(Table::Unaccompanied)
        } else if holds("oc3") {
            Some(Table::CareLeavers)
        } else if holds("ad1") || holds("review") {
            // The adoption table AD1 also speaks of reviews of decisions; it is not read.
            (!holds("ad1")).then_some(Table::Reviews)
        } else {
            None
        }
    }

    /// The table whose essential columns are all there, for a file whose name says nothing.
    pub(super) fn of_columns(columns: &[String]) -> Option<Table> {
        let has = |column: &&str| columns.iter().any(|found| found == *column);
        [Table::Episodes, Table::SocialWorker, Table::Reviews, Table::CareLeavers, Table::Unaccompanied]
            .into_iter()
            .find(|table| table.essential().iter().all(has))
            .or_else(|| {
                let header = ["CHILD", "SEX", "DOB", "ETHNIC"];
                header.iter().all(has).then_some(Table::Header)
            })
    }
}

/// The name of a column as returns write it: capitals, no byte-order mark, no spaces around; other
/// spellings of public tools are brought to it.
pub(super) fn column_name(written: &str) -> String {
    let trimmed = written.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '"');
    let plain = trimmed.to_ascii_uppercase().replace([' ', '-'], "_");
    match plain.as_str() {
        "CHILDID" | "CHILD_ID" => "CHILD".to_owned(),
        "PL" | "PLACEMENT" => "PLACE".to_owned(),
        "REVIEW_DATE" => "REVIEW".to_owned(),
        "SWID" => "SW_ID".to_owned(),
        _ => plain,
    }
}

/// A row as written: cells in the order of [`Table::columns`], trimmed, empty where the file has none.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub table: Table,
    /// Index of the file.
    pub file: u32,
    /// Line of the file, from 1.
    pub line: u32,
    pub cells: Vec<String>,
}

impl Row {
    /// A cell by its column; empty for a column that the table does not have.
    pub fn cell(&self, column: &str) -> &str {
        let columns = self.table.columns();
        let at = columns.iter().position(|known| *known == column);
        at.and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_name_whatever_the_case_year_and_folder() {
        for (name, table) in [
            ("2017-episodes.csv", Some(Table::Episodes)),
            ("SSDA903_Episodes_2018.CSV", Some(Table::Episodes)),
            ("SWEpisodes.csv", Some(Table::SocialWorker)),
            ("socialworker-2019.csv", Some(Table::SocialWorker)),
            ("Header.xml", Some(Table::Header)),
            ("2020/UASC.csv", Some(Table::Unaccompanied)),
            ("oc3.csv", Some(Table::CareLeavers)),
            ("reviews.csv", Some(Table::Reviews)),
            ("2017-missing.csv", None),
        ] {
            assert_eq!(Table::of_name(name), table, "{name}");
        }
    }

    #[test]
    fn a_file_whose_name_says_nothing_is_known_by_its_columns() {
        let columns = |names: &[&str]| names.iter().map(|n| column_name(n)).collect::<Vec<_>>();
        let header = columns(&["\u{feff}Child", "sex", " DOB ", "Ethnic", "UPN"]);
        assert_eq!(Table::of_columns(&header), Some(Table::Header));
        let uasc = columns(&["CHILD", "SEX", "DOB", "DUC"]);
        assert_eq!(Table::of_columns(&uasc), Some(Table::Unaccompanied));
        assert_eq!(Table::of_columns(&columns(&["a", "b"])), None);
    }
}

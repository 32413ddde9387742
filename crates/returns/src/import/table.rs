//! The tables of a return: which columns are read, and which table a file or an element holds. Columns decide;
//! a name is believed only where they say nothing.

use std::borrow::Cow;

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

macro_rules! columns {
    ($($column:ident $name:literal,)*) => {
        /// Columns that are read.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Column { $($column,)* }

        /// All columns in order.
        pub(super) const COLUMNS: &[Column] = &[$(Column::$column,)*];

        impl Column {
            /// Its name as returns write it.
            pub fn name(self) -> &'static str {
                match self { $(Column::$column => $name,)* }
            }
        }
    };
}

columns! {
    Child "CHILD",
    Born "DOB",
    Sex "SEX",
    Ethnic "ETHNIC",
    Upn "UPN",
    Mother "MOTHER",
    ChildBorn "MC_DOB",
    Decom "DECOM",
    Rne "RNE",
    Ls "LS",
    Cin "CIN",
    Place "PLACE",
    Provider "PLACE_PROVIDER",
    Dec "DEC",
    Rec "REC",
    Reason "REASON_PLACE_CHANGE",
    HomePost "HOME_POST",
    Post "PL_POST",
    Urn "URN",
    Review "REVIEW",
    ReviewCode "REVIEW_CODE",
    Duc "DUC",
    InTouch "IN_TOUCH",
    Activ "ACTIV",
    Accom "ACCOM",
    Worker "SW_ID",
    WorkerFrom "SW_DECOM",
    WorkerTo "SW_DEC",
    WorkerReason "SW_REASON",
    La "LA",
    Year "YEAR",
}

use Column as C;

/// Columns of tables of a return that are not read, by which they are known.
const OF_OTHERS: [&str; 22] = [
    "SDQSCORE",
    "SDQREASON",
    "CONVICTED",
    "HEALTHCHECK",
    "IMMUNISATIONS",
    "TEETHCHECK",
    "PREVPERM",
    "LAPERM",
    "DATEPERM",
    "MISSING",
    "MISSTART",
    "MISEND",
    "DATEPLACED",
    "DATEPLACEDCEASED",
    "DATEINT",
    "DATEMATCH",
    "FOSTERCARE",
    "NBADOPTR",
    "SEXADOPTR",
    "LSADOPTR",
    "DOLOSTART",
    "DOLOEND",
];

impl Column {
    /// The column of a name as files write it: capitals, spaces and signs do not matter, and other spellings of
    /// public tools are known.
    pub fn of(written: &str) -> Option<Column> {
        let plain = plain(written);
        let found = COLUMNS.iter().copied().find(|column| {
            let own = column.name().bytes().filter(|byte| *byte != b'_');
            own.eq(plain.bytes())
        });
        found.or_else(|| {
            Some(match plain.as_str() {
                "CHILDID" | "CHILDREF" | "CHILDNUMBER" => C::Child,
                "DATEOFBIRTH" | "BIRTHDATE" => C::Born,
                "GENDER" => C::Sex,
                "PL" | "PLACEMENT" => C::Place,
                "PROVIDER" => C::Provider,
                "REVIEWDATE" => C::Review,
                "SWID" | "SOCIALWORKERID" => C::Worker,
                "LACODE" | "LANAME" | "LOCALAUTHORITY" => C::La,
                _ => return None,
            })
        })
    }

    /// Whether it holds a date.
    pub fn is_date(self) -> bool {
        matches!(
            self,
            C::Born | C::ChildBorn | C::Decom | C::Dec | C::Review | C::Duc | C::WorkerFrom | C::WorkerTo
        )
    }

    /// The table that alone has the column; nothing for what many tables have.
    fn tells(self) -> Option<Table> {
        Some(match self {
            C::Ethnic | C::Upn | C::Mother | C::ChildBorn => Table::Header,
            C::Decom | C::Rne | C::Ls | C::Cin | C::Place | C::Provider | C::Dec | C::Rec | C::Reason => {
                Table::Episodes
            }
            C::HomePost | C::Post | C::Urn => Table::Episodes,
            C::Review | C::ReviewCode => Table::Reviews,
            C::Duc => Table::Unaccompanied,
            C::InTouch | C::Activ | C::Accom => Table::CareLeavers,
            C::Worker | C::WorkerFrom | C::WorkerTo | C::WorkerReason => Table::SocialWorker,
            C::Child | C::Born | C::Sex | C::La | C::Year => return None,
        })
    }
}

/// Capitals and digits of a name.
fn plain(written: &str) -> String {
    written.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

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
    pub(super) fn columns(self) -> &'static [Column] {
        match self {
            Table::Header => &[C::Child, C::Sex, C::Born, C::Mother, C::ChildBorn, C::La, C::Year],
            Table::Episodes => &[
                C::Child,
                C::Born,
                C::Decom,
                C::Rne,
                C::Ls,
                C::Cin,
                C::Place,
                C::Provider,
                C::Dec,
                C::Rec,
                C::Reason,
                C::Post,
                C::Urn,
                C::La,
                C::Year,
            ],
            Table::Reviews => &[C::Child, C::Born, C::Review, C::ReviewCode, C::La, C::Year],
            Table::Unaccompanied => &[C::Child, C::Sex, C::Born, C::Duc, C::La, C::Year],
            Table::CareLeavers => &[C::Child, C::Born, C::InTouch, C::Activ, C::Accom, C::La, C::Year],
            Table::SocialWorker => {
                &[C::Child, C::Born, C::Worker, C::WorkerFrom, C::WorkerTo, C::WorkerReason, C::La, C::Year]
            }
        }
    }

    /// Columns without which a file of this table says nothing.
    pub(super) fn essential(self) -> &'static [Column] {
        match self {
            Table::Header => &[C::Child, C::Born],
            Table::Episodes => &[C::Child, C::Decom, C::Rne, C::Ls, C::Place, C::Dec, C::Rec],
            Table::Reviews => &[C::Child, C::Review],
            Table::Unaccompanied => &[C::Child, C::Duc],
            Table::CareLeavers => &[C::Child, C::InTouch],
            Table::SocialWorker => &[C::Child, C::Worker, C::WorkerFrom, C::WorkerTo],
        }
    }

    /// The table that a file's name (or an element's) speaks of. Words are letters and digits in a row.
    pub(super) fn of_name(name: &str) -> Option<Table> {
        let lower = plain(name);
        let holds = |part: &str| lower.contains(part);
        if is_of_others(name) {
            None
        } else if holds("SOCIALWORKER") || holds("SWEPISODE") {
            Some(Table::SocialWorker)
        } else if holds("EPISODE") {
            Some(Table::Episodes)
        } else if holds("HEADER") {
            Some(Table::Header)
        } else if holds("UASC") {
            Some(Table::Unaccompanied)
        } else if holds("OC3") {
            Some(Table::CareLeavers)
        } else {
            holds("REVIEW").then_some(Table::Reviews)
        }
    }

    /// The table whose columns stand here, by the number that no other table has; at equality the one that the
    /// name speaks of. Where no column tells, the name does, or the bare columns of a Header.
    pub(super) fn of_columns(written: &[String], name: &str) -> Option<Table> {
        let columns: Vec<Column> = written.iter().filter_map(|written| Column::of(written)).collect();
        let named = Table::of_name(name);
        let count = |table: Table| columns.iter().filter(|column| column.tells() == Some(table)).count();
        let best = TABLES.map(count).into_iter().max().unwrap_or(0);
        let others = written.iter().filter(|written| OF_OTHERS.contains(&plain(written).as_str())).count();
        if others > best {
            return None;
        }
        if best > 0 {
            let first = || TABLES.into_iter().find(|table| count(*table) == best);
            return named.filter(|table| count(*table) == best).or_else(first);
        }
        // A table that is new in the return has columns of its own beside number and birth.
        let is_new = |written: &String| !plain(written).is_empty() && Column::of(written).is_none();
        let has_its_own = written.iter().any(is_new) && !columns.contains(&C::Sex);
        let is_bare = columns.contains(&C::Child) && columns.contains(&C::Born) && !has_its_own;
        match named {
            Some(table) if !columns.is_empty() => Some(table),
            _ => is_bare.then_some(Table::Header).filter(|_| !is_of_others(name)),
        }
    }
}

/// Whether a name is of a table of the return that is not read.
pub(super) fn is_of_others(name: &str) -> bool {
    let name = plain(name);
    ["AD1", "OC2", "PERMANENCE", "PREVPERM", "MISSING", "PLACED", "SBPFA", "DOLO"]
        .iter()
        .any(|other| name.contains(other))
}

/// Where a row stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// Index of the file.
    pub file: u32,
    /// Line of the file, from 1.
    pub line: u32,
    /// Row of the file, from 1: one line may hold many.
    pub row: u32,
}

/// A row as written: trimmed cells by column, empty where the file has none.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row<'a> {
    pub table: Table,
    pub at: Place,
    cells: [Cow<'a, str>; COLUMNS.len()],
}

impl<'a> Row<'a> {
    /// A row without a cell.
    pub fn new(table: Table, at: Place) -> Row<'a> {
        Row { table, at, cells: [const { Cow::Borrowed("") }; COLUMNS.len()] }
    }

    /// Puts a cell.
    pub fn set(&mut self, column: Column, cell: Cow<'a, str>) {
        self.cells[column as usize] = cell;
    }

    /// A cell by its column; empty for a column that the file does not have.
    pub fn cell(&self, column: Column) -> &str {
        &self.cells[column as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(columns: &str, name: &str) -> Option<Table> {
        let columns: Vec<String> = columns.split(',').map(str::to_owned).collect();
        Table::of_columns(&columns, name)
    }

    #[test]
    fn columns_decide_whatever_the_name_says() {
        let workers = "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON";
        let episodes = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC";
        for name in ["sw_episodes.csv", "header.csv", "x.csv", "oc2.csv"] {
            assert_eq!(table(workers, name), Some(Table::SocialWorker), "{name}");
            assert_eq!(table(episodes, name), Some(Table::Episodes), "{name}");
        }
        let header = "\u{feff}Child Id,sex, Date of Birth ,Ethnic,UPN";
        assert_eq!(table(header, "episodes.csv"), Some(Table::Header));
        assert_eq!(table("CHILD,SEX,DOB,DUC", "a.csv"), Some(Table::Unaccompanied));
        assert_eq!(table("CHILD,DOB,IN_TOUCH,ACTIV,ACCOM", "header.csv"), Some(Table::CareLeavers));
        assert_eq!(table("a,b", "x.csv"), None);
    }

    #[test]
    fn a_name_tells_where_columns_do_not() {
        assert_eq!(table("CHILD,DOB", "2019/Header.csv"), Some(Table::Header));
        assert_eq!(table("CHILD,DOB", "2019/x.csv"), Some(Table::Header));
        assert_eq!(table("CHILD,DOB,SDQ_SCORE,CONVICTED", "header.csv"), None);
        assert_eq!(table("CHILD,DOB,MISSING,MIS_START", "2017-missing.csv"), None);
        assert_eq!(table("CHILD", "2017-missing.csv"), None);
        for others in [
            "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
            "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
            "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM",
            "CHILD,DOB,DOLO_START,DOLO_END",
        ] {
            assert_eq!(table(others, "header.csv"), None, "{others}");
        }
        // What is new in the return is no Header for having number and birth.
        assert_eq!(table("CHILD,DOB,NEW_START,NEW_END", "new.csv"), None);
        assert_eq!(table("CHILD,DOB,SEX,TEAM", "x.csv"), Some(Table::Header));
        assert_eq!(table("CHILD,DOB,", "x.csv"), Some(Table::Header));
        assert_eq!(table("CHILD,DOB,TEAM", "header.csv"), Some(Table::Header));
    }
}

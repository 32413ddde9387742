//! What is wrong with a return, row by row: where, what, and what was done about it. A fault never
//! repeats what identifies a child: of a date its shape is told, of a code what stands in its place.

use std::collections::BTreeMap;

use super::table::{Place, Table};
use swplab_model::text::as_cell;

/// What was done about a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Done {
    /// Nothing of the file was read.
    FileLeftOut,
    /// Nothing after this place was read.
    RestLeftOut,
    /// The row counts for nothing.
    RowLeftOut,
    /// The row counts, this value does not.
    ValueIgnored,
    /// The value was put right, or a likely reading taken.
    Repaired,
}

impl Done {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Done::FileLeftOut => "file left out",
            Done::RestLeftOut => "rest of the file left out",
            Done::RowLeftOut => "row left out",
            Done::ValueIgnored => "value ignored",
            Done::Repaired => "repaired",
        }
    }
}

macro_rules! kinds {
    ($($kind:ident: $done:ident, $words:literal;)*) => {
        /// Kinds of fault.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs)] // each says what it is in words
        pub enum Kind { $($kind,)* }

        /// Every kind, in the order in which they are shown.
        pub const KINDS: &[Kind] = &[$(Kind::$kind,)*];

        impl Kind {
            /// The reason, in words.
            pub fn words(self) -> &'static str {
                match self { $(Kind::$kind => $words,)* }
            }

            /// What is done about it.
            pub fn done(self) -> Done {
                match self { $(Kind::$kind => Done::$done,)* }
            }
        }
    };
}

kinds! {
    CannotBeRead: FileLeftOut, "the file cannot be read";
    Workbook: FileLeftOut, "the file is a workbook: save each sheet as CSV";
    Archive: FileLeftOut, "the file is an archive: unpack it into the folder";
    OtherForm: FileLeftOut, "the file is neither CSV nor XML";
    EmptyFile: FileLeftOut, "the file is empty";
    NoHeadings: FileLeftOut, "no line at the beginning names the columns of a table";
    ColumnMissing: FileLeftOut, "a column is missing without which the table says nothing";
    ColumnTwice: ValueIgnored, "a column stands twice; the first is read";
    NoRows: FileLeftOut, "the file has headings and no rows";
    TooLarge: FileLeftOut, "the file is larger than 4 GB or has more than 4 billion lines";
    NotUnicode: Repaired, "the file is not UTF-8; it is read as Windows-1252 or UTF-16";
    XmlBroken: RestLeftOut, "the XML is broken or ends here";
    XmlTooDeep: RestLeftOut, "elements lie more than 50 deep in each other";
    QuoteOpen: RowLeftOut, "a quotation mark is not closed on its line";
    CellTooLong: RowLeftOut, "a cell is longer than 1,000 characters";
    ControlCharacters: Repaired, "a cell holds control characters; they are taken out";
    TooFewCells: RowLeftOut, "the row has fewer cells than the columns that it must have";
    TooManyCells: RowLeftOut, "the row has more cells than there are columns";
    HeadingsAgain: RowLeftOut, "the headings stand again inside the file";
    ChildMissing: RowLeftOut, "no child is named";
    AuthorityMissing: RowLeftOut, "no authority is named in a file that names authorities";
    DateMissing: RowLeftOut, "the date that the row begins with is missing and no other row tells it";
    DateUnreadable: RowLeftOut, "the date that the row begins with is no date that is read and no other row tells it";
    StartTold: Repaired, "the date that the row begins with is missing or no date; the child's other rows tell it";
    OtherDateUnreadable: ValueIgnored, "a date is no date that is read";
    TwoDigitYear: Repaired, "a year has two digits; 70 to 99 are read as 1970 to 1999";
    CodeMissing: ValueIgnored, "a code is missing; the row counts with it unknown, as the rows around it allow";
    CodeUnknown: ValueIgnored, "a code is not on the list; the row counts with it unknown, as the rows around it allow";
    OtherCodeUnknown: ValueIgnored, "a code is not on the list";
    EndBeforeStart: ValueIgnored, "the end lies before the beginning; the row counts with its end unknown";
    EndsOnStart: Repaired, "the episode ends on the day on which it begins; it has no length, and only how it ended counts";
    EndNotKnown: Repaired, "care ended on a day that is not told; the middle of the days on which it can have been is taken";
    EndAfterReturn: Repaired, "the end lies after the last 31 March that the returns cover; the episode counts as open";
    StartsAfterReturn: RowLeftOut, "the episode begins after the last 31 March that the returns cover";
    EndWithoutReason: Repaired, "an end has no reason; the chain of episodes decides what it was";
    ReasonWithoutEnd: ValueIgnored, "a reason for the end stands beside no end; the episode counts as open";
    BornTwice: Repaired, "rows differ in a child's date of birth; the commonest is taken, at equality the first";
    BornMissing: RowLeftOut, "no table gives the child's date of birth";
    BornAfterStart: RowLeftOut, "the episode begins before the child was born";
    TooOld: RowLeftOut, "the episode begins on or after the 18th birthday";
    BirthdayPassed: Repaired, "the episode goes on after the 18th birthday; it ends there";
    BornOnStart: Repaired, "an episode that is not the beginning of care begins on the day of birth: is that the date of birth? It is taken as it is";
    NoEpisodes: RowLeftOut, "the child has no usable episode";
    RowTwice: RowLeftOut, "the same row stands again in the same return";
    StartTwice: RowLeftOut, "a child has two episodes that begin on one day in the same return; the first is kept";
    LaterReturnDiffers: Repaired, "a later return tells this episode otherwise; the later one is taken";
    OpenButFollowed: Repaired, "an open episode is followed by another; it ends where that begins";
    Overlap: Repaired, "the episode overlaps the next; it ends where that begins";
    GapInChain: Repaired, "the episode ends with X1 and the next begins later; care counts as ended with the reason not known";
    BeginsWithoutStart: Repaired, "care begins after a break without RNE S; it counts as a beginning";
    StartInsideCare: Repaired, "RNE S stands inside a period of care; it counts as a change of placement and status";
    StatusButMoved: Repaired, "RNE L says that only the legal status changed, but the placement did: it counts as another carer (rule 434)";
    MovedButSame: Repaired, "RNE P says that the carer changed, but only the legal status did: it counts as a change of status (rule 435)";
    KindButMoved: Repaired, "RNE T or U says that the carer is the same, but number and address are others: it counts as another carer";
    MovedButKind: Repaired, "RNE P or B says that the carer changed, but number, provider and address are the same: it counts as another kind of placement with the same carer";
    EndsButGoesOn: Repaired, "the episode ends care and the next begins on the same day; care counts as going on";
    LostFromReturns: Repaired, "the episode is open and the next return does not have it; the child is followed to the end of this return";
    YearMissing: RowLeftOut, "the return of an earlier year is apart from the others by a year that is not there";
    WorkerMissing: RowLeftOut, "no case holder is named";
    WorkerOverlap: Repaired, "a case holder's time overlaps the next one's; it ends where that begins";
    WorkerOutsideCare: ValueIgnored, "a case holder's time lies outside the child's time in care; only what lies inside counts";
    UnknownChild: RowLeftOut, "the child has no episode in these returns";
}

/// One fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Index of the file in [`Faults::files`].
    pub file: u32,
    /// Line, from 1; 0 for the file as a whole.
    pub line: u32,
    /// Row of the file, from 1: a line of XML may hold many; 0 for the file as a whole.
    pub row: u32,
    /// What is wrong.
    pub kind: Kind,
    /// Column; empty where it is the row.
    pub column: &'static str,
    /// Index of what was found in [`Faults`]; 0 for nothing that may be told.
    finding: u32,
}

/// Faults of a return, with the names of its files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faults {
    /// Files as they were found, inside the directory.
    pub files: Vec<String>,
    list: Vec<Fault>,
    findings: Vec<String>,
    known: BTreeMap<String, u32>,
    unread: BTreeMap<(u32, Table), usize>,
    lost: Vec<Place>,
}

impl Faults {
    /// No faults yet in these files.
    pub(super) fn of(files: Vec<String>) -> Faults {
        Faults { files, ..Faults::default() }
    }

    /// Notes a fault of a row.
    pub(super) fn note(&mut self, at: Place, column: &'static str, kind: Kind) {
        let Place { file, line, row } = at;
        self.list.push(Fault { file, line, row, kind, column, finding: 0 });
    }

    /// Notes a fault of a file as a whole.
    pub(super) fn of_file(&mut self, file: u32, kind: Kind) {
        self.note(Place { file, line: 0, row: 0 }, "", kind);
    }

    /// Notes a fault with what was found, which must identify nobody: the shape of a date, a code.
    pub(super) fn found(&mut self, at: Place, column: &'static str, kind: Kind, finding: &str) {
        self.note(at, column, kind);
        self.tell(finding);
    }

    /// Says of the last fault what was found, if anything was.
    pub(super) fn tell(&mut self, finding: &str) {
        if finding.is_empty() {
            return;
        }
        let next = self.findings.len() as u32 + 1;
        let index = self.known.get(finding).copied().unwrap_or_else(|| {
            self.findings.push(finding.to_owned());
            self.known.insert(finding.to_owned(), next);
            next
        });
        if let Some(last) = self.list.last_mut() {
            last.finding = index;
        }
    }

    /// Tells no finding that is forbidden, such as one that is the number of a child.
    pub(super) fn hide(&mut self, is_forbidden: impl Fn(&str) -> bool) {
        for finding in &mut self.findings {
            if is_forbidden(finding) {
                finding.clear();
            }
        }
    }

    /// Notes a fault that costs its row before anything of it is read.
    pub(super) fn unread_row(&mut self, at: Place, table: Table, kind: Kind) {
        self.note(at, "", kind);
        *self.unread.entry((at.file, table)).or_default() += 1;
    }

    /// Notes a fault that costs an episode.
    pub(super) fn lose_episode(&mut self, at: Place, column: &'static str, kind: Kind) {
        self.note(at, column, kind);
        self.lost.push(at);
    }

    /// Rows that were lost before anything of them was read, by file and table.
    pub(super) fn unread(&self) -> &BTreeMap<(u32, Table), usize> {
        &self.unread
    }

    /// Episodes that were read and lost.
    pub(super) fn lost_episodes(&self) -> &[Place] {
        &self.lost
    }

    /// What was found, or nothing that may be told.
    pub fn finding(&self, fault: &Fault) -> &str {
        let index = (fault.finding as usize).checked_sub(1);
        index.and_then(|index| self.findings.get(index)).map_or("", String::as_str)
    }

    /// In the order of files and lines, each once.
    pub fn sorted(&self) -> Vec<Fault> {
        let mut sorted = self.list.clone();
        sorted.sort_unstable();
        sorted.dedup();
        sorted
    }

    /// Name of a fault's file.
    pub fn file(&self, fault: &Fault) -> &str {
        self.files.get(fault.file as usize).map_or("", String::as_str)
    }

    /// Number of faults.
    pub fn count(&self) -> usize {
        self.sorted().len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How often each kind was found, in the order of [`KINDS`], with the first places and what was found there.
    pub fn by_kind(&self) -> Vec<(Kind, usize, Vec<String>)> {
        self.kinds().into_iter().map(|of| (of.kind, of.count, of.places)).collect()
    }

    /// The faults of each kind in the order of [`KINDS`].
    pub(super) fn kinds(&self) -> Vec<OfKind> {
        let mut found: BTreeMap<Kind, OfKind> = BTreeMap::new();
        for fault in self.sorted() {
            let of = found.entry(fault.kind).or_insert_with(|| OfKind {
                kind: fault.kind,
                count: 0,
                places: Vec::new(),
                columns: BTreeMap::new(),
            });
            of.count += 1;
            if of.places.len() < EXAMPLES {
                of.places.push(self.place(&fault));
            }
            let finding = self.finding(&fault);
            if !finding.is_empty() {
                *of.columns.entry((fault.column, finding.to_owned())).or_default() += 1;
            }
        }
        found.into_values().collect()
    }

    fn place(&self, fault: &Fault) -> String {
        let file = self.file(fault);
        match (fault.line, fault.row) {
            (0, _) => file.to_owned(),
            // Where lines are rows the line is enough.
            (line, row) if row == 0 || row + 1 == line => format!("{file}:{line}"),
            (line, row) => format!("{file}:{line} (row {row})"),
        }
    }

    /// The whole list as CSV: file, line, row, column, what was found, reason, what was done.
    pub fn csv(&self) -> String {
        let mut text = "file,line,row,column,found,reason,done\n".to_owned();
        let number = |number: u32| if number == 0 { String::new() } else { number.to_string() };
        for fault in self.sorted() {
            let (file, found) = (quoted(self.file(&fault)), quoted(self.finding(&fault)));
            let (reason, done) = (quoted(fault.kind.words()), fault.kind.done().words());
            let (line, row) = (number(fault.line), number(fault.row));
            text += &format!("{file},{line},{row},{},{found},{reason},{done}\n", fault.column);
        }
        text
    }
}

/// The faults of one kind.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct OfKind {
    pub kind: Kind,
    pub count: usize,
    /// The first places.
    pub places: Vec<String>,
    /// What was found, by column, with its count.
    pub columns: BTreeMap<(&'static str, String), usize>,
}

/// Places that a summary shows of each kind.
const EXAMPLES: usize = 3;

fn quoted(text: &str) -> String {
    let text = &*as_cell(text);
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

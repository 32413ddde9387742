//! What is wrong with a return, row by row: where, what, and what was done about it. A fault never
//! repeats what a cell held, for that may identify a child.

/// What was done about a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Done {
    /// Nothing of the file was read.
    FileLeftOut,
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
    EmptyFile: FileLeftOut, "the file is empty";
    NoHeadings: FileLeftOut, "the first line does not name the columns of this table";
    ColumnMissing: FileLeftOut, "a column is missing without which the table says nothing";
    ColumnTwice: ValueIgnored, "a column stands twice; the first is read";
    NoRows: FileLeftOut, "the file has headings and no rows";
    TooLarge: FileLeftOut, "the file is larger than 1 GB or has more than 4 billion lines";
    NotUnicode: Repaired, "the file is not UTF-8; it is read as Windows-1252 or UTF-16";
    XmlBroken: ValueIgnored, "the XML is broken here; nothing after this line is read";
    XmlTooDeep: ValueIgnored, "elements lie more than 50 deep in each other; nothing after this line is read";
    QuoteOpen: RowLeftOut, "a quotation mark is not closed on its line";
    CellTooLong: RowLeftOut, "a cell is longer than 1,000 characters";
    ControlCharacters: Repaired, "a cell holds control characters; they are taken out";
    TooFewCells: RowLeftOut, "the row has fewer cells than the columns that it must have";
    TooManyCells: RowLeftOut, "the row has more cells than there are columns";
    HeadingsAgain: RowLeftOut, "the headings stand again inside the file";
    ChildMissing: RowLeftOut, "no child is named";
    AuthorityMissing: RowLeftOut, "no authority is named in a file that names authorities";
    DateMissing: RowLeftOut, "the date that the row begins with is missing";
    DateUnreadable: RowLeftOut, "the date that the row begins with is no date from 1900 to 2100";
    OtherDateUnreadable: ValueIgnored, "a date is no date from 1900 to 2100";
    TwoDigitYear: Repaired, "a year has two digits; 70 to 99 are read as 1970 to 1999";
    CodeMissing: RowLeftOut, "a code without which the row says nothing is missing";
    CodeUnknown: RowLeftOut, "a code without which the row says nothing is not on the list";
    OtherCodeUnknown: ValueIgnored, "a code is not on the list";
    EndBeforeStart: RowLeftOut, "the episode ends before it begins";
    EndsOnStart: RowLeftOut, "the episode ends on the day on which it begins";
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
    /// What is wrong.
    pub kind: Kind,
    /// Column; empty where it is the row.
    pub column: &'static str,
}

/// Faults of a return, with the names of its files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faults {
    /// Files as they were found, inside the directory.
    pub files: Vec<String>,
    list: Vec<Fault>,
}

impl Faults {
    /// No faults yet in these files.
    pub(super) fn of(files: Vec<String>) -> Faults {
        Faults { files, list: Vec::new() }
    }

    /// Notes a fault.
    pub(super) fn note(&mut self, file: u32, line: u32, column: &'static str, kind: Kind) {
        self.list.push(Fault { file, line, kind, column });
    }

    /// In the order of files and lines, each once.
    pub fn sorted(&self) -> Vec<Fault> {
        let mut sorted = self.list.clone();
        sorted.sort();
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

    /// How often each kind was found, in the order of [`KINDS`], with the first places.
    pub fn by_kind(&self) -> Vec<(Kind, usize, Vec<String>)> {
        let sorted = self.sorted();
        KINDS
            .iter()
            .filter_map(|&kind| {
                let found: Vec<&Fault> = sorted.iter().filter(|f| f.kind == kind).collect();
                let places = found.iter().take(EXAMPLES).map(|fault| self.place(fault));
                (!found.is_empty()).then(|| (kind, found.len(), places.collect()))
            })
            .collect()
    }

    fn place(&self, fault: &Fault) -> String {
        let file = self.file(fault);
        match fault.line {
            0 => file.to_owned(),
            line => format!("{file}:{line}"),
        }
    }

    /// The whole list as CSV: file, line, column, reason, what was done.
    pub fn csv(&self) -> String {
        let mut text = "file,line,column,reason,done\n".to_owned();
        for fault in self.sorted() {
            let line = match fault.line {
                0 => String::new(),
                line => line.to_string(),
            };
            let file = quoted(self.file(&fault));
            let (reason, done) = (quoted(fault.kind.words()), fault.kind.done().words());
            text += &format!("{file},{line},{},{reason},{done}\n", fault.column);
        }
        text
    }
}

/// Places that a summary shows of each kind.
const EXAMPLES: usize = 3;

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

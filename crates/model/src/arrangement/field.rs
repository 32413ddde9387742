//! How a field of a scenario file is declared, and what a written value means.

use std::fmt::Debug;

/// What may be written in a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Any text that is not empty.
    Text,
    /// 31 March of some year, as `2011-03-31`.
    YearEnd,
    /// A month of the study, as `2012-05`; held in months since the study began, in the middle of the month.
    Month,
    /// A whole number from the first to the second.
    Whole(i64, i64),
    /// A number from the first to the second.
    Number(f64, f64),
    /// A number of years from the first to the second, held in months.
    Years(f64, f64),
    /// Thousands of pounds from the first to the second, held in pounds.
    Thousands(f64, f64),
    /// `true` or `false`.
    Flag,
    /// One of these texts.
    Choice(&'static [&'static str]),
    /// One of these whole numbers.
    OneOf(&'static [i64]),
    /// A list of one or more authority profiles.
    Profiles,
    /// One of the scenario's authorities, held as its position.
    Authority,
    /// A list of one or more of the scenario's authorities, held as their positions.
    Authorities,
    /// A list of mechanisms that the model carries.
    Mechanisms,
    /// A list of one or more indicators.
    Indicators,
    /// A list of one or more of these texts.
    Several(&'static [&'static str]),
}

/// What holds when a field is not written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Absent {
    /// It must be written.
    Required,
    /// It may be left out; the text says what then holds.
    Open(&'static str),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// A flag.
    Flag(bool),
    /// A text.
    Text(&'static str),
}

/// One field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// Section: empty for the top of the file, `study`, `authority`, `in_house`, `practice`, `contract`.
    pub section: &'static str,
    /// Key inside the section.
    pub key: &'static str,
    /// What may be written.
    pub kind: Kind,
    /// Unit in words; empty if none.
    pub unit: &'static str,
    /// What holds when it is absent.
    pub absent: Absent,
    /// A value as TOML, used in the starter file.
    pub example: &'static str,
    /// What it means, in one or two sentences, with the source of its default where it has one.
    pub doc: &'static str,
}

/// A value as it is meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text, or the key of a term.
    Text(String),
    /// A whole number, or the position of an authority.
    Whole(i64),
    /// A number, in the unit in which it is held.
    Number(f64),
    /// A flag.
    Flag(bool),
    /// Positions of authorities.
    Positions(Vec<usize>),
    /// Texts, in the order in which they are written.
    Texts(Vec<String>),
}

impl Field {
    /// Dotted path, such as `contract.term_years`.
    pub fn path(&self) -> String {
        if self.section.is_empty() { self.key.to_string() } else { format!("{}.{}", self.section, self.key) }
    }

    /// What may be written, in words that follow "must be".
    pub fn allowed(&self) -> String {
        let list = |names: Vec<String>| match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
            _ => names.join(""),
        };
        let unit = if self.unit.is_empty() { String::new() } else { format!(" {}", self.unit) };
        match self.kind {
            Kind::Text => "text in quotation marks, not empty".into(),
            Kind::YearEnd => "31 March of a year from 1990 to 2100, such as \"2011-03-31\"".into(),
            Kind::Month => "a month of the study, such as \"2012-05\"".into(),
            Kind::Whole(least, i64::MAX) => format!("a whole number of {least} or more"),
            Kind::Whole(least, most) => format!("a whole number from {least} to {most}{unit}"),
            Kind::Number(least, most) | Kind::Years(least, most) | Kind::Thousands(least, most) => {
                format!("a number from {least} to {most}{unit}")
            }
            Kind::Flag => "true or false".into(),
            Kind::Choice(names) => list(names.iter().map(|n| format!("\"{n}\"")).collect()),
            Kind::OneOf(numbers) => list(numbers.iter().map(i64::to_string).collect()) + &unit,
            Kind::Profiles => "a list of one or more authority profiles".into(),
            Kind::Authority => "one of the scenario's authorities".into(),
            Kind::Authorities => "a list of one or more of the scenario's authorities".into(),
            Kind::Mechanisms => "a list of mechanisms, such as [\"M46\"]".into(),
            Kind::Indicators => "a list of one or more indicators, such as [\"worker_changes\"]".into(),
            Kind::Several(names) => format!("a list of one or more of {}", names.join(", ")),
        }
    }

    /// What holds when the field is not written, if that is a value.
    pub fn usual(&self) -> Option<Value> {
        match self.absent {
            Absent::Required | Absent::Open(_) => None,
            Absent::Whole(whole) => Some(Value::Whole(whole)),
            Absent::Number(number) => Some(Value::Number(self.held(number))),
            Absent::Flag(flag) => Some(Value::Flag(flag)),
            Absent::Text(text) => Some(Value::Text(text.to_string())),
        }
    }

    /// A written number in the unit in which the field is held. A month written as 0.08 years is meant as one month.
    pub fn held(&self, written: f64) -> f64 {
        match self.kind {
            Kind::Years(..) => {
                let months = written * 12.0;
                let whole = months.round();
                if (months - whole).abs() <= 0.05 { whole } else { months }
            }
            Kind::Thousands(..) => written * 1_000.0,
            _ => written,
        }
    }
}

/// What a field of a section may be held as. What stands in for a value that is missing or wrong is never read by
/// the model: a scenario with a fault is refused.
pub trait Held: Sized {
    /// The value as the section holds it.
    fn held(value: Option<Value>) -> Self;
}

macro_rules! held {
    ($($type:ty: $($value:pat => $held:expr),+; $else:expr;)+) => {$(
        impl Held for $type {
            fn held(value: Option<Value>) -> $type {
                match value {
                    $(Some($value) => $held,)+
                    _ => $else,
                }
            }
        }
    )+};
}

held! {
    f64: Value::Number(number) => number, Value::Whole(whole) => whole as f64; f64::NAN;
    u32: Value::Whole(whole) => whole as u32; 0;
    u64: Value::Whole(whole) => whole as u64; 0;
    usize: Value::Whole(whole) => whole as usize; 0;
    bool: Value::Flag(flag) => flag; false;
    String: Value::Text(text) => text; String::new();
    Vec<usize>: Value::Positions(positions) => positions; Vec::new();
    Vec<String>: Value::Texts(texts) => texts; Vec::new();
}

impl<T: Held> Held for Option<T> {
    fn held(value: Option<Value>) -> Option<T> {
        value.map(|value| T::held(Some(value)))
    }
}

/// Terms that a field may name by key.
macro_rules! held_by_key {
    ($($term:ident)+) => {$(
        impl Held for $crate::terms::$term {
            fn held(value: Option<Value>) -> $crate::terms::$term {
                let key = String::held(value);
                $crate::terms::$term::of_key(&key).unwrap_or($crate::terms::$term::ALL[0])
            }
        }
    )+};
}
held_by_key!(PracticeForm Serves ReviewStyle Happening Watched Baseline Lever IdeaPlace TriedAs);

/// Declares a section of a scenario file. A line is the field and how it is held; the key and what may be written
/// there, the unit, what holds where it is left out, and an example; and what it means. After a `+` stands a part
/// that is read apart. No field can be declared and not read, or read and missing from the canonical form.
#[macro_export]
macro_rules! section {
    (
        $(#[$about:meta])* $name:ident in $section:literal:
        $($field:ident: $type:ty =
            $key:literal $kind:ident $(($($limit:expr),+))?, $unit:literal, $absent:ident $(($usual:expr))?,
            $example:literal, $doc:literal;)+
        $($(#[$with:meta])* + $part:ident: $of:ty;)*
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize)]
        pub struct $name {
            $(#[doc = $doc] pub $field: $type,)+
            $($(#[$with])* pub $part: $of,)*
        }

        impl $name {
            /// Its fields, as they are written.
            pub const FIELDS: &'static [$crate::arrangement::Field] = &[$($crate::arrangement::Field {
                section: $section,
                key: $key,
                kind: $crate::arrangement::Kind::$kind $(($($limit),+))?,
                unit: $unit,
                absent: $crate::arrangement::Absent::$absent $(($usual))?,
                example: $example,
                doc: $doc,
            }),+];

            /// Each field as `value` gives it, asked in order.
            pub fn read(
                value: &mut dyn FnMut(&'static $crate::arrangement::Field) -> Option<$crate::arrangement::Value>,
                $($part: $of),*
            ) -> $name {
                let mut fields = Self::FIELDS.iter();
                $(let $field = $crate::arrangement::Held::held(fields.next().and_then(&mut *value));)+
                $name { $($field,)+ $($part),* }
            }

            /// What holds where nothing is written.
            pub fn usual($($part: $of),*) -> $name {
                $name::read(&mut $crate::arrangement::Field::usual $(, $part)*)
            }
        }
    };
}

//! How a list of terms is declared: name, key and words stand in one line, and everything that lists them follows.

/// Declares an enum of terms. Each line is a name, the key that files and ids use, and its words on a page.
macro_rules! terms {
    ($(#[$about:meta])* $name:ident: $($(#[$doc:meta])* $term:ident $key:literal $words:literal,)+) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $($(#[$doc])* $term,)+ }

        impl $name {
            /// All of them, in the order of tables.
            pub const ALL: [$name; $name::COUNT] = [$($name::$term),+];
            /// How many there are.
            pub const COUNT: usize = [$($key),+].len();
            /// Their keys, in the same order.
            pub const KEYS: &[&str] = &[$($key),+];

            /// Its key: small letters, words joined by hyphens.
            pub const fn key(self) -> &'static str {
                match self { $($name::$term => $key,)+ }
            }

            /// The key with underscores, as columns and ids of summaries have it.
            pub const fn id(self) -> &'static str {
                match self {
                    $($name::$term => {
                        const ID: [u8; $key.len()] = $crate::terms::declared::underscored($key);
                        $crate::terms::declared::text(&ID)
                    })+
                }
            }

            /// Its words on a page, inside a sentence.
            pub const fn words(self) -> &'static str {
                match self { $($name::$term => $words,)+ }
            }

            /// The one with a key.
            pub fn of_key(key: &str) -> Option<$name> {
                $name::ALL.into_iter().find(|term| term.key() == key)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.key())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let key = String::deserialize(deserializer)?;
                $name::of_key(&key).ok_or_else(|| serde::de::Error::unknown_variant(&key, $name::KEYS))
            }
        }
    };
}
pub(super) use terms;

/// Texts joined while compiling: how ids and titles are made of terms.
macro_rules! joined {
    ($($part:expr),+) => {{
        const PARTS: &[&str] = &[$($part),+];
        const LENGTH: usize = $crate::terms::declared::length(PARTS);
        const BYTES: [u8; LENGTH] = $crate::terms::declared::bytes(PARTS);
        $crate::terms::declared::text(&BYTES)
    }};
}
pub(crate) use joined;

/// Bytes of all texts together.
pub(crate) const fn length(parts: &[&str]) -> usize {
    let (mut length, mut part) = (0, 0);
    while part < parts.len() {
        length += parts[part].len();
        part += 1;
    }
    length
}

/// The bytes of all texts, one text after the other.
pub(crate) const fn bytes<const N: usize>(parts: &[&str]) -> [u8; N] {
    let mut bytes = [0; N];
    let (mut at, mut part) = (0, 0);
    while part < parts.len() {
        let text = parts[part].as_bytes();
        let mut byte = 0;
        while byte < text.len() {
            bytes[at] = text[byte];
            (at, byte) = (at + 1, byte + 1);
        }
        part += 1;
    }
    bytes
}

/// Bytes of texts as a text again.
pub(crate) const fn text(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => panic!("texts are joined whole, and only hyphens and spaces give way"),
    }
}

/// A key or words with underscores in place of hyphens and spaces.
pub(crate) const fn underscored<const N: usize>(key: &str) -> [u8; N] {
    let mut bytes = [0; N];
    let mut at = 0;
    while at < N {
        let byte = key.as_bytes()[at];
        bytes[at] = if matches!(byte, b'-' | b' ') { b'_' } else { byte };
        at += 1;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use crate::terms::{
        AgeBand, Cause, Exit, Fate, HandOver, MoveReason, PathwayStage, PlacementType, Stage,
    };

    #[test]
    fn each_term_stands_at_its_number_and_is_found_by_its_key() {
        macro_rules! check {
            ($($name:ident)+) => {$(
                for (number, term) in $name::ALL.into_iter().enumerate() {
                    assert_eq!(term as usize, number);
                    assert_eq!($name::of_key(term.key()), Some(term));
                    assert_eq!(term.id(), term.key().replace('-', "_"));
                }
                assert_eq!($name::of_key("something else"), None);
            )+};
        }
        check!(AgeBand Cause Exit Fate HandOver MoveReason PathwayStage PlacementType Stage);
        assert_eq!(PlacementType::SemiIndependent.id(), "semi_independent");
    }
}

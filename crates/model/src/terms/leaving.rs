//! How a child leaves care.

use super::declared::terms;

terms! {
    /// Why a child left care.
    Exit:
    /// To parents or relatives.
    Home "home" "home",
    /// Adopted.
    Adoption "adoption" "adoption",
    /// Special guardianship.
    Guardianship "guardianship" "special guardianship",
    /// 18th birthday.
    Birthday "birthday" "18th birthday",
    /// Residence order, supported living, custody, transfer, other.
    Other "other" "other",
}

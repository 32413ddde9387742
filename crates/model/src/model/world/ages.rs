//! Ages at which the law changes what a child or young person is owed, in months.

/// 14: months looked after from here on count towards being a care leaver who is owed an adviser (Children
/// Act 1989, schedule 2, paragraph 19B, and the Care Leavers Regulations 2010).
pub const FOURTEEN: f64 = 14.0 * 12.0;
/// 16: an eligible child, with an adviser and a pathway plan (Children Act 1989, schedule 2, paragraphs 19A to
/// 19C); pathway authorities pass her to their leaving-care team.
pub const SIXTEEN: f64 = 16.0 * 12.0;
/// 18: care ends (Children Act 1989, section 105: a child is under 18).
pub const EIGHTEEN: f64 = 18.0 * 12.0;

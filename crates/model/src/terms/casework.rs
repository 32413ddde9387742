//! Who holds a child's case along the way, and why it changes hands.

use super::declared::terms;

terms! {
    /// Stage of the care pathway; each has its own teams in an authority that works by pathway.
    PathwayStage:
    /// Referral and assessment.
    Assessment "assessment" "assessment",
    /// Children in proceedings.
    Court "court" "court",
    /// Looked-after children.
    LookedAfter "looked-after" "looked after",
    /// From 16, and care leavers.
    LeavingCare "leaving-care" "leaving care",
}

terms! {
    /// Why children changed case holder.
    HandOver:
    /// To the next team of the pathway, or at 16 and 18.
    Pathway "pathway" "next team of the pathway",
    /// A permanent worker left.
    Leaver "leaver" "a worker left",
    /// An agency cover ended.
    Agency "agency" "an agency cover ended",
    /// Long sickness.
    Sickness "sickness" "long sickness",
    /// Caseloads levelled and other internal reasons.
    Reallocation "reallocation" "re-allocation",
    /// Transfer between providers.
    Transfer "transfer" "transfer between providers",
}

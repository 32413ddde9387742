//! One child's two histories, where any child's differ: how what the averages say comes about.

use super::load::Tables;
use crate::report::html::Page;

/// The section.
pub(super) fn write(page: &mut Page, tables: &Tables) {
    let Some(journey) = &tables.journey else { return };
    page.section("journey", "One child\u{2019}s two histories");
    page.paragraph("The same child with the same luck in two options. She is chosen by rule and not for what befalls her: in the first history in which a child\u{2019}s changes of case holder or moves differ, the middle one of those for whom they do. It is one history and no evidence of anything: it shows how a difference comes about, and the averages say how often. swplab journey follows others, those helped and harmed most among them.");
    if tables.services() > 0 && !journey.is_held_by_practice() {
        page.paragraph("No practice ever held this child\u{2019}s case, with either option: what differs for her comes by way of the authority\u{2019}s own teams, whose people and cases the option moves too. swplab journey --child most-helped and --child most-harmed follow others.");
    }
    journey.section(page, &tables.manifest);
}

//! A commented starter scenario, written from the declaration.

use super::declaration::{Absent, FIELDS, SECTIONS};

/// The text of a scenario that passes the check and explains every field.
pub fn starter() -> String {
    let mut text = String::from(
        "# A scenario asks one question of one or more authorities. Change what you need, then:\n\
         #   swplab check FILE    says what is wrong, with line and column\n\
         #   swplab run FILE      answers the question\n\
         # Lines that begin with # are remarks; a field in a remark keeps its default.\n",
    );
    for section in SECTIONS {
        text.push('\n');
        comment(&mut text, section.doc);
        match section.name {
            "" => {}
            "practice" => text += "[[practice]]\n",
            "event" | "change" => {
                text += &format!("# [[{}]]\n", section.name);
                for field in FIELDS.iter().filter(|field| field.section == section.name) {
                    comment(&mut text, &format!("{} Must be {}.", field.doc, field.allowed()));
                    text += &format!("# {} = {}\n", field.key, field.example);
                }
                if section.name == "change" {
                    text += "# set = { \"in_house.caseload\" = 12 }\n";
                }
                continue;
            }
            "arms" => {
                text += "[[arms]]\nname = \"3 years\"\n\n[[arms]]\nname = \"5 years\"\n\
                         set = { \"contract.term_years\" = 5 }\n";
                continue;
            }
            "sweep" => {
                text += "# [sweep]\n# \"contract.term_years\" = [2, 3, 5]\n";
                continue;
            }
            name => text += &format!("[{name}]\n"),
        }
        for field in FIELDS.iter().filter(|field| field.section == section.name) {
            let allowed = match field.absent {
                Absent::Required => format!("Must be {}.", field.allowed()),
                Absent::Open(what) => format!("Must be {}; if left out: {what}.", field.allowed()),
                _ => format!("Must be {}.", field.allowed()),
            };
            comment(&mut text, &format!("{} {allowed}", field.doc));
            let remark = if matches!(field.absent, Absent::Open(_)) { "# " } else { "" };
            text += &format!("{remark}{} = {}\n", field.key, field.example);
        }
    }
    text
}

/// Adds a remark, folded at 100 columns.
fn comment(text: &mut String, words: &str) {
    let mut line = String::from("#");
    for word in words.split_whitespace() {
        if line.len() + 1 + word.len() > 100 {
            *text += &line;
            text.push('\n');
            line = String::from("#");
        }
        line.push(' ');
        line += word;
    }
    *text += &line;
    text.push('\n');
}

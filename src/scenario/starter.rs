//! A commented starter scenario, written from the declaration.

use super::declaration::{Absent, FIELDS, Field, SECTIONS};

/// The text of a scenario that passes the check and explains every field.
pub fn starter() -> String {
    let mut text = String::from(
        "# A scenario asks one question of one or more authorities. Change what you need, then:\n\
         #   swplab check FILE    says what is wrong, with line and column\n\
         #   swplab run FILE      answers the question\n\
         # Lines that begin with # are remarks. Every field stands here; one in a remark keeps its default.\n",
    );
    for section in SECTIONS {
        text.push('\n');
        comment(&mut text, section.doc);
        match section.name {
            "" => {}
            "practice" => text += "[[practice]]\n",
            "event" | "idea" | "change" => {
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
                         set = { \"contract.term_years\" = 5 }\n\n\
                         # Without a practice: the authority's own teams serve everybody.\n\
                         [[arms]]\nname = \"No practice\"\nset = { practice = [] }\n";
                continue;
            }
            "sweep" => {
                text += "# [sweep]\n# \"contract.term_years\" = [2, 3, 5]\n";
                continue;
            }
            name => text += &format!("[{name}]\n"),
        }
        for field in FIELDS.iter().filter(|field| field.section == section.name) {
            let (left_out, value) = if_left_out(field);
            comment(&mut text, &format!("{} Must be {}{left_out}.", field.doc, field.allowed()));
            // What may be left out stands as a remark: an example is no advice, and a field that is written counts.
            let remark = if matches!(field.absent, Absent::Required) { "" } else { "# " };
            text += &format!("{remark}{} = {value}\n", field.key);
        }
    }
    text
}

/// What holds if a field is left out, and the value to show beside it: the default, or an example where there is none.
fn if_left_out(field: &Field) -> (String, String) {
    let default = match field.absent {
        Absent::Required => return (String::new(), field.example.to_owned()),
        Absent::Open(what) => return (format!("; if left out: {what}"), field.example.to_owned()),
        Absent::Whole(number) => number.to_string(),
        Absent::Number(number) => number.to_string(),
        Absent::Flag(flag) => flag.to_string(),
        Absent::Text(text) => format!("\"{text}\""),
    };
    ("; this is so if left out".to_owned(), default)
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

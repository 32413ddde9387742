//! The page as one file: engine, scenarios, style and one joined script, under a policy that lets nothing else run and
//! no request leave. The modules of `lab/page` are written for a browser and for tests under Node; here each becomes a
//! function that gives what it exports, so that no bundler is needed and no name of one can meet that of another.

use super::hash::{base64, sha256};

/// A module: its name without ending, and its text.
type Module = (&'static str, &'static str);

macro_rules! modules {
    ($($name:literal)+) => {
        [$(($name, include_str!(concat!("../../lab/page/", $name, ".js")))),+]
    };
}

/// What runs in a worker, each after what it uses.
const WORKER: [Module; 2] = modules!["engine" "worker"];

/// What runs on the page, each after what it uses.
const PAGE: [Module; 32] = modules![
    "bench" "dom" "fault" "figures" "settings" "scene" "layout" "paint" "clock" "chart" "timeline" "controls" "guess" "journey" "told" "turns"
    "tour" "tabs" "app" "sheet" "save" "legend" "stage" "panels" "pointing" "keys" "overtime" "result" "hands" "page" "ready" "main"
];

const FRAME: &str = include_str!("../../lab/page/page.html");
const STYLE: &str = include_str!("../../lab/page/style.css");

/// The engine, compiled and compressed by `lab/renew-engine`.
pub const ENGINE: &[u8] = include_bytes!("../../lab/kept/engine.wasm.gz");

/// A scenario of the page: name of its file, and its text.
pub struct Offered {
    /// Name of the file.
    pub file: String,
    /// What stands in it.
    pub text: String,
}

/// The page with these scenarios, the first of them open.
pub fn page(scenarios: &[Offered]) -> String {
    let script = joined(&PAGE);
    let listed: Vec<_> =
        scenarios.iter().map(|one| serde_json::json!({ "file": one.file, "text": one.text })).collect();
    // A text that ends a script would end this one.
    let listed = serde_json::Value::from(listed).to_string().replace('<', "\\u003c");
    let parts = [
        ("{{policy}}", policy(&script)),
        ("{{style}}", STYLE.to_owned()),
        ("{{engine}}", base64(ENGINE)),
        ("{{worker}}", joined(&WORKER)),
        ("{{scenarios}}", listed),
        ("{{script}}", script),
    ];
    let mut page = String::new();
    let mut rest = FRAME;
    while let Some(at) = rest.find("{{") {
        page.push_str(&rest[..at]);
        rest = &rest[at..];
        let (mark, part) =
            parts.iter().find(|(mark, _)| rest.starts_with(mark)).expect("every mark of the frame is filled");
        page.push_str(part);
        rest = &rest[mark.len()..];
    }
    page + rest
}

/// What may run: this script and this style, workers of the page's own making, compiled WebAssembly, and nothing from
/// anywhere else.
fn policy(script: &str) -> String {
    let hash = |text: &str| format!("'sha256-{}'", base64(&sha256(text.as_bytes())));
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; worker-src blob:; style-src {}; img-src data: blob:; base-uri 'none'; form-action 'none'",
        hash(script),
        hash(STYLE)
    )
}

/// Modules as one script.
fn joined(modules: &[Module]) -> String {
    let mut script = String::from("\"use strict\";\n");
    for (name, text) in modules {
        let mut exported = Vec::new();
        script += &format!("const {name}_module = (() => {{\n");
        for line in text.lines() {
            if let Some(used) = import(line) {
                script += &used;
            } else if let Some(rest) = line.strip_prefix("export ") {
                exported.extend(declared(rest));
                script += rest;
            } else {
                script += line;
            }
            script.push('\n');
        }
        script += &format!("return {{ {} }};\n}})();\n", exported.join(", "));
    }
    script
}

/// `import { a, b } from "./c.js";` as a line that takes them from a module before.
fn import(line: &str) -> Option<String> {
    let (names, from) = line.strip_prefix("import ")?.split_once(" from ")?;
    let module = from.trim_matches(['"', ';']).strip_prefix("./")?.strip_suffix(".js")?;
    Some(format!("const {names} = {module}_module;"))
}

/// The name that an exported line declares.
fn declared(line: &str) -> Option<&str> {
    let line = line.strip_prefix("async ").unwrap_or(line);
    let rest = ["function ", "class ", "const "].iter().find_map(|kind| line.strip_prefix(kind))?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    Some(&rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> String {
        let text = "title = \"</script><script>\"".to_owned();
        page(&[Offered { file: "example.toml".to_owned(), text }])
    }

    /// A script without its comments, in which types are named that stand in other modules.
    fn code(script: &str) -> String {
        let mut parts = script.split("/*");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |code, part| code + part.split_once("*/").map_or("", |(_, rest)| rest))
    }

    #[test]
    fn the_page_holds_its_parts_and_a_policy_of_their_hashes() {
        let page = example();
        let script = joined(&PAGE);
        assert!(page.contains(&policy(&script)) && page.ends_with("</html>\n"));
        assert!(
            page.contains(&format!("<script>{script}</script>")),
            "the hash is that of what stands there"
        );
        assert!(page.contains(&format!("<style>{STYLE}</style>")));
        assert_eq!(page.matches("<script").count(), 4, "a scenario ends no script");
        // The frame's gaps are filled; braces of comments are others.
        let gaps = FRAME.split("{{").skip(1).filter_map(|rest| rest.split_once("}}"));
        let gaps: Vec<String> = gaps.map(|(gap, _)| format!("{{{{{gap}}}}}")).collect();
        assert!(gaps.len() > 3 && gaps.iter().all(|gap| !page.contains(gap.as_str())), "{gaps:?}");
    }

    #[test]
    fn nothing_of_the_page_is_fetched_or_styled_from_outside() {
        for word in ["http://", "https://", "style=", "src=", "@import", "url(", "import("] {
            let found = |text: &str| code(text).replace("http://www.w3.org/2000/svg", "").contains(word);
            assert!(!found(&joined(&PAGE)) && !found(&joined(&WORKER)) && !found(FRAME), "{word}");
            assert!(!found(STYLE), "{word}");
        }
        // What would end the script that it stands in.
        assert!(!joined(&PAGE).contains("</script") && !joined(&WORKER).contains("</script"));
    }

    #[test]
    fn every_module_comes_after_those_that_it_uses() {
        for modules in [&WORKER[..], &PAGE[..]] {
            for (at, (name, text)) in modules.iter().enumerate() {
                for line in text.lines().filter(|line| line.starts_with("import")) {
                    let used = import(line).unwrap_or_else(|| panic!("{name}: {line}"));
                    let known = modules[..at]
                        .iter()
                        .any(|(before, _)| used.ends_with(&format!("= {before}_module;")));
                    assert!(known, "{name} uses what comes later: {line}");
                }
                for line in text.lines().filter_map(|line| line.strip_prefix("export ")) {
                    assert!(declared(line).is_some(), "{name}: {line}");
                }
            }
        }
    }
}

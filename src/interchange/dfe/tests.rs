//! The shared samples as published, and random damage to them.

use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;
use crate::evidence::{Cell, Code, Figure, NATION};

#[test]
fn x() {
    let Some(files) = samples() else { return };
    let layouts = Layouts::carried();
    let mut facts = Vec::new();
    let mut remarks = Vec::new();
    for (name, bytes) in files {
        let (f, r) = read(&name, &bytes, &layouts);
        println!("{name}: {} facts {} remarks", f.len(), r.len());
        for r in r.iter().filter(|r| r.kind.is_fault()).take(5) {
            println!("   {r}");
        }
        facts.extend(f);
        remarks.extend(r);
    }
    let g = gather(&facts);
    println!(
        "{} rows, {} remarks",
        g.published.rows().count(),
        g.remarks.len()
    );
    for r in g.remarks.iter().take(40) {
        println!("{r}");
    }
    for y in 2011..2026 {
        println!(
            "{y} {}",
            g.published
                .of_year(y)
                .filter(|r| r.get(Figure::Stock).is_some())
                .count()
        );
    }
    for l in g
        .published
        .lines()
        .iter()
        .filter(|l| l.starts_with("2021"))
        .take(5)
    {
        println!("{l}");
    }
}
fn samples() -> Option<Vec<(String, Vec<u8>)>> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in [data.join("dfe-as-published"), data] {
        let mut here: Vec<PathBuf> = std::fs::read_dir(folder)
            .ok()?
            .filter_map(|e| Some(e.ok()?.path()))
            .filter(|p| p.extension().is_some_and(|e| e == "csv"))
            .collect();
        here.sort();
        paths.extend(here);
    }
    Some(
        paths
            .into_iter()
            .map(|p| {
                (
                    p.file_name().unwrap().to_string_lossy().into_owned(),
                    std::fs::read(&p).unwrap(),
                )
            })
            .collect(),
    )
}

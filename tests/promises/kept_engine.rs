//! The engine that `swplab lab` puts into its page: kept compiled in the repository, run here in an interpreter, so that
//! the page's numbers are the program's own on a machine with Rust alone.

use std::io::Write;
use std::path::{Path, PathBuf};

use swplab::laboratory::{Laboratory, Sent, sha256};
use wasmi::{Engine, Error, Instance, Linker, Module, Store, TypedFunc, Val};

const PACKED: &str = "lab/kept/engine.wasm.gz";
/// Bytes that a school's or a council's network lets through without a thought.
const MOST: usize = 1_200_000;

const SCENARIO: &str = r#"
title = "Small"
question = "What if cases were fewer?"
authorities = ["england-average-2011"]

[study]
start = "2011-03-31"
horizon_years = 1
replications = 1
seed = 7

[parameters]
posterior = "none"

[[arms]]
name = "as it is"

[[arms]]
name = "fewer cases"
set = { "in_house.caseload" = 12 }
"#;

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &str) -> Vec<u8> {
    std::fs::read(here(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

/// The digest of the sources as `lab/sources-digest` makes it: a line of hash and path for each file, hashed again.
fn digest_of_sources() -> String {
    let mut files = Vec::new();
    for root in ["Cargo.lock", "Cargo.toml", "rust-toolchain.toml", "src", "crates", "evidence", "lab/engine"]
    {
        walk(&here(root), root.to_owned(), &mut files);
    }
    let left_out = |path: &str| {
        path.starts_with("src/cli/")
            || ["src/laboratory/page.rs", "src/main.rs"].contains(&path)
            || path.contains("/tests/")
            || path.starts_with("lab/engine/examples/")
    };
    files.retain(|path| !left_out(path));
    files.sort();
    let lines: String = files.iter().map(|path| format!("{}  {path}\n", hex(&read(path)))).collect();
    hex(lines.as_bytes())
}

fn walk(place: &Path, name: String, files: &mut Vec<String>) {
    if !place.is_dir() {
        files.push(name);
        return;
    }
    for entry in std::fs::read_dir(place).unwrap() {
        let entry = entry.unwrap();
        let own = entry.file_name().into_string().unwrap();
        if !own.starts_with('.') {
            walk(&entry.path(), format!("{name}/{own}"), files);
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    sha256(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The module, unpacked: between the head and the foot of a gzip file without a name stands a deflated stream.
fn module() -> Vec<u8> {
    let packed = read(PACKED);
    assert!(packed.len() < MOST, "{PACKED} has {} bytes", packed.len());
    let (head, foot) = (10, 8);
    assert_eq!(packed[..4], [0x1f, 0x8b, 8, 0], "a gzip file without a name in it");
    let stream = &packed[head..packed.len() - foot];
    miniz_oxide::inflate::decompress_to_vec(stream).expect("the kept engine is whole")
}

/// The engine as the page has it, whatever it imports stubbed.
struct Kept {
    store: Store<()>,
    instance: Instance,
}

impl Kept {
    fn new() -> Kept {
        let engine = Engine::default();
        let module = Module::new(&engine, module()).expect("the kept engine is a module");
        let mut linker = Linker::<()>::new(&engine);
        for import in module.imports() {
            let wasmi::ExternType::Func(shape) = import.ty() else { panic!("{import:?} is no function") };
            let refused = |_: wasmi::Caller<'_, ()>, _: &[Val], _: &mut [Val]| -> Result<(), Error> {
                Err(Error::new("the engine called what a page has"))
            };
            linker.func_new(import.module(), import.name(), shape.clone(), refused).unwrap();
        }
        let mut store = Store::new(&engine, ());
        let instance = linker.instantiate_and_start(&mut store, &module).expect("it can be started");
        Kept { store, instance }
    }

    fn call<P: wasmi::WasmParams>(&mut self, name: &str, with: P) -> u32 {
        let function: TypedFunc<P, u32> = self.instance.get_typed_func(&self.store, name).unwrap();
        function.call(&mut self.store, with).unwrap_or_else(|trap| panic!("{name}: {trap}"))
    }

    fn bytes(&mut self, at: &str, length: &str, width: usize) -> Vec<u8> {
        let (at, length) = (self.call(at, ()) as usize, self.call(length, ()) as usize);
        let memory = self.instance.get_memory(&self.store, "memory").expect("it has a memory");
        memory.data(&self.store)[at..at + width * length].to_vec()
    }

    /// Asks with a text in the room.
    fn ask<P: wasmi::WasmParams>(&mut self, name: &str, with: P, text: &str) {
        let room = self.call("room", text.len() as u32) as usize;
        let memory = self.instance.get_memory(&self.store, "memory").expect("it has a memory");
        memory.data_mut(&mut self.store)[room..room + text.len()].copy_from_slice(text.as_bytes());
        let status = self.call(name, with);
        let words = String::from_utf8(self.bytes("words_at", "words_length", 1)).unwrap();
        assert_eq!(status, 0, "{name}: {words}");
    }
}

#[test]
fn the_kept_engine_gives_the_bits_of_this_program() {
    let kept = String::from_utf8(read("lab/kept/sources.sha256")).unwrap();
    if kept.trim() != digest_of_sources() {
        // Written past the capture of tests, which shows nothing of those that pass.
        let warning = format!(
            "\nWARNING: {PACKED} is of other sources than these; lab/renew-engine makes it again. Nothing was compared.\n"
        );
        std::io::stderr().write_all(warning.as_bytes()).unwrap();
        return;
    }
    let sent = serde_json::json!({ "file": "small.toml", "text": SCENARIO }).to_string();
    let mut engine = Kept::new();
    engine.ask("open", (), &sent);
    engine.ask("history", 0u32, "");
    let sent: Sent = serde_json::from_str(&sent).unwrap();
    let mut native = Laboratory::open(sent).unwrap();
    let values: Vec<u8> = native.history(0).unwrap().iter().flat_map(|value| value.to_le_bytes()).collect();
    assert!(values.len() > 8 * 100);
    assert!(engine.bytes("values_at", "values_length", 8) == values, "other bits than the native ones");
}

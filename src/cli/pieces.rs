//! Pieces of a study on disk: what was lived outlives an interruption and is found again, here or elsewhere.
//!
//! ```text
//! file    a line of JSON (version, build, plan, command), then records
//! record  length of what follows the digest, 4 bytes; digest, 8 bytes; address (postcard), piece (postcard, packed)
//! ```
//!
//! A record that a crash cut off, or whose digest is another, ends the file: it and what follows is lived again. The build
//! is that of this very program: another may give other numbers.

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};

use super::interrupt;
use super::say::note;
use crate::study::{Lived, Piece, Pieces};

/// How a file of pieces ends.
pub const ENDING: &str = "pieces";
/// How that of a shard ends which is not lived to its end.
pub const UNFINISHED: &str = "pieces.part";

/// How long what was lived may wait for its way to the disk.
const PATIENCE: Duration = Duration::from_secs(3);
/// Work that takes no longer than this is not worth a file.
const BRIEF: Duration = Duration::from_secs(10);
/// Bytes that wait no longer, however brief the work.
const PLENTY: usize = 16 << 20;
const LENGTH: usize = 4;
const DIGEST: usize = 8;
/// No piece is longer: a length beyond it was never written.
const LONGEST: u32 = 1 << 30;

/// What a file of pieces is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Version of the program.
    pub swplab: String,
    /// Digest of the program itself.
    pub build: String,
    /// Digest of the command, of what it asks for, of the file that it reads and of the program: what is the same work.
    pub plan: String,
    /// The command in words, as it was typed first.
    pub command: String,
    /// The same word by word, without the program's name.
    #[serde(default)]
    pub words: Vec<String>,
}

impl Head {
    /// The head of a command whose words and files are these.
    pub fn of(words: Vec<String>, told: &[&[u8]]) -> Head {
        let mut plan = blake3::Hasher::new();
        for part in told {
            plan.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
        let build = build();
        plan.update(build.as_bytes());
        Head {
            swplab: env!("CARGO_PKG_VERSION").to_owned(),
            build,
            plan: plan.finalize().to_hex()[..16].to_owned(),
            command: words.join(" "),
            words,
        }
    }

    /// The head of a file; none where it has none.
    pub fn read(path: &Path) -> Option<Head> {
        let mut first = Vec::new();
        BufReader::new(File::open(path).ok()?).read_until(b'\n', &mut first).ok()?;
        serde_json::from_slice(&first).ok()
    }

    fn line(&self) -> String {
        serde_json::to_string(self).expect("a head is plain data") + "\n"
    }
}

/// Digest of the program that runs; its version where it cannot be read.
fn build() -> String {
    match std::env::current_exe().and_then(fs::read) {
        Ok(program) => blake3::hash(&program).to_hex()[..16].to_owned(),
        Err(_) => env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// Pieces that were found in files, and one file to which more are added.
pub struct PiecesFile {
    path: PathBuf,
    head: Head,
    /// What is said at an interruption once anything is kept; none where all is kept from the first piece on.
    said: Option<String>,
    inner: Mutex<Inner>,
}

/// Where a piece stands: of a million replications there are some millions.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    experiment: u32,
    replication: u32,
    /// 0 for the opening, else the position of the arm from 1.
    arm: u32,
    source: u32,
    begins: u64,
}

impl Found {
    /// What it is found by.
    fn key(&self) -> (u32, u32, u32) {
        (self.experiment, self.replication, self.arm)
    }
}

#[derive(Default)]
struct Index {
    experiments: Vec<[u8; 16]>,
    /// In order.
    found: Vec<Found>,
}

impl Index {
    fn find(&self, piece: &Piece) -> Option<Found> {
        let experiment = self.experiments.iter().position(|known| *known == piece.experiment)?;
        let key = (experiment as u32, piece.replication, piece.arm.map_or(0, |arm| arm + 1));
        let at = self.found.binary_search_by_key(&key, Found::key).ok()?;
        Some(self.found[at])
    }

    /// One more, not yet in its order.
    fn add(&mut self, piece: &Piece, source: usize, begins: u64) {
        let known = self.experiments.iter().position(|known| *known == piece.experiment);
        let experiment = known.unwrap_or_else(|| {
            self.experiments.push(piece.experiment);
            self.experiments.len() - 1
        }) as u32;
        let arm = piece.arm.map_or(0, |arm| arm + 1);
        let (replication, source) = (piece.replication, source as u32);
        self.found.push(Found { experiment, replication, arm, source, begins });
    }

    /// Of a piece that stands in several places the first counts.
    fn put_in_order(&mut self) {
        self.found.sort_unstable();
        self.found.dedup_by_key(|found| found.key());
    }
}

struct Inner {
    sources: Vec<File>,
    index: Index,
    own: Option<File>,
    waiting: Vec<u8>,
    written: Instant,
    /// Why nothing more can be kept.
    lost: Option<String>,
}

impl PiecesFile {
    /// Opens a file to add to, with the pieces that it has, or one that is made with its first piece. `said` is said at
    /// an interruption once anything is kept.
    ///
    /// # Errors
    /// A sentence: the file cannot be read, another command writes to it, or it is of other work.
    pub fn open(path: PathBuf, head: Head, said: Option<String>) -> Result<PiecesFile, String> {
        let inner = Inner {
            sources: Vec::new(),
            index: Index::default(),
            own: None,
            waiting: Vec::new(),
            written: Instant::now(),
            lost: None,
        };
        let opened = PiecesFile { path, head, said, inner: Mutex::new(inner) };
        if opened.path.exists() {
            let fault = |error| format!("could not read `{}`: {error}", opened.path.display());
            let mut file = OpenOptions::new().read(true).append(true).open(&opened.path).map_err(fault)?;
            if matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock)) {
                return Err(format!(
                    "another command is writing to `{}` at this moment",
                    opened.path.display()
                ));
            }
            let whole = opened.add_source(&opened.path)?;
            file.set_len(whole).map_err(fault)?;
            if whole == 0 {
                file.write_all(opened.head.line().as_bytes()).map_err(fault)?;
            }
            let mut inner = opened.inner();
            inner.own = Some(file);
            drop(inner);
            opened.begin();
        }
        Ok(opened)
    }

    /// Finds the pieces of another file too.
    ///
    /// # Errors
    /// A sentence: it cannot be read or is of other work.
    pub fn add(&self, path: &Path) -> Result<(), String> {
        self.add_source(path).map(drop)
    }

    /// Pieces that are known.
    pub fn count(&self) -> usize {
        self.inner().index.found.len()
    }

    /// Writes what waits, where anything is on disk already.
    pub fn write_begun(&self) {
        let mut inner = self.inner();
        if inner.own.is_some() {
            self.flush(&mut inner);
        }
    }

    /// Writes what waits.
    ///
    /// # Errors
    /// A sentence: not everything could be written.
    pub fn write_out(&self) -> Result<(), String> {
        let mut inner = self.inner();
        self.flush(&mut inner);
        inner.lost.clone().map_or(Ok(()), Err)
    }

    /// Ends the work: the file goes.
    ///
    /// # Errors
    /// A sentence that names it.
    pub fn remove(self) -> Result<(), String> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(format!("could not remove `{}`: {error}", self.path.display()))
            }
            _ => Ok(()),
        }
    }

    /// Ends a shard: the file gets its name.
    ///
    /// # Errors
    /// A sentence that names it.
    pub fn finish_as(self, path: &Path) -> Result<(), String> {
        self.write_out()?;
        if self.inner().own.is_none() {
            self.make().map_err(|error| format!("could not write `{}`: {error}", self.path.display()))?;
        }
        fs::rename(&self.path, path).map_err(|error| format!("could not write `{}`: {error}", path.display()))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads where the pieces of a file stand; how much of it is whole.
    fn add_source(&self, path: &Path) -> Result<u64, String> {
        let fault = |error: std::io::Error| format!("could not read `{}`: {error}", path.display());
        let file = File::open(path).map_err(fault)?;
        let mut inner = self.inner();
        let source = inner.sources.len();
        let mut reader = BufReader::with_capacity(1 << 20, file);
        let mut first = Vec::new();
        reader.read_until(b'\n', &mut first).map_err(fault)?;
        // A head that a full disk or a crash cut off has no pieces behind it.
        if first.last() != Some(&b'\n') {
            return Ok(0);
        }
        let is_ours = |head: Head| head.plan == self.head.plan;
        if !serde_json::from_slice(&first).is_ok_and(is_ours) {
            return Err(format!(
                "`{}` holds pieces of other work, or of another build of swplab: take it away to begin anew",
                path.display()
            ));
        }
        let mut whole = first.len() as u64;
        let mut record = Vec::new();
        while let Some(length) = read_record(&mut reader, &mut record).map_err(fault)? {
            let Ok((piece, _)) = postcard::take_from_bytes::<Piece>(&record) else { break };
            inner.index.add(&piece, source, whole);
            whole += (LENGTH + DIGEST) as u64 + u64::from(length);
        }
        inner.index.put_in_order();
        inner.sources.push(reader.into_inner());
        Ok(whole)
    }

    /// From here on an interruption leaves something.
    fn begin(&self) {
        if let Some(said) = &self.said {
            interrupt::keeps(said.clone());
        }
    }

    fn make(&self) -> std::io::Result<File> {
        if let Some(folder) = self.path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder)?;
        }
        let mut file = OpenOptions::new().append(true).create(true).open(&self.path)?;
        let _ = file.try_lock();
        file.write_all(self.head.line().as_bytes())?;
        Ok(file)
    }

    fn flush(&self, inner: &mut Inner) {
        if inner.waiting.is_empty() || inner.lost.is_some() {
            return;
        }
        let written = match inner.own.take() {
            Some(file) => Ok(file),
            None => self.make().inspect(|_| self.begin()),
        }
        .and_then(|mut file| {
            file.write_all(&inner.waiting)?;
            file.sync_data()?;
            Ok(file)
        });
        inner.waiting.clear();
        inner.written = Instant::now();
        match written {
            Ok(file) => inner.own = Some(file),
            Err(error) => {
                let sentence =
                    format!("what is lived can no longer be kept in `{}`: {error}", self.path.display());
                note(&format!("note: {sentence}"));
                inner.lost = Some(sentence);
            }
        }
    }
}

impl Pieces for PiecesFile {
    fn find(&self, piece: &Piece) -> Option<Lived> {
        let mut inner = self.inner();
        let found = inner.index.find(piece)?;
        let mut record = Vec::new();
        let file = &mut inner.sources[found.source as usize];
        file.seek(SeekFrom::Start(found.begins)).ok()?;
        read_record(file, &mut record).ok()??;
        drop(inner);
        let (_, packed) = postcard::take_from_bytes::<Piece>(&record).ok()?;
        let mut lived = Vec::new();
        DeflateDecoder::new(packed).read_to_end(&mut lived).ok()?;
        postcard::from_bytes(&lived).ok()
    }

    fn has(&self, piece: &Piece) -> bool {
        self.inner().index.find(piece).is_some()
    }

    fn keep(&self, piece: &Piece, lived: &Lived) {
        let Ok(address) = postcard::to_allocvec(piece) else { return };
        let Ok(lived) = postcard::to_allocvec(lived) else { return };
        let mut packer = DeflateEncoder::new(address, Compression::fast());
        let Ok(record) = packer.write_all(&lived).and_then(|()| packer.finish()) else { return };
        let Ok(length) = u32::try_from(record.len()) else { return };
        let mut inner = self.inner();
        if inner.lost.is_some() {
            return;
        }
        inner.waiting.extend(length.to_le_bytes());
        inner.waiting.extend(&blake3::hash(&record).as_bytes()[..DIGEST]);
        inner.waiting.extend(record);
        let is_begun = inner.own.is_some() || self.said.is_none();
        let patience = if is_begun { PATIENCE } else { BRIEF };
        let is_due = inner.written.elapsed() >= patience || inner.waiting.len() >= PLENTY;
        if is_due || (is_begun && interrupt::is_asked_for()) {
            self.flush(&mut inner);
        }
    }
}

/// The next whole record and its length; none at the end, or where it was cut off.
fn read_record(reader: &mut impl Read, record: &mut Vec<u8>) -> std::io::Result<Option<u32>> {
    let mut whole = |bytes: &mut [u8]| match reader.read_exact(bytes) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    };
    let (mut length, mut digest) = ([0; LENGTH], [0; DIGEST]);
    if !whole(&mut length)? || !whole(&mut digest)? {
        return Ok(None);
    }
    let length = u32::from_le_bytes(length);
    if length > LONGEST {
        return Ok(None);
    }
    record.resize(length as usize, 0);
    let is_whole = whole(record)? && blake3::hash(record).as_bytes()[..DIGEST] == digest;
    Ok(is_whole.then_some(length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::History;

    fn piece(replication: u32, arm: u32) -> Piece {
        Piece { experiment: [7; 16], replication, arm: Some(arm) }
    }

    fn lived(value: f64) -> Lived {
        Lived::Arm(Box::new(History { horizon: vec![value, f64::NAN, -0.0], ..History::default() }))
    }

    fn bits(lived: &Lived) -> Vec<u64> {
        match lived {
            Lived::Arm(history) => history.horizon.iter().map(|value| value.to_bits()).collect(),
            _ => panic!("an arm was kept"),
        }
    }

    #[test]
    fn what_is_kept_is_found_to_the_bit_and_a_torn_end_is_cut_off() {
        let temporary = tempfile::tempdir().unwrap();
        let path = temporary.path().join("some.pieces");
        let head = Head::of(vec!["run".to_owned()], &[b"scenario"]);
        let file = PiecesFile::open(path.clone(), head.clone(), None).unwrap();
        for arm in 0..3 {
            file.keep(&piece(5, arm), &lived(0.1 + f64::from(arm)));
        }
        assert!(!path.exists(), "a moment's work leaves nothing");
        file.write_out().unwrap();
        drop(file);
        let whole = fs::read(&path).unwrap();
        // Wherever it is cut, what stands before is found and the rest is not.
        for cut in [0, 1, 20, 40] {
            fs::write(&path, &whole[..whole.len() - cut]).unwrap();
            let file = PiecesFile::open(path.clone(), head.clone(), None).unwrap();
            assert_eq!(file.count(), 3 - usize::from(cut > 0), "{cut}");
            assert_eq!(bits(&file.find(&piece(5, 1)).unwrap()), bits(&lived(1.1)));
            assert!(!file.has(&piece(6, 1)));
            file.keep(&piece(5, 2), &lived(2.1));
            file.write_out().unwrap();
            drop(file);
            let again = PiecesFile::open(path.clone(), head.clone(), None).unwrap();
            assert_eq!(bits(&again.find(&piece(5, 2)).unwrap()), bits(&lived(2.1)), "{cut}");
        }
        // An empty file, as a full disk leaves it, and a head that was cut off are no work of others.
        for length in [0, 7] {
            fs::write(&path, &whole[..length]).unwrap();
            let file = PiecesFile::open(path.clone(), head.clone(), None).unwrap();
            assert_eq!(file.count(), 0);
            file.keep(&piece(5, 2), &lived(2.1));
            file.write_out().unwrap();
            drop(file);
            assert_eq!(PiecesFile::open(path.clone(), head.clone(), None).unwrap().count(), 1);
        }
        // A bit that turned ends the file there.
        let mut turned = whole.clone();
        let middle = whole.len() - 10;
        turned[middle] ^= 1;
        fs::write(&path, &turned).unwrap();
        assert_eq!(PiecesFile::open(path.clone(), head, None).unwrap().count(), 2);
        let other = Head::of(vec!["run".to_owned()], &[b"another"]);
        assert!(PiecesFile::open(path, other, None).err().unwrap().contains("other work"));
    }
}

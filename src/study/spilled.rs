//! Rows of numbers on a disk, turned into columns, some neighbours packed at once: of one indicator all replications stand
//! side by side, most of them small counts or the same number, so that they take a fraction of their room.
//!
//! The file has no name, so that its room is given back when the program ends, however it ends.

use std::collections::{BTreeMap, VecDeque};
use std::fs::File;
use std::io::{Error, Read, Result, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};

/// Bytes of a number.
const NUMBER: usize = size_of::<u64>();
/// Bytes of neighbouring columns that are packed at once: what beginning to pack costs is then little beside it, and of a
/// few replications a pack is still read for one column in no time.
const AT_ONCE: usize = 16 << 10;
/// Packs that were read last and are held for those who ask for their neighbours: some 16 MB.
const HELD: usize = 1024;

/// How a column is written: the number that all rows have, or each its own.
const SAME: u8 = 0;
const OWN: u8 = 1;
/// How numbers of their own are written: packed or as they are.
const PACKED: u8 = 2;
const PLAIN: u8 = 3;

/// The file in which rows are put away: made with the first of them.
#[derive(Debug)]
pub struct Spill {
    directory: PathBuf,
    make: fn(&Path) -> Result<File>,
    file: Mutex<Option<File>>,
    /// The packs that were read last.
    held: Mutex<Held>,
    /// Why no more could be put away.
    fault: OnceLock<String>,
}

/// Packs in memory, by where each begins in the file.
#[derive(Debug, Default)]
struct Held {
    packs: BTreeMap<u64, Arc<Vec<f64>>>,
    /// Where they begin, the one that was read first in front.
    order: VecDeque<u64>,
}

impl Spill {
    /// A file that `make` makes in a directory, to be written and read.
    pub fn by(make: fn(&Path) -> Result<File>, directory: &Path) -> Spill {
        Spill {
            directory: directory.to_owned(),
            make,
            file: Mutex::default(),
            held: Mutex::default(),
            fault: OnceLock::new(),
        }
    }

    /// Why no more could be put away, if that is so.
    pub(super) fn fault(&self) -> Option<&str> {
        self.fault.get().map(String::as_str)
    }

    /// Says that no more can be put away.
    pub(super) fn fail(&self, reason: &Error) {
        let _ = self.fault.set(reason.to_string());
    }

    fn file(&self) -> MutexGuard<'_, Option<File>> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A pack that is held, or is made now.
    fn pack(&self, begins: u64, make: impl FnOnce() -> Result<Vec<f64>>) -> Result<Arc<Vec<f64>>> {
        if let Some(pack) = self.held().packs.get(&begins) {
            return Ok(Arc::clone(pack));
        }
        let pack = Arc::new(make()?);
        let mut held = self.held();
        if held.packs.insert(begins, Arc::clone(&pack)).is_none() {
            held.order.push_back(begins);
        }
        if held.order.len() > HELD
            && let Some(first) = held.order.pop_front()
        {
            held.packs.remove(&first);
        }
        Ok(pack)
    }

    fn read(&self, from: u64, into: &mut [u8]) -> Result<()> {
        let mut file = self.file();
        let file = file.as_mut().ok_or_else(|| Error::other("nothing was put away"))?;
        file.seek(SeekFrom::Start(from))?;
        file.read_exact(into)
    }
}

/// Some rows that were put away.
#[derive(Clone, Debug)]
pub(super) struct Block {
    spill: Arc<Spill>,
    rows: usize,
    width: usize,
    begins: u64,
    /// Where each pack ends, from where the block begins.
    ends: Vec<u32>,
}

impl Block {
    /// Puts rows of a width away.
    ///
    /// # Errors
    /// When they cannot be written.
    pub(super) fn write(spill: &Arc<Spill>, rows: &[f64], width: usize) -> Result<Block> {
        let mut held = spill.file();
        if held.is_none() {
            *held = Some((spill.make)(&spill.directory)?);
        }
        let file = held.as_mut().expect("it was made");
        let begins = file.seek(SeekFrom::End(0))?;
        let mut block =
            Block { spill: Arc::clone(spill), rows: rows.len() / width, width, begins, ends: Vec::new() };
        let (mut packer, mut written, mut out) = (Packer::new(), 0, Vec::new());
        for first in (0..width).step_by(block.columns_at_once()) {
            packer.pack(rows, width, first..width.min(first + block.columns_at_once()), &mut out);
            file.write_all(&out)?;
            written += out.len();
            out.clear();
            let end = u32::try_from(written);
            block.ends.push(end.map_err(|_| Error::other("too many numbers were put away at once"))?);
        }
        Ok(block)
    }

    /// Columns of a pack.
    fn columns_at_once(&self) -> usize {
        (AT_ONCE / NUMBER / self.rows.max(1)).max(1)
    }

    /// Rows.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// One column.
    pub(super) fn column(&self, place: usize) -> Vec<f64> {
        let mut values = Vec::with_capacity(self.rows);
        self.add_column(place, &mut values);
        values
    }

    /// Adds one column to values.
    ///
    /// # Panics
    /// When what was put away cannot be read back.
    pub(super) fn add_column(&self, place: usize, values: &mut Vec<f64>) {
        let (at, within) = (place / self.columns_at_once(), place % self.columns_at_once());
        let pack = self.pack(at).unwrap_or_else(|fault| {
            panic!("what was lived cannot be read back from the disk: {fault}");
        });
        values.extend_from_slice(&pack[within * self.rows..][..self.rows]);
    }

    /// The numbers of a pack, column by column.
    fn pack(&self, at: usize) -> Result<Arc<Vec<f64>>> {
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        let begins = self.begins + u64::from(from);
        self.spill.pack(begins, || {
            let mut bytes = vec![0; (self.ends[at] - from) as usize];
            self.spill.read(begins, &mut bytes)?;
            let columns = self.columns_at_once();
            unpack(&bytes, self.rows, columns.min(self.width - at * columns))
        })
    }

    /// Some places of each row.
    pub(super) fn rows_of(&self, places: Range<usize>) -> impl Iterator<Item = Vec<f64>> + use<> {
        let columns: Vec<Vec<f64>> = places.map(|place| self.column(place)).collect();
        (0..self.rows).map(move |row| columns.iter().map(|column| column[row]).collect())
    }
}

/// Packs columns.
struct Packer {
    deflate: Compress,
    /// The numbers of columns that are not the same throughout.
    numbers: Vec<u64>,
    plain: Vec<u8>,
}

impl Packer {
    fn new() -> Packer {
        Packer { deflate: Compress::new(Compression::fast(), false), numbers: Vec::new(), plain: Vec::new() }
    }

    /// Writes some columns of rows of a width: of each whether it is the same throughout, and then the number; the others
    /// byte by byte, the first byte of all their numbers first, since these are alike.
    fn pack(&mut self, rows: &[f64], width: usize, columns: Range<usize>, out: &mut Vec<u8>) {
        self.numbers.clear();
        for place in columns {
            let began = self.numbers.len();
            for row in rows.chunks_exact(width) {
                self.numbers.push(row[place].to_bits());
            }
            let first = self.numbers[began];
            if self.numbers[began..].iter().all(|own| *own == first) {
                self.numbers.truncate(began);
                out.push(SAME);
                out.extend(first.to_le_bytes());
            } else {
                out.push(OWN);
            }
        }
        if self.numbers.is_empty() {
            return;
        }
        self.plain.clear();
        for byte in (0..NUMBER).rev() {
            let shift = byte * NUMBER;
            self.plain.extend(self.numbers.iter().map(|own| (own >> shift) as u8));
        }
        out.push(PACKED);
        let began = out.len();
        out.reserve(self.plain.len());
        self.deflate.reset();
        let ended = self.deflate.compress_vec(&self.plain, out, FlushCompress::Finish);
        if !matches!(ended, Ok(Status::StreamEnd)) || out.len() - began > self.plain.len() {
            out.truncate(began - 1);
            out.push(PLAIN);
            out.extend_from_slice(&self.plain);
        }
    }
}

/// Reads so many columns of so many rows.
fn unpack(bytes: &[u8], rows: usize, columns: usize) -> Result<Vec<f64>> {
    let damaged = || Error::other("it is not what was written");
    let (mut bytes, mut same) = (bytes, Vec::with_capacity(columns));
    for _ in 0..columns {
        let (kind, rest) = bytes.split_first().ok_or_else(damaged)?;
        bytes = rest;
        same.push(if *kind == SAME {
            let (number, rest) = bytes.split_first_chunk().ok_or_else(damaged)?;
            bytes = rest;
            Some(f64::from_bits(u64::from_le_bytes(*number)))
        } else {
            None
        });
    }
    let own = same.iter().filter(|one| one.is_none()).count() * rows;
    let mut unpacked = Vec::new();
    let plain = match bytes.split_first() {
        None => bytes,
        Some((&PLAIN, plain)) => plain,
        Some((_, packed)) => {
            unpacked.reserve_exact(own * NUMBER);
            Decompress::new(false).decompress_vec(packed, &mut unpacked, FlushDecompress::Finish)?;
            &unpacked
        }
    };
    if plain.len() != own * NUMBER {
        return Err(damaged());
    }
    let mut numbers = vec![0_u64; own];
    // An empty file of numbers has no planes either.
    for plane in plain.chunks_exact(own.max(1)) {
        for (number, byte) in numbers.iter_mut().zip(plane) {
            *number = *number << 8 | u64::from(*byte);
        }
    }
    let mut values = Vec::with_capacity(columns * rows);
    let mut own = numbers.chunks_exact(rows.max(1));
    for one in same {
        match one {
            Some(number) => values.resize(values.len() + rows, number),
            None => values.extend(own.next().ok_or_else(damaged)?.iter().copied().map(f64::from_bits)),
        }
    }
    Ok(values)
}

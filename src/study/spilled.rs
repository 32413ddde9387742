//! Rows of numbers on a disk, turned into columns, each packed by itself: of one indicator all replications stand side by
//! side, most of them small counts or the same number, so that they take a fraction of their room.
//!
//! The file has no name, so that its room is given back when the program ends, however it ends.

use std::fs::File;
use std::io::{Error, Read, Result, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};

/// Bytes of a number.
const NUMBER: usize = size_of::<u64>();
/// Packed bytes that are gathered before they go to the file.
const AT_ONCE: usize = 1 << 20;

/// How a column of a block is written: the number that all rows have, or the numbers, packed or as they are.
const SAME: u8 = 0;
const PACKED: u8 = 1;
const PLAIN: u8 = 2;

/// The file in which rows are put away: made with the first of them.
#[derive(Debug)]
pub struct Spill {
    directory: PathBuf,
    make: fn(&Path) -> Result<File>,
    file: Mutex<Option<File>>,
    /// Why no more could be put away.
    fault: OnceLock<String>,
}

impl Spill {
    /// A file that `make` makes in a directory, to be written and read.
    pub fn by(make: fn(&Path) -> Result<File>, directory: &Path) -> Spill {
        Spill { directory: directory.to_owned(), make, file: Mutex::new(None), fault: OnceLock::new() }
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
    begins: u64,
    /// Where each column ends, from where the block begins.
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
        let mut packer = Compress::new(Compression::fast(), false);
        let (mut ends, mut out, mut written) = (Vec::with_capacity(width), Vec::new(), 0);
        for place in 0..width {
            pack(rows.iter().skip(place).step_by(width), &mut packer, &mut out);
            let end = u32::try_from(written + out.len());
            ends.push(end.map_err(|_| Error::other("too many numbers were put away at once"))?);
            if out.len() >= AT_ONCE || place + 1 == width {
                file.write_all(&out)?;
                written += out.len();
                out.clear();
            }
        }
        Ok(Block { spill: Arc::clone(spill), rows: rows.len() / width, begins, ends })
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
        let from = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        let mut bytes = vec![0; (self.ends[place] - from) as usize];
        let read = self.spill.read(self.begins + u64::from(from), &mut bytes);
        let unpacked = read.and_then(|()| unpack(&bytes, self.rows, values));
        unpacked.unwrap_or_else(|fault| panic!("what was lived cannot be read back from the disk: {fault}"));
    }

    /// Some places of each row.
    pub(super) fn rows_of(&self, places: Range<usize>) -> impl Iterator<Item = Vec<f64>> + use<> {
        let columns: Vec<Vec<f64>> = places.map(|place| self.column(place)).collect();
        (0..self.rows).map(move |row| columns.iter().map(|column| column[row]).collect())
    }
}

/// Writes a column. Its numbers stand byte by byte, the first byte of all of them first: these are alike.
fn pack<'a>(column: impl Iterator<Item = &'a f64> + Clone, packer: &mut Compress, out: &mut Vec<u8>) {
    let bits = column.map(|value| value.to_bits());
    let first = bits.clone().next().unwrap_or_default();
    if bits.clone().all(|own| own == first) {
        out.push(SAME);
        out.extend(first.to_le_bytes());
        return;
    }
    let plain: Vec<u8> =
        (0..NUMBER).rev().flat_map(|byte| bits.clone().map(move |own| own.to_le_bytes()[byte])).collect();
    let began = out.len();
    out.push(PACKED);
    out.reserve(plain.len());
    packer.reset();
    let ended = packer.compress_vec(&plain, out, FlushCompress::Finish);
    if !matches!(ended, Ok(Status::StreamEnd)) || out.len() - began > plain.len() {
        out.truncate(began);
        out.push(PLAIN);
        out.extend(plain);
    }
}

/// Reads a column of so many rows.
fn unpack(bytes: &[u8], rows: usize, values: &mut Vec<f64>) -> Result<()> {
    let damaged = || Error::other("it is not what was written");
    let (kind, bytes) = bytes.split_first().ok_or_else(damaged)?;
    if *kind == SAME {
        let bits = u64::from_le_bytes(bytes.try_into().map_err(|_| damaged())?);
        values.resize(values.len() + rows, f64::from_bits(bits));
        return Ok(());
    }
    let mut unpacked = Vec::new();
    let plain = if *kind == PLAIN {
        bytes
    } else {
        unpacked.reserve_exact(rows * NUMBER);
        Decompress::new(false).decompress_vec(bytes, &mut unpacked, FlushDecompress::Finish)?;
        &unpacked
    };
    if plain.len() != rows * NUMBER {
        return Err(damaged());
    }
    let number =
        |row: usize| (0..NUMBER).fold(0, |bits, byte| bits << 8 | u64::from(plain[byte * rows + row]));
    values.extend((0..rows).map(|row| f64::from_bits(number(row))));
    Ok(())
}

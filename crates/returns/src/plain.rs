//! The one way in which a file of the user's is read: a plain file, of no more bytes than its kind may hold. A pipe or
//! a device would be waited for without end, and a file of another kind could fill the memory.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// Most bytes of what people write or what describes a study: a scenario, a profile, targets, a posterior, a manifest.
pub const WRITTEN: u64 = 64 << 20;
/// Most bytes of a table: a return, a published file, a table of results.
pub const TABLE: u64 = 4 << 30;

/// Opens a plain file and tells its size.
///
/// # Errors
/// It is not there, may not be read, or is a folder, a pipe, a device or a link that leads to itself.
pub fn open(path: &Path) -> io::Result<(File, u64)> {
    // Looked at before it is opened, since the opening of a pipe waits for its other end; and once more, since it may
    // have been another in between.
    plain(&fs::metadata(path)?)?;
    let file = File::open(path)?;
    let size = plain(&file.metadata()?)?;
    Ok((file, size))
}

/// The bytes of a plain file of at most `most` bytes.
///
/// # Errors
/// As [`open`], or it holds more.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let (file, size) = open(path)?;
    let too_large = || io::Error::other(format!("it holds more than {} MB", most >> 20));
    if size > most {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(size as usize).map_err(io::Error::other)?;
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(too_large()) } else { Ok(bytes) }
}

/// The text of a plain file of at most `most` bytes.
///
/// # Errors
/// As [`read`], or it is not UTF-8.
pub fn read_text(path: &Path, most: u64) -> io::Result<String> {
    let text = String::from_utf8(read(path, most)?);
    text.map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not text in UTF-8"))
}

/// The size of what is a plain file.
fn plain(about: &fs::Metadata) -> io::Result<u64> {
    if about.is_file() {
        return Ok(about.len());
    }
    let what = if about.is_dir() { "a folder" } else { "a pipe or a device" };
    Err(io::Error::other(format!("it is {what}, not a plain file")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_limit() {
        let path = std::env::temp_dir().join(format!("swplab-plain-{}", std::process::id()));
        fs::write(&path, "0123456789").unwrap();
        assert_eq!(read_text(&path, 10).unwrap(), "0123456789");
        assert!(read(&path, 9).unwrap_err().to_string().contains("more than"));
        fs::remove_file(&path).unwrap();
        assert_eq!(read(&path, 9).unwrap_err().kind(), io::ErrorKind::NotFound);
        assert!(read(&std::env::temp_dir(), 9).unwrap_err().to_string().contains("a folder"));
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_refused_before_it_is_read() {
        for endless in ["/dev/zero", "/dev/stdin", "/dev/null"] {
            // Standard input may be a plain file where the tests are run.
            if fs::metadata(endless).is_ok_and(|about| !about.is_file()) {
                assert!(
                    read(Path::new(endless), TABLE).unwrap_err().to_string().contains("device"),
                    "{endless}"
                );
            }
        }
    }
}

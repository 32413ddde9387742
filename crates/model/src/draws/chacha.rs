//! One ChaCha8 block at an address. `rand_chacha` defines the values and is the oracle of the tests;
//! this computes the one block directly because a seek there costs several times more.

use wide::u32x4;

const CONSTANTS: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// The definition, word by word: the tests' second oracle.
#[cfg(test)]
fn by_words(key: &[u32; 8], counter: u64, stream: u64) -> [u64; 8] {
    fn quarter(s: &mut [u32; 16], [a, b, c, d]: [usize; 4]) {
        s[a] = s[a].wrapping_add(s[b]);
        s[d] = (s[d] ^ s[a]).rotate_left(16);
        s[c] = s[c].wrapping_add(s[d]);
        s[b] = (s[b] ^ s[c]).rotate_left(12);
        s[a] = s[a].wrapping_add(s[b]);
        s[d] = (s[d] ^ s[a]).rotate_left(8);
        s[c] = s[c].wrapping_add(s[d]);
        s[b] = (s[b] ^ s[c]).rotate_left(7);
    }
    let mut start = [0u32; 16];
    start[..4].copy_from_slice(&CONSTANTS);
    start[4..12].copy_from_slice(key);
    start[12] = counter as u32;
    start[13] = (counter >> 32) as u32;
    start[14] = stream as u32;
    start[15] = (stream >> 32) as u32;
    let mut s = start;
    for _ in 0..4 {
        for k in 0..4 {
            quarter(&mut s, [k, 4 + k, 8 + k, 12 + k]);
        }
        for k in 0..4 {
            quarter(&mut s, [k, 4 + (k + 1) % 4, 8 + (k + 2) % 4, 12 + (k + 3) % 4]);
        }
    }
    std::array::from_fn(|i| {
        let word = |k: usize| u64::from(s[k].wrapping_add(start[k]));
        (word(2 * i + 1) << 32) | word(2 * i)
    })
}

#[inline(always)]
fn rotate<const BY: u32>(row: u32x4) -> u32x4 {
    (row << BY) | (row >> (32 - BY))
}

/// Four quarter rounds at once, one in each column.
#[inline(always)]
fn quarters([mut a, mut b, mut c, mut d]: [u32x4; 4]) -> [u32x4; 4] {
    a += b;
    d = rotate::<16>(d ^ a);
    c += d;
    b = rotate::<12>(b ^ c);
    a += b;
    d = rotate::<8>(d ^ a);
    c += d;
    b = rotate::<7>(b ^ c);
    [a, b, c, d]
}

#[inline(always)]
fn turn<const BY: usize>(row: u32x4) -> u32x4 {
    let w = row.to_array();
    u32x4::new([w[BY % 4], w[(BY + 1) % 4], w[(BY + 2) % 4], w[(BY + 3) % 4]])
}

/// Where a block stands: its number and its stream.
pub(super) type Place = (u64, u64);

/// The block at a place under `key`, as eight 64-bit numbers. Never taken into a caller: another crate's
/// may be built without optimisation, and there this would be most of the month.
#[inline(never)]
pub(super) fn block(key: &[u32; 8], place: Place) -> [u64; 8] {
    let [numbers] = blocks(key, [place]);
    numbers
}

/// The blocks at two places, in hardly more time than one: a block is a chain in which each step waits for the last.
#[inline(never)]
pub(super) fn two_blocks(key: &[u32; 8], places: [Place; 2]) -> [[u64; 8]; 2] {
    blocks(key, places)
}

/// Blocks side by side, four columns of each at once: integers only, so the bits are those of the definition on every
/// processor.
#[inline(always)]
fn blocks<const N: usize>(key: &[u32; 8], places: [Place; N]) -> [[u64; 8]; N] {
    let start = places.map(|(counter, stream)| {
        [
            u32x4::new(CONSTANTS),
            u32x4::new([key[0], key[1], key[2], key[3]]),
            u32x4::new([key[4], key[5], key[6], key[7]]),
            u32x4::new([counter as u32, (counter >> 32) as u32, stream as u32, (stream >> 32) as u32]),
        ]
    });
    let mut rows = start;
    for _ in 0..4 {
        for rows in &mut rows {
            *rows = quarters(*rows);
        }
        // The second half of a double round works on diagonals.
        for [a, b, c, d] in &mut rows {
            let [a2, b2, c2, d2] = quarters([*a, turn::<1>(*b), turn::<2>(*c), turn::<3>(*d)]);
            (*a, *b, *c, *d) = (a2, turn::<3>(b2), turn::<2>(c2), turn::<1>(d2));
        }
    }
    std::array::from_fn(|block| {
        let mut numbers = [0; 8];
        for k in 0..4 {
            let w = (rows[block][k] + start[block][k]).to_array();
            numbers[2 * k] = (u64::from(w[1]) << 32) | u64::from(w[0]);
            numbers[2 * k + 1] = (u64::from(w[3]) << 32) | u64::from(w[2]);
        }
        numbers
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;
    use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

    #[test]
    fn every_block_equals_rand_chacha_word_for_word() {
        let mut seed = [0u8; 32];
        for (i, byte) in seed.iter_mut().enumerate() {
            *byte = (i * 37 + 11) as u8;
        }
        let mut key = [0u32; 8];
        for (i, word) in key.iter_mut().enumerate() {
            *word = u32::from_le_bytes([seed[4 * i], seed[4 * i + 1], seed[4 * i + 2], seed[4 * i + 3]]);
        }
        let mut oracle = ChaCha8Rng::from_seed(seed);
        for (stream, counter) in
            [(0u64, 0u64), (1, 2), (u64::MAX, 3), (0x1234_5678_9abc_def0, (7 << 48) | 5), (42, u64::MAX - 9)]
        {
            oracle.set_stream(stream);
            oracle.set_word_pos(u128::from(counter) * 16);
            let numbers = block(&key, (counter, stream));
            assert_eq!(numbers, by_words(&key, counter, stream));
            let another = (counter ^ 3, stream.rotate_left(9));
            let two = two_blocks(&key, [(counter, stream), another]);
            assert_eq!(two, [numbers, by_words(&key, another.0, another.1)]);
            for number in numbers {
                assert_eq!(number as u32, oracle.next_u32());
                assert_eq!((number >> 32) as u32, oracle.next_u32());
            }
        }
    }
}

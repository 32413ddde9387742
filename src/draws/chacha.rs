//! One ChaCha8 block at an address. `rand_chacha` defines the values and is the oracle of the tests;
//! this computes the one block directly because a seek there costs several times more.

const CONSTANTS: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// A row of the state: four words that go through the same operations.
type Row = [u32; 4];

#[inline(always)]
fn add(a: Row, b: Row) -> Row {
    std::array::from_fn(|i| a[i].wrapping_add(b[i]))
}

#[inline(always)]
fn xor_rotate(a: Row, b: Row, bits: u32) -> Row {
    std::array::from_fn(|i| (a[i] ^ b[i]).rotate_left(bits))
}

/// Four quarter rounds at once, one in each column.
#[inline(always)]
fn quarters(mut a: Row, mut b: Row, mut c: Row, mut d: Row) -> (Row, Row, Row, Row) {
    a = add(a, b);
    d = xor_rotate(d, a, 16);
    c = add(c, d);
    b = xor_rotate(b, c, 12);
    a = add(a, b);
    d = xor_rotate(d, a, 8);
    c = add(c, d);
    b = xor_rotate(b, c, 7);
    (a, b, c, d)
}

#[inline(always)]
fn turn(row: Row, by: usize) -> Row {
    std::array::from_fn(|i| row[(i + by) % 4])
}

/// The 16 words of block `counter` of stream `stream` under `key`. Written by rows, so that the
/// compiler can take four columns at once.
#[inline]
pub(super) fn block(key: &[u32; 8], counter: u64, stream: u64) -> [u32; 16] {
    let first = CONSTANTS;
    let second = [key[0], key[1], key[2], key[3]];
    let third = [key[4], key[5], key[6], key[7]];
    let fourth = [
        counter as u32,
        (counter >> 32) as u32,
        stream as u32,
        (stream >> 32) as u32,
    ];
    let (mut a, mut b, mut c, mut d) = (first, second, third, fourth);
    for _ in 0..4 {
        (a, b, c, d) = quarters(a, b, c, d);
        (b, c, d) = (turn(b, 1), turn(c, 2), turn(d, 3));
        (a, b, c, d) = quarters(a, b, c, d);
        (b, c, d) = (turn(b, 3), turn(c, 2), turn(d, 1));
    }
    let mut words = [0; 16];
    words[..4].copy_from_slice(&add(a, first));
    words[4..8].copy_from_slice(&add(b, second));
    words[8..12].copy_from_slice(&add(c, third));
    words[12..].copy_from_slice(&add(d, fourth));
    words
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
            *word = u32::from_le_bytes([
                seed[4 * i],
                seed[4 * i + 1],
                seed[4 * i + 2],
                seed[4 * i + 3],
            ]);
        }
        let mut oracle = ChaCha8Rng::from_seed(seed);
        for (stream, counter) in [
            (0u64, 0u64),
            (1, 2),
            (u64::MAX, 3),
            (0x1234_5678_9abc_def0, (7 << 48) | 5),
            (42, u64::MAX - 9),
        ] {
            oracle.set_stream(stream);
            oracle.set_word_pos(u128::from(counter) * 16);
            let words = block(&key, counter, stream);
            for word in words {
                assert_eq!(word, oracle.next_u32());
            }
        }
    }
}

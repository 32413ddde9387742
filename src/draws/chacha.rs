//! One ChaCha8 block at an address. `rand_chacha` defines the values and is the oracle of the tests;
//! this computes the one block directly because a seek there costs several times more.

const CONSTANTS: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

#[inline(always)]
fn quarter(s: &mut [u32; 16], a: usize, b: usize, c: usize, d: usize) {
    s[a] = s[a].wrapping_add(s[b]);
    s[d] = (s[d] ^ s[a]).rotate_left(16);
    s[c] = s[c].wrapping_add(s[d]);
    s[b] = (s[b] ^ s[c]).rotate_left(12);
    s[a] = s[a].wrapping_add(s[b]);
    s[d] = (s[d] ^ s[a]).rotate_left(8);
    s[c] = s[c].wrapping_add(s[d]);
    s[b] = (s[b] ^ s[c]).rotate_left(7);
}

/// The 16 words of block `counter` of stream `stream` under `key`.
#[inline]
pub(super) fn block(key: &[u32; 8], counter: u64, stream: u64) -> [u32; 16] {
    let mut start = [0u32; 16];
    start[..4].copy_from_slice(&CONSTANTS);
    start[4..12].copy_from_slice(key);
    start[12] = counter as u32;
    start[13] = (counter >> 32) as u32;
    start[14] = stream as u32;
    start[15] = (stream >> 32) as u32;
    let mut s = start;
    for _ in 0..4 {
        quarter(&mut s, 0, 4, 8, 12);
        quarter(&mut s, 1, 5, 9, 13);
        quarter(&mut s, 2, 6, 10, 14);
        quarter(&mut s, 3, 7, 11, 15);
        quarter(&mut s, 0, 5, 10, 15);
        quarter(&mut s, 1, 6, 11, 12);
        quarter(&mut s, 2, 7, 8, 13);
        quarter(&mut s, 3, 4, 9, 14);
    }
    for (word, first) in s.iter_mut().zip(start) {
        *word = word.wrapping_add(first);
    }
    s
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

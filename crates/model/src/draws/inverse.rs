//! Numbers from uniforms by inverse CDF: one uniform per number, monotone in it, no rejection.

/// Unit exponential from a uniform in (0, 1): -ln u, the draw that the model makes most.
///
/// u = 2^k × m with m in [1, 2); c is the middle of m's 64th of that range, r = m/c - 1 is below
/// 1/128, and -ln u = -k ln 2 - ln c - (r - r²/2 + ... + r⁷/7): additions and products only, so the
/// bits are the same everywhere, at a third of the cost of a general logarithm. Near 1, where the
/// terms would cancel, the general one serves.
#[inline]
pub fn exponential(u: f64) -> f64 {
    if u > 0.97 {
        return -libm::log(u);
    }
    let bits = u.to_bits();
    let exponent = (bits >> 52) as i32 - 1_023;
    let [inverse, minus_log] = SIXTY_FOURTHS[(bits >> 46) as usize & 63];
    let m = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000);
    let r = m * inverse - 1.0;
    let series = r * (1.0 - r * (0.5 - r * (THIRD - r * (0.25 - r * (0.2 - r * (SIXTH - r * SEVENTH))))));
    minus_log - f64::from(exponent) * std::f64::consts::LN_2 - series
}

/// Unit exponential from a number of 32 bits: -ln u for u in the middle of one of 2^32 steps, to
/// eleven places, which suits its grain. The same sum, broken off at r⁴, without a jump.
#[inline]
pub(super) fn exponential_of_word(word: u32) -> f64 {
    // 2^32 × u: only the exponent differs.
    let bits = (f64::from(word) + 0.5).to_bits();
    let exponent = (bits >> 52) as i32 - (1_023 + 32);
    let [inverse, minus_log] = SIXTY_FOURTHS[(bits >> 46) as usize & 63];
    let m = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000);
    let r = m * inverse - 1.0;
    let series = r * (1.0 - r * (0.5 - r * (THIRD - r * 0.25)));
    minus_log - f64::from(exponent) * std::f64::consts::LN_2 - series
}

const THIRD: f64 = 1.0 / 3.0;
const SIXTH: f64 = 1.0 / 6.0;
const SEVENTH: f64 = 1.0 / 7.0;

/// 1 ÷ c and -ln c for the middle c of each 64th of [1, 2), worked out when the program is built.
static SIXTY_FOURTHS: [[f64; 2]; 64] = {
    let mut table = [[0.0; 2]; 64];
    let mut k = 0;
    while k < 64 {
        let c = 1.0 + (k as f64 + 0.5) / 64.0;
        // ln c = 2 artanh((c - 1)/(c + 1)), an odd series in a number below a third.
        let y = (c - 1.0) / (c + 1.0);
        let mut sum = 0.0;
        let mut n = 39;
        while n >= 1 {
            sum = sum * y * y + 1.0 / n as f64;
            n -= 2;
        }
        table[k] = [1.0 / c, -2.0 * y * sum];
        k += 1;
    }
    table
};

/// A unit exponential to a power, by inverse CDF: (-ln u) ^ `power`, a Weibull time of shape 1 ÷ `power`.
///
/// e ^ (power × ln(-ln u)): the logarithm is the sum above, the exponential 2^(k/64) × (1 + r + r²/2 + ... + r⁵/120)
/// with r below ln 2 ÷ 128. Additions and products only, so the bits are the same everywhere, at a third of the cost of a
/// general power; to 13 places, for powers between 0 and 8.
#[inline]
pub fn exponential_to_power(u: f64, power: f64) -> f64 {
    let e = exponential(u);
    if power == 1.0 {
        return e;
    }
    let bits = e.to_bits();
    let exponent = (bits >> 52) as i32 - 1_023;
    let [inverse, minus_log] = SIXTY_FOURTHS[(bits >> 46) as usize & 63];
    let m = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000);
    let r = m * inverse - 1.0;
    let series = r * (1.0 - r * (0.5 - r * (THIRD - r * (0.25 - r * (0.2 - r * (SIXTH - r * SEVENTH))))));
    let x = power * (f64::from(exponent) * std::f64::consts::LN_2 + series - minus_log);
    // The nearest 64th of a doubling: adding and taking away 1.5 × 2^52 rounds.
    let k = (x * (64.0 / std::f64::consts::LN_2) + ROUNDS) - ROUNDS;
    let r = (x - k * SIXTY_FOURTH_HIGH) - k * SIXTY_FOURTH_LOW;
    let series = r * (1.0 + r * (0.5 + r * (SIXTH + r * (1.0 / 24.0 + r * (1.0 / 120.0)))));
    let k = k as i64;
    let doublings = f64::from_bits(((1_023 + (k >> 6)) as u64) << 52);
    let part = POWERS[(k & 63) as usize];
    (part + part * series) * doublings
}

/// Added to a number far below it and taken away again, it leaves the nearest whole one.
const ROUNDS: f64 = 6_755_399_441_055_744.0;
/// ln 2 ÷ 64 in two parts, of which a whole number times the first is exact.
const SIXTY_FOURTH_HIGH: f64 = 0.010_830_424_695_086_549;
const SIXTY_FOURTH_LOW: f64 = 1.162_596_423_439_437e-12;

/// 2^(k/64), worked out when the program is built.
static POWERS: [f64; 64] = {
    let mut table = [1.0; 64];
    let mut k = 0;
    while k < 64 {
        let x = k as f64 * std::f64::consts::LN_2 / 64.0;
        let mut sum = 1.0;
        let mut n = 24;
        while n >= 1 {
            sum = 1.0 + sum * x / n as f64;
            n -= 1;
        }
        table[k] = sum;
        k += 1;
    }
    table
};

/// Standard normal from a uniform in (0, 1): Wichura's AS 241 (PPND16), relative error below 1e-15.
pub fn normal(u: f64) -> f64 {
    let q = u - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180625 - q * q;
        return q * ratio(r, &CENTRE);
    }
    let tail = if q < 0.0 { u } else { 1.0 - u };
    let r = libm::sqrt(-libm::log(tail));
    let value = if r <= 5.0 { ratio(r - 1.6, &MIDDLE) } else { ratio(r - 5.0, &FAR) };
    if q < 0.0 { -value } else { value }
}

fn ratio(r: f64, table: &([f64; 8], [f64; 8])) -> f64 {
    let horner = |c: &[f64; 8]| c.iter().rev().fold(0.0, |sum, &k| sum * r + k);
    horner(&table.0) / horner(&table.1)
}

const CENTRE: ([f64; 8], [f64; 8]) = (
    [
        3.387_132_872_796_366_5,
        133.141_667_891_784_38,
        1_971.590_950_306_551_3,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_854,
    ],
);
const MIDDLE: ([f64; 8], [f64; 8]) = (
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        7.745_450_142_783_414e-4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ],
);
const FAR: ([f64; 8], [f64; 8]) = (
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        0.001_242_660_947_388_078_4,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ],
);

/// Lognormal of mean 1 and log-standard deviation `sigma`.
pub fn lognormal(u: f64, sigma: f64) -> f64 {
    libm::exp(sigma * normal(u) - sigma * sigma / 2.0)
}

/// Poisson by inverse CDF; exact summation, meant for means below a few hundred.
pub fn poisson(u: f64, mean: f64) -> u32 {
    if mean <= 0.0 {
        return 0;
    }
    let mut term = libm::exp(-mean);
    let mut cumulative = term;
    let mut count = 0;
    while u > cumulative && count < 10_000 {
        count += 1;
        term *= mean / f64::from(count);
        cumulative += term;
        if term < 1e-300 && f64::from(count) > mean {
            break;
        }
    }
    count
}

/// Triangular on `[low, high]` with mode `mode`.
pub fn triangular(u: f64, low: f64, mode: f64, high: f64) -> f64 {
    if high <= low {
        return mode;
    }
    let split = (mode - low) / (high - low);
    if u < split {
        low + libm::sqrt(u * (high - low) * (mode - low))
    } else {
        high - libm::sqrt((1.0 - u) * (high - low) * (high - mode))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_the_logarithm() {
        for k in 1..20_000 {
            let u = f64::from(k) / 20_000.0;
            let (own, general) = (exponential(u), -libm::log(u));
            assert!((own - general).abs() <= 1e-15 + 4e-15 * general, "{u}: {own} {general}");
        }
        for u in [1e-16, 1e-9, 0.97, 0.970_000_1, 1.0 - 1e-16] {
            let (own, general) = (exponential(u), -libm::log(u));
            assert!(own > 0.0 && (own - general).abs() <= 1e-15 + 4e-15 * general, "{u}");
        }
    }

    #[test]
    fn the_exponential_to_a_power_is_the_power() {
        assert_eq!(SIXTY_FOURTH_HIGH.to_bits() & 0xf_ffff, 0, "a whole number of 20 bits times it is exact");
        let both = SIXTY_FOURTH_HIGH + SIXTY_FOURTH_LOW;
        assert!((both * 64.0 - std::f64::consts::LN_2).abs() < 1e-16);
        let (mut worst, grid) = (0.0_f64, (1..4_000).map(|k| f64::from(k) / 4_000.0));
        for u in grid.chain([1e-300, 1e-16, 1e-9, 0.97, 0.970_000_1, 1.0 - 1e-9, 1.0 - 1e-16]) {
            for power in [0.05, 0.3, 0.8, 1.0, 1.2, 1.9, 4.0, 8.0] {
                let (own, general) = (exponential_to_power(u, power), libm::pow(exponential(u), power));
                worst = worst.max((own / general - 1.0).abs());
            }
        }
        assert!(worst < 1e-13, "{worst}");
    }

    #[test]
    fn the_exponential_of_a_word_is_the_logarithm_to_eleven_places() {
        let steps = (0..40_000u32).map(|k| k * 107_374);
        for word in steps.chain([0, 1, 2, u32::MAX - 1, u32::MAX]) {
            let own = exponential_of_word(word);
            let general = -libm::log((f64::from(word) + 0.5) / 4_294_967_296.0);
            assert!(own > 0.0 && (own - general).abs() < 1e-11, "{word}");
        }
    }

    #[test]
    fn the_normal_matches_published_quantiles() {
        for (p, z) in [
            (0.5, 0.0),
            (0.975, 1.959_963_984_540_054),
            (0.001, -3.090_232_306_167_813_5),
            (1e-10, -6.361_340_902_404_056),
        ] {
            assert!((normal(p) - z).abs() < 1e-12, "{p}: {}", normal(p));
        }
    }

    #[test]
    fn the_poisson_has_its_probabilities() {
        // P(N <= 2 | 3) = 0.423190..., P(N <= 3 | 3) = 0.647231...
        assert_eq!(poisson(0.42, 3.0), 2);
        assert_eq!(poisson(0.43, 3.0), 3);
        assert_eq!(poisson(0.64, 3.0), 3);
        assert_eq!(poisson(0.65, 3.0), 4);
        assert_eq!(poisson(0.9, 0.0), 0);
    }

    #[test]
    fn the_triangular_meets_its_corners_and_median() {
        assert!((triangular(0.5, 0.0, 0.5, 1.0) - 0.5).abs() < 1e-12);
        assert!((triangular(0.0, 1.0, 2.0, 4.0) - 1.0).abs() < 1e-12);
        assert!((triangular(1.0, 1.0, 2.0, 4.0) - 4.0).abs() < 1e-12);
    }
}

//! A symmetric positive matrix as its Cholesky factor: what emulators, kernels and regressions need, up
//! to some thousand rows.

/// The lower factor L of a symmetric positive definite matrix A = L Lᵀ, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Cholesky {
    n: usize,
    lower: Vec<f64>,
}

impl Cholesky {
    /// Factors a matrix of `n` rows given row by row; only its lower half is read. `None` if it is not
    /// positive definite to working precision.
    pub fn new(n: usize, matrix: &[f64]) -> Option<Cholesky> {
        let mut lower = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..=i {
                let (row_i, row_j) = (&lower[i * n..i * n + j], &lower[j * n..j * n + j]);
                let sum = matrix[i * n + j] - dot(row_i, row_j);
                if i == j {
                    if !(sum > 0.0 && sum.is_finite()) {
                        return None;
                    }
                    lower[i * n + i] = sum.sqrt();
                } else {
                    lower[i * n + j] = sum / lower[j * n + j];
                }
            }
        }
        Some(Cholesky { n, lower })
    }

    /// Rows.
    pub fn rows(&self) -> usize {
        self.n
    }

    /// L⁻¹ b.
    pub fn forward(&self, b: &[f64]) -> Vec<f64> {
        let n = self.n;
        let mut x = b.to_vec();
        for i in 0..n {
            let sum = x[i] - dot(&self.lower[i * n..i * n + i], &x[..i]);
            x[i] = sum / self.lower[i * n + i];
        }
        x
    }

    /// A⁻¹ b.
    pub fn solve(&self, b: &[f64]) -> Vec<f64> {
        let n = self.n;
        let mut x = self.forward(b);
        for i in (0..n).rev() {
            x[i] /= self.lower[i * n + i];
            let value = x[i];
            for (k, x) in x[..i].iter_mut().enumerate() {
                *x -= self.lower[i * n + k] * value;
            }
        }
        x
    }

    /// A⁻¹, row by row.
    pub fn inverse(&self) -> Vec<f64> {
        let n = self.n;
        let mut inverse = vec![0.0; n * n];
        let mut unit = vec![0.0; n];
        for column in 0..n {
            unit[column] = 1.0;
            for (row, value) in self.solve(&unit).into_iter().enumerate() {
                inverse[row * n + column] = value;
            }
            unit[column] = 0.0;
        }
        inverse
    }

    /// Logarithm of the determinant of A.
    pub fn log_determinant(&self) -> f64 {
        let n = self.n;
        2.0 * (0..n).map(|i| libm::log(self.lower[i * n + i])).sum::<f64>()
    }

    /// L z: a vector with covariance A where z is standard normal.
    pub fn scale(&self, z: &[f64]) -> Vec<f64> {
        let n = self.n;
        (0..n).map(|i| dot(&self.lower[i * n..=i * n + i], &z[..=i])).collect()
    }
}

/// Inner product.
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    // Four sums at once: one alone waits for each addition before the next.
    let (mut sums, mut rest) = ([0.0; 4], 0.0);
    let (whole_a, whole_b) = (a.chunks_exact(4), b.chunks_exact(4));
    for (x, y) in whole_a.remainder().iter().zip(whole_b.remainder()) {
        rest += x * y;
    }
    for (x, y) in whole_a.zip(whole_b) {
        for k in 0..4 {
            sums[k] += x[k] * y[k];
        }
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matrix_with_a_known_factor_is_factored_solved_and_inverted() {
        // A = L Lᵀ with L = [2; 6 1; -8 5 3], the usual schoolbook example.
        let a = [4.0, 12.0, -16.0, 12.0, 37.0, -43.0, -16.0, -43.0, 98.0];
        let factor = Cholesky::new(3, &a).unwrap();
        assert_eq!(factor.lower, [2.0, 0.0, 0.0, 6.0, 1.0, 0.0, -8.0, 5.0, 3.0]);
        // A (1, 2, 3) = (-20, -43, 192).
        let x = factor.solve(&[-20.0, -43.0, 192.0]);
        for (x, expected) in x.iter().zip([1.0, 2.0, 3.0]) {
            assert!((x - expected).abs() < 1e-10);
        }
        assert!((factor.log_determinant() - libm::log(36.0)).abs() < 1e-12);
        let inverse = factor.inverse();
        assert!((inverse[0] - 49.361_111_111_111_11).abs() < 1e-9);
        assert_eq!(factor.scale(&[1.0, 1.0, 1.0]), [2.0, 7.0, 0.0]);
    }

    #[test]
    fn a_matrix_that_is_not_positive_has_no_factor() {
        assert!(Cholesky::new(2, &[1.0, 2.0, 2.0, 1.0]).is_none());
        assert!(Cholesky::new(1, &[f64::NAN]).is_none());
    }
}

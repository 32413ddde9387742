//! Moments, quantiles, intervals, paired differences, survival and shares of variance.
//!
//! Uses no other room, no clock and no randomness; transcendental functions come from `libm`, so that
//! the same values give the same bits on any machine. Values that are not finite count as missing.

mod boxes;
mod crps;
mod design;
mod double_sampling;
mod elementary;
mod gaussian_process;
mod histogram;
mod implausibility;
mod influence;
mod information;
mod leading;
mod matrix;
mod moments;
mod normal;
mod paired;
mod particles;
mod proportion;
mod quantile;
mod ratio;
mod sobol_points;
mod space_filling;
mod stopping;
mod stream;
mod student;
mod survival;
mod variance_shares;

pub use boxes::{Column, Found, Limit, chosen, is_inside, judged, peeled};
pub use crps::{crps_ensemble, crps_normal};
pub use design::{DesignAnalysis, design_analysis};
pub use double_sampling::{Helped, helped};
pub use elementary::{Elementary, Trajectory, elementary, trajectory};
pub use gaussian_process::{GaussianProcess, Hyper, LeaveOneOut};
pub use histogram::{Bins, nice_step, ticks};
pub use implausibility::{Doubts, implausibility, second_largest};
pub use influence::{
    Influence, Ranked, equal_count_bins, linear_share, noise_floor, rank_correlation, variance_explained,
};
pub use information::{value_of_information, value_of_inputs};
pub use leading::{Size, Standing, standing};
pub use matrix::Cholesky;
pub use moments::{Summary, finite, mean, sample_sd};
pub use normal::{normal_cdf, normal_quantile};
pub use paired::{Paired, holm};
pub use particles::{
    NormalKernel, distance_by_chance, distance_from_uniform, effective_size, median_deviation, normalised,
    resample, weighted_covariance, weighted_mean, weighted_quantile,
};
pub use proportion::wilson;
pub use quantile::{Interval, order_statistic_interval, prediction_interval, quantile, sorted};
pub use ratio::Ratio;
pub use sobol_points::{SOBOL_DIRECTIONS, scrambled_sobol_points, sobol_points};
pub use space_filling::{largest_correlation, latin_hypercube};
pub use stopping::{NOUGHT, PILOT, joint_interval, next_look, values_needed};
pub use stream::{PairedStream, Stream};
pub use student::{incomplete_beta, student_cdf, student_quantile};
pub use survival::{Observation, SurvivalStep, kaplan_meier};
pub use variance_shares::{Rows, Shares, VarianceShares, variance_shares};

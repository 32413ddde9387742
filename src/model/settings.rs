//! Plain numbers that `study` makes from a scenario, a parameter set and hypothesis positions.

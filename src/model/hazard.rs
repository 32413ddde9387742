//! Each hazard a pure function of plain numbers, with its formula and source.

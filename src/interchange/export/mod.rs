//! A simulated authority as a looked-after-children return (SSDA903): the tables that a real one
//! would send for each collection year. It simulates nothing and must never read an authority's data.

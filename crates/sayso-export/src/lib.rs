//! Statements to CSV and the other formats.

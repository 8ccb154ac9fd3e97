//! Cells that a spreadsheet would run.
//!
//! Words of a report come from anywhere, and a program that opens separated values may take a cell that begins with
//! one of a few signs for a formula (CWE-1236). Such a cell gets an apostrophe before it, which spreadsheets take
//! for "this is text". Formats that programs read by a published column list are written as they are.

use std::borrow::Cow;

/// The signs, as OWASP lists them under "CSV injection".
const SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The cell as it can be written for people: one that would be taken for a formula, and is no number, begins with
/// an apostrophe.
#[must_use]
pub fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(SIGNS) && cell.parse::<f64>().is_err() {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text_and_all_else_stays() {
        for formula in ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "- the minister said"] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        for plain in ["", "-5.5", "+1.0", "Oslo", "a=b", "'quoted'", "“=1”", "2024-03-04"] {
            assert!(matches!(harmless(plain), Cow::Borrowed(_)), "{plain}");
        }
    }
}

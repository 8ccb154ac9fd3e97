//! Goldstein's values of CAMEO codes: how cooperative (10) or conflictual (−10) an act of that code is.
//!
//! Source: the table of GDELT's CAMEO look-ups (`CAMEO.goldsteinscale.txt`), which follows the CAMEO manual
//! 1.1b3 (Schrodt) after Goldstein, J. S. (1992), "A Conflict-Cooperation Scale for WEIS Events Data",
//! Journal of Conflict Resolution 36(2). Only codes are listed whose value differs from that of the code
//! they are part of.

/// Code, value; in order of code.
const VALUES: [(&str, f64); 102] = [
    ("01", 0.0),
    ("011", -0.1),
    ("012", -0.4),
    ("013", 0.4),
    ("016", -2.0),
    ("018", 3.4),
    ("019", 3.4),
    ("02", 3.0),
    ("021", 3.4),
    ("022", 3.2),
    ("023", 3.4),
    ("024", -0.3),
    ("025", -0.3),
    ("026", 4.0),
    ("027", 4.0),
    ("028", 4.0),
    ("03", 4.0),
    ("031", 5.2),
    ("032", 4.5),
    ("033", 5.2),
    ("0334", 6.0),
    ("034", 7.0),
    ("035", 7.0),
    ("037", 5.0),
    ("038", 7.0),
    ("039", 5.0),
    ("04", 1.0),
    ("042", 1.9),
    ("043", 2.8),
    ("044", 2.5),
    ("045", 5.0),
    ("046", 7.0),
    ("05", 3.5),
    ("051", 3.4),
    ("053", 3.8),
    ("054", 6.0),
    ("055", 7.0),
    ("056", 7.0),
    ("057", 8.0),
    ("06", 6.0),
    ("061", 6.4),
    ("062", 7.4),
    ("063", 7.4),
    ("064", 7.0),
    ("07", 7.0),
    ("071", 7.4),
    ("072", 8.3),
    ("073", 7.4),
    ("074", 8.5),
    ("08", 5.0),
    ("084", 7.0),
    ("085", 7.0),
    ("086", 9.0),
    ("087", 9.0),
    ("0874", 10.0),
    ("09", -2.0),
    ("10", -5.0),
    ("11", -2.0),
    ("12", -4.0),
    ("125", -5.0),
    ("126", -5.0),
    ("127", -5.0),
    ("128", -5.0),
    ("129", -5.0),
    ("13", -6.0),
    ("130", -4.4),
    ("131", -5.8),
    ("132", -5.8),
    ("133", -5.8),
    ("134", -5.8),
    ("135", -5.8),
    ("136", -7.0),
    ("137", -7.0),
    ("138", -7.0),
    ("139", -7.0),
    ("14", -6.5),
    ("144", -7.5),
    ("145", -7.5),
    ("15", -7.2),
    ("16", -4.0),
    ("162", -5.6),
    ("163", -8.0),
    ("164", -7.0),
    ("165", -6.5),
    ("166", -7.0),
    ("17", -7.0),
    ("171", -9.2),
    ("172", -5.0),
    ("173", -5.0),
    ("174", -5.0),
    ("175", -9.0),
    ("18", -9.0),
    ("182", -9.5),
    ("1821", -9.0),
    ("1822", -9.0),
    ("1823", -10.0),
    ("183", -10.0),
    ("184", -8.0),
    ("185", -8.0),
    ("186", -10.0),
    ("19", -10.0),
    ("191", -9.5),
];
/// Codes of roots 19 and 20 that are not −10.
const REST: [(&str, f64); 4] = [("192", -9.5), ("196", -9.5), ("20", -10.0), ("201", -9.5)];

/// The value of a CAMEO code; `None` where its first two digits are no root.
#[must_use]
pub fn goldstein(code: &str) -> Option<f64> {
    let value =
        |part: &str| VALUES.iter().chain(&REST).find(|(known, _)| *known == part).map(|(_, value)| *value);
    (2..=code.len()).rev().filter_map(|n| code.get(..n)).find_map(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_own_value_or_that_of_what_it_is_part_of() {
        assert_eq!(goldstein("042"), Some(1.9));
        assert_eq!(goldstein("0334"), Some(6.0));
        assert_eq!(goldstein("0331"), Some(5.2));
        assert_eq!(goldstein("1311"), Some(-5.8));
        assert_eq!(goldstein("1822"), Some(-9.0));
        assert_eq!(goldstein("204"), Some(-10.0));
        assert_eq!(goldstein("99"), None);
        assert_eq!(goldstein("é"), None);
    }
}

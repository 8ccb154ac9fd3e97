//! Great-circle distance.

/// Kilometres between two points given in degrees, on a sphere of the earth's mean radius
/// (6371.0088 km, IUGG), by the haversine formula.
#[must_use]
pub fn kilometres(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (lat1, lon1, lat2, lon2) =
        (from.0.to_radians(), from.1.to_radians(), to.0.to_radians(), to.1.to_radians());
    let (rise, run) = (libm::sin((lat2 - lat1) / 2.0), libm::sin((lon2 - lon1) / 2.0));
    let a = rise * rise + libm::cos(lat1) * libm::cos(lat2) * run * run;
    2.0 * 6371.0088 * libm::asin(a.sqrt().min(1.0))
}

#[cfg(test)]
mod tests {
    use super::kilometres;

    #[test]
    fn known_distances() {
        let quarter = kilometres((0.0, 0.0), (0.0, 90.0));
        assert!((quarter - 10_007.5).abs() < 1.0, "{quarter}");
        let damascus_beirut = kilometres((33.51, 36.29), (33.89, 35.50));
        assert!((80.0..90.0).contains(&damascus_beirut), "{damascus_beirut}");
        assert!(kilometres((10.0, 179.9), (10.0, -179.9)) < 25.0);
    }
}

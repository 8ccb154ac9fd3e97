//! Morphological features in the form `Case=Nom|Number=Plur`.
//!
//! Source: `spacy/morphology.pyx` (3.8), `Morphology.normalize_features`.

/// The normal form of a feature text: fields in order, each field's values in order. `_` and the empty text
/// are no features, and become the empty text.
///
/// Fields without a `=` are kept as they are.
#[must_use]
pub fn normal_form(features: &str) -> String {
    if features == "_" {
        return String::new();
    }
    let mut fields: Vec<String> = Vec::new();
    for field in features.split('|').filter(|field| !field.is_empty()) {
        fields.push(match field.split_once('=') {
            Some((name, values)) => {
                let mut values: Vec<&str> = values.split(',').collect();
                values.sort_unstable();
                format!("{name}={}", values.join(","))
            }
            None => field.to_owned(),
        });
    }
    fields.sort_unstable();
    fields.join("|")
}

/// The value of one feature, as it stands: several values are joined by commas.
#[must_use]
pub fn feature<'m>(morph: &'m str, name: &str) -> Option<&'m str> {
    morph.split('|').find_map(|field| field.strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_values_are_sorted() {
        assert_eq!(normal_form("Number=Plur|Case=Nom,Acc"), "Case=Acc,Nom|Number=Plur");
        assert_eq!(normal_form("_"), "");
        assert_eq!(normal_form(""), "");
    }

    #[test]
    fn a_feature_is_found_by_its_whole_name() {
        assert_eq!(feature("NumType=Card|Number=Sing", "Number"), Some("Sing"));
        assert_eq!(feature("NumType=Card", "Num"), None);
        assert_eq!(feature("", "Number"), None);
    }
}

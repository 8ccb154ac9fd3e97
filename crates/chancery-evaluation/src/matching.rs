//! Pairs hand-coded with coded events, one to one and as many as can be.

/// A maximal matching of `edges[i]`, the coded events that hand-coded event `i` may be: for each `i`, its
/// partner. Augmenting paths in order of index, so that the same input gives the same pairs as the reference
/// scorer.
pub(crate) fn maximal(edges: &[Vec<usize>], n_coded: usize) -> Vec<Option<usize>> {
    let mut owner: Vec<Option<usize>> = vec![None; n_coded];
    for i in 0..edges.len() {
        let mut seen = vec![false; n_coded];
        place(i, edges, &mut owner, &mut seen);
    }
    let mut partner = vec![None; edges.len()];
    for (j, i) in owner.iter().enumerate().filter_map(|(j, i)| Some((j, (*i)?))) {
        partner[i] = Some(j);
    }
    partner
}

/// Finds a place for `i`, moving others where needed. The depth is at most the number of coded events of one
/// report.
fn place(i: usize, edges: &[Vec<usize>], owner: &mut [Option<usize>], seen: &mut [bool]) -> bool {
    for &j in &edges[i] {
        if std::mem::replace(&mut seen[j], true) {
            continue;
        }
        if owner[j].is_none_or(|other| place(other, edges, owner, seen)) {
            owner[j] = Some(i);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_pair_gives_way_where_both_can_be_placed() {
        assert_eq!(maximal(&[vec![0, 1], vec![0]], 2), [Some(1), Some(0)]);
        assert_eq!(maximal(&[vec![0], vec![0]], 1), [Some(0), None]);
    }
}

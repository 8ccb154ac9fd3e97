//! What follows a parse: tree edges, sentence starts, and the undoing of the labels `X||Y` by
//! which a projective parser tells of crossing arcs (Nivre and Nilsson 2005, scheme "head";
//! `spacy/pipeline/_parser_internals/nonproj.pyx`, `spacy/tokens/doc.pyx`).

/// Rounds of edge adjustment that spaCy grants a tree with crossing arcs.
const MAX_ROUNDS: usize = 12;

/// The leftmost and rightmost token of each token's subtree.
#[derive(Debug, Default, Clone)]
pub(crate) struct Edges {
    pub(crate) left: Vec<u32>,
    pub(crate) right: Vec<u32>,
}

/// Computes edges and sentence starts of a forest; a root is its own head.
pub(crate) fn edges_and_starts(heads: &[u32]) -> (Edges, Vec<bool>) {
    let n = heads.len();
    let mut edges = Edges { left: (0..n as u32).collect(), right: (0..n as u32).collect() };
    for _ in 0..MAX_ROUNDS {
        let widen = |child: usize, edges: &mut Edges| {
            let head = heads[child] as usize;
            edges.left[head] = edges.left[head].min(edges.left[child]);
            edges.right[head] = edges.right[head].max(edges.right[child]);
        };
        for child in 0..n {
            widen(child, &mut edges);
        }
        for child in (0..n).rev() {
            widen(child, &mut edges);
        }
        if heads_within_sentences(heads, &edges) {
            break;
        }
    }
    let mut starts = vec![false; n];
    for (token, &head) in heads.iter().enumerate() {
        if head as usize == token {
            starts[edges.left[token] as usize] = true;
        }
    }
    (edges, starts)
}

/// Whether every head lies in the sentence of its token. As in spaCy, a sentence is checked
/// together with the first token after it.
fn heads_within_sentences(heads: &[u32], edges: &Edges) -> bool {
    let n = heads.len();
    let mut starts = vec![false; n];
    for (token, &head) in heads.iter().enumerate() {
        if head as usize == token {
            starts[edges.left[token] as usize] = true;
        }
    }
    let mut start = 0;
    for end in 0..n {
        if (end > 0 && starts[end]) || end + 1 == n {
            let inside = |head: u32| (start..=end).contains(&(head as usize));
            if !heads[start..end].iter().all(|&h| inside(h)) {
                return false;
            }
            start = end;
        }
    }
    true
}

/// Gives each token with a label `X||Y` the label `X` and, as head, the first descendant of its
/// head (breadth first, left to right) that is labelled `Y`, where there is one.
///
/// `split` gives for a label its two parts, as labels, if it is of that kind.
pub(crate) fn reattach(
    heads: &mut [u32],
    labels: &mut [u16],
    edges: &Edges,
    split: impl Fn(u16) -> Option<(u16, u16)>,
    is_space: impl Fn(usize) -> bool,
) {
    for token in 0..heads.len() {
        let Some((label, head_label)) = split(labels[token]) else { continue };
        if let Some(head) = find_head(token, head_label, heads, labels, edges, &is_space) {
            heads[token] = head;
        }
        labels[token] = label;
    }
}

fn find_head(
    token: usize,
    wanted: u16,
    heads: &[u32],
    labels: &[u16],
    edges: &Edges,
    is_space: &impl Fn(usize) -> bool,
) -> Option<u32> {
    let mut level = vec![heads[token]];
    let mut next = Vec::new();
    // Heads may be in a circle for a while; no level can be deeper than the text is long.
    for _ in 0..heads.len() {
        for &parent in &level {
            let span = edges.left[parent as usize]..=edges.right[parent as usize];
            for child in span.filter(|&c| c != parent && heads[c as usize] == parent) {
                if is_space(child as usize) || child as usize == token {
                    continue;
                }
                if labels[child as usize] == wanted {
                    return Some(child);
                }
                next.push(child);
            }
        }
        if next.is_empty() {
            return None;
        }
        level = std::mem::take(&mut next);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_reach_through_the_tree() {
        // 0 <- 1 -> 2 -> 3 and a second sentence 4 <- 5.
        let (edges, starts) = edges_and_starts(&[1, 1, 1, 2, 5, 5]);
        assert_eq!((edges.left[1], edges.right[1], edges.right[2]), (0, 3, 3));
        assert_eq!(starts, [true, false, false, false, true, false]);
    }

    #[test]
    fn a_decorated_label_finds_its_head_below() {
        // Labels: 0 root, 1 dobj, 2 prep, 3 `prep||dobj`.
        let mut heads = [0, 0, 1, 0];
        let mut labels = [0, 1, 2, 3];
        let (edges, _) = edges_and_starts(&heads);
        reattach(&mut heads, &mut labels, &edges, |l| (l == 3).then_some((2, 1)), |_| false);
        assert_eq!((heads[3], labels[3]), (1, 2));
    }

    #[test]
    fn without_such_a_descendant_the_head_stays() {
        let mut heads = [0, 0, 0];
        let mut labels = [0, 2, 3];
        let (edges, _) = edges_and_starts(&heads);
        reattach(&mut heads, &mut labels, &edges, |l| (l == 3).then_some((2, 1)), |_| false);
        assert_eq!((heads[2], labels[2]), (0, 2));
    }
}

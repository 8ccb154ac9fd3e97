//! The part-of-speech tagger: one linear layer on a token's vector in context
//! (spaCy's `Tagger.v2`; the greatest score decides, so no softmax is computed).

use chancery_kernels::{Backend, Dense, Reduction, first_greatest};

use crate::error::{Error, Result};
use crate::model::thinc::Network;

/// Weights and labels.
#[derive(Debug)]
pub(crate) struct Tagger {
    layer: Dense,
    pub(crate) labels: Vec<String>,
}

impl Tagger {
    /// Reads the tagger; `cfg` is the component's JSON with its labels.
    pub(crate) fn read(backend: Backend, network: &Network, cfg: &[u8]) -> Result<Self> {
        let cfg: serde_json::Value = serde_json::from_slice(cfg)
            .map_err(|e| Error::damaged(format!("is not JSON ({e})")).in_file("tagger/cfg"))?;
        let labels: Vec<String> = serde_json::from_value(cfg.get("labels").cloned().unwrap_or_default())
            .map_err(|e| Error::damaged(format!("has no list of labels ({e})")).in_file("tagger/cfg"))?;
        let node = network.only("softmax")?;
        let (weights, [n_out, n_in]) = node.array::<2>("W")?;
        let (bias, _) = node.array::<1>("b")?;
        if n_out != labels.len() || n_out > usize::from(u16::MAX) {
            return Err(Error::damaged(format!("{n_out} scores for {} labels", labels.len())));
        }
        let layer = Dense::new(backend, Reduction::None, weights, bias, n_in, n_out)
            .ok_or_else(|| Error::damaged("the output layer's weights differ in shape"))?;
        Ok(Self { layer, labels })
    }

    /// Length of the vectors that [`Self::tag`] takes.
    pub(crate) fn width(&self) -> usize {
        self.layer.n_in()
    }

    /// Multiply-adds for one token.
    pub(crate) fn work_per_token(&self) -> usize {
        self.layer.work_per_row()
    }

    /// Appends the label index of each row of `vectors`, `[n, width]`, to `tags`.
    pub(crate) fn tag(&self, vectors: &[f32], scores: &mut Vec<f32>, tags: &mut Vec<u16>) {
        let n = vectors.len() / self.width();
        let stride = self.layer.out_stride();
        scores.resize(n * stride, 0.0);
        self.layer.apply(vectors, self.width(), n, scores);
        tags.extend(scores.chunks_exact(stride).map(|row| first_greatest(&row[..self.labels.len()]) as u16));
    }
}

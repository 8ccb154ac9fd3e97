//! From word types to vectors in context: hashed embeddings, a mixing layer, and a stack of
//! residual convolutions (spaCy's `MultiHashEmbed.v2` and `MaxoutWindowEncoder.v2`).
//!
//! What depends on the word type alone is computed once per type and kept in a [`TypeCache`]: the
//! embedding, its mixing layer, and the three products of which the first convolution is a sum.
//! The rest runs as matrix products over some hundred rows at a time. Nothing here depends on what
//! else is in the batch.

use std::sync::Arc;

use chancery_kernels::{Backend, Dense, Reduction, WindowMaxout, WindowScratch};

use crate::error::{Error, Result};
use crate::feature::Feature;
use crate::model::config::Config;
use crate::model::thinc::{Network, Node};
use crate::model::vectors::Vectors;

/// Window of the convolutions: one token to each side. Others are refused when loading.
const WINDOW: usize = 3;

/// A row outside every text: its vector is zero.
pub(crate) const OUTSIDE: u32 = u32::MAX;

/// What a configuration says of a token-to-vector model.
#[derive(Debug)]
pub(crate) struct Settings {
    width: usize,
    depth: usize,
    features: Vec<Feature>,
    pub(crate) with_vectors: bool,
}

impl Settings {
    /// Reads the settings at `section`, the part with `.embed` and `.encode` below it.
    pub(crate) fn read(config: &Config, section: &str) -> Result<Self> {
        config.expect_architecture(section, "spacy.Tok2Vec", &["v1", "v2"])?;
        let (embed, encode) = (format!("{section}.embed"), format!("{section}.encode"));
        config.expect_architecture(&embed, "spacy.MultiHashEmbed", &["v1", "v2"])?;
        config.expect_architecture(&encode, "spacy.MaxoutWindowEncoder", &["v1", "v2"])?;
        if config.usize(&encode, "window_size")? != 1 {
            return Err(Error::not_run(format!("[{encode}] window_size other than 1")));
        }
        let features = config.strings(&embed, "attrs")?;
        let width = config.usize(&encode, "width")?;
        if config.usize(&embed, "width")? != width {
            return Err(Error::damaged(format!("[{embed}] and [{encode}] differ in width")));
        }
        Ok(Self {
            width,
            depth: config.usize(&encode, "depth")?,
            features: features.iter().map(|name| Feature::by_name(name)).collect::<Result<_>>()?,
            with_vectors: config.bool(&embed, "include_static_vectors")?,
        })
    }
}

/// The weights of one token-to-vector model.
#[derive(Debug)]
pub(crate) struct Tok2Vec {
    backend: Backend,
    width: usize,
    tables: Vec<HashTable>,
    vectors: Option<StaticVectors>,
    mixer: Dense,
    mixer_norm: Norm,
    /// For one type, what it adds to the first convolution as left neighbour, centre and right
    /// neighbour: `[WINDOW, pieces, width]`.
    first_products: Dense,
    /// `[pieces, width]`.
    first_bias: Vec<f32>,
    first_norm: Norm,
    layers: Vec<(WindowMaxout, Norm)>,
}

/// One hashed embedding: a feature's four hashes choose the rows that are added up.
#[derive(Debug)]
struct HashTable {
    feature: Feature,
    seed: u32,
    n_rows: u32,
    rows: Vec<f32>,
    /// As many as a row has entries.
    zeros: Vec<f32>,
}

/// A linear layer on the word's static vector (`spacy/ml/staticvectors.py`).
#[derive(Debug)]
struct StaticVectors {
    table: Arc<Vectors>,
    layer: Dense,
}

#[derive(Debug)]
struct Norm {
    gain: Vec<f32>,
    bias: Vec<f32>,
}

/// What [`Tok2Vec`] has computed per word type, for one worker thread. Results do not depend on
/// what is in it.
#[derive(Debug)]
pub(crate) struct TypeCache {
    /// Types that it may hold when a batch begins.
    limit: usize,
    /// Slot per type, [`OUTSIDE`] where the type was not met since the last clearing.
    slot_of: Vec<u32>,
    /// `[n_slots, width]`.
    vectors: Vec<f32>,
    /// `[n_slots, WINDOW, pieces, width]`.
    products: Vec<f32>,
    n_slots: usize,
    scratch: Vec<f32>,
}

impl TypeCache {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            limit,
            slot_of: Vec::new(),
            vectors: Vec::new(),
            products: Vec::new(),
            n_slots: 0,
            scratch: Vec::new(),
        }
    }

    /// Forgets every type.
    pub(crate) fn clear(&mut self) {
        self.slot_of.clear();
        self.vectors.clear();
        self.products.clear();
        self.n_slots = 0;
    }

    /// Forgets every type if there are more than the limit.
    pub(crate) fn trim(&mut self) {
        if self.n_slots > self.limit {
            self.clear();
        }
    }
}

/// Room for the rows of one run through the convolutions.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    /// Two buffers `[1 + n_rows + 1, width]` whose first and last row are zero.
    buffers: [Vec<f32>; 2],
    scratch: WindowScratch,
}

impl Tok2Vec {
    /// Reads the weights of the model in `network`, as its settings describe it. `vectors` are the
    /// package's, if the settings ask for them.
    pub(crate) fn read(
        backend: Backend,
        network: &Network,
        settings: &Settings,
        vectors: Option<Arc<Vectors>>,
    ) -> Result<Self> {
        let &Settings { width, depth, ref features, .. } = settings;
        let tables = network
            .named("hashembed")
            .zip(features)
            .map(|(node, &feature)| HashTable::read(node, feature, width))
            .collect::<Result<Vec<_>>>()?;
        let vectors = vectors.map(|table| StaticVectors::read(backend, network, table, width)).transpose()?;
        let mut dense = network.named("maxout");
        let mut norms = network.named("layernorm");
        let mut next = || -> Result<(&Node, Norm)> {
            match (dense.next(), norms.next()) {
                (Some(node), Some(norm)) => Ok((node, Norm::read(norm, width)?)),
                _ => Err(Error::damaged("the model has fewer layers than its configuration says")),
            }
        };
        if tables.len() != features.len() || depth == 0 {
            return Err(Error::damaged("the model has fewer layers than its configuration says"));
        }
        let (mixer, mixer_norm) = next()?;
        let n_parts = tables.len() + usize::from(vectors.is_some());
        let mixer = read_maxout(backend, mixer, width * n_parts, width)?;
        let (first, first_norm) = next()?;
        let (first_products, first_bias) = read_first_convolution(backend, first, width)?;
        let layers = (1..depth)
            .map(|_| {
                let (node, norm) = next()?;
                Ok((read_convolution(backend, node, width)?, norm))
            })
            .collect::<Result<Vec<_>>>()?;
        Ok(Self {
            backend,
            width,
            tables,
            vectors,
            mixer,
            mixer_norm,
            first_products,
            first_bias,
            first_norm,
            layers,
        })
    }

    /// Length of a vector.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Tokens to each side that a token's vector depends on.
    pub(crate) fn reach(&self) -> usize {
        self.layers.len() + 1
    }

    /// Multiply-adds for one token, the part per word type left out.
    pub(crate) fn work_per_token(&self) -> usize {
        self.layers.iter().map(|(layer, _)| layer.work_per_row()).sum()
    }

    /// Makes sure that every one of `types` has a slot in `cache`; `feature` gives the value of a
    /// type's feature.
    pub(crate) fn prepare(
        &self,
        types: impl Iterator<Item = u32>,
        feature: impl Fn(u32, Feature) -> u64,
        cache: &mut TypeCache,
    ) {
        let fresh_from = cache.n_slots;
        let mut fresh = Vec::new();
        for word_type in types {
            let index = word_type as usize;
            if index >= cache.slot_of.len() {
                cache.slot_of.resize(index + 1, OUTSIDE);
            }
            if cache.slot_of[index] == OUTSIDE {
                cache.slot_of[index] = u32::try_from(fresh_from + fresh.len()).expect("types fit 32 bits");
                fresh.push(word_type);
            }
        }
        // Some dozens at a time keep the concatenated embeddings in the cache of the processor.
        for chunk in fresh.chunks(64) {
            self.embed(chunk, &feature, cache);
        }
    }

    fn embed(&self, types: &[u32], feature: &impl Fn(u32, Feature) -> u64, cache: &mut TypeCache) {
        let concatenated = self.mixer.n_in();
        let mut input = std::mem::take(&mut cache.scratch);
        input.clear();
        input.resize(types.len() * concatenated, 0.0);
        for (row, &word_type) in input.chunks_exact_mut(concatenated).zip(types) {
            for (table, out) in self.tables.iter().zip(row.chunks_exact_mut(self.width)) {
                table.look_up(self.backend, feature(word_type, table.feature), out);
            }
            if let Some(vectors) = &self.vectors {
                let out = &mut row[self.width * self.tables.len()..];
                vectors.look_up(feature(word_type, Feature::Orth), out);
            }
        }
        let (from, n) = (cache.n_slots, types.len());
        cache.vectors.resize((from + n) * self.width, 0.0);
        let vectors = &mut cache.vectors[from * self.width..];
        self.mixer.apply(&input, concatenated, n, vectors);
        self.backend.normalise_rows(vectors, &self.mixer_norm.gain, &self.mixer_norm.bias, None);
        let stride = self.first_products.out_stride();
        cache.products.resize((from + n) * stride, 0.0);
        self.first_products.apply(vectors, self.width, n, &mut cache.products[from * stride..]);
        cache.n_slots += n;
        cache.scratch = input;
    }

    /// The vectors of `types`, `[types.len(), width]`. Every type must have been prepared, or be
    /// [`OUTSIDE`]. A row is right if [`Self::reach`] rows to each side of it are those of its
    /// text, or outside it. There is an even number of rows, and a token is at an even row if its
    /// number in its text is even: the rounding of a row depends on that.
    pub(crate) fn encode<'r>(&self, types: &[u32], cache: &TypeCache, rows: &'r mut Rows) -> &'r [f32] {
        let (n, width) = (types.len(), self.width);
        debug_assert!(n.is_multiple_of(2), "rows come in pairs");
        let Rows { buffers: [input, output], scratch } = rows;
        for buffer in [&mut *input, &mut *output] {
            buffer.resize((n + 2) * width, 0.0);
            buffer[..width].fill(0.0);
            buffer[(n + 1) * width..].fill(0.0);
        }
        let slots: Vec<u32> =
            types.iter().map(|&t| if t == OUTSIDE { OUTSIDE } else { cache.slot_of[t as usize] }).collect();
        for (row, &slot) in input[width..].chunks_exact_mut(width).zip(&slots) {
            if slot == OUTSIDE {
                row.fill(0.0);
            } else {
                row.copy_from_slice(&cache.vectors[slot as usize * width..][..width]);
            }
        }
        let stride = self.first_products.out_stride();
        let third = self.first_bias.len();
        let nothing = vec![0.0; third];
        let product = |slot: Option<&u32>, position: usize| match slot {
            None | Some(&OUTSIDE) => &nothing[..],
            Some(&slot) => &cache.products[slot as usize * stride + position * third..][..third],
        };
        for (i, out) in output[width..(n + 1) * width].chunks_exact_mut(width).enumerate() {
            let left = i.checked_sub(1).and_then(|left| slots.get(left));
            let window = [product(left, 0), product(slots.get(i), 1), product(slots.get(i + 1), 2)];
            self.backend.maxout_of_sums(out, &self.first_bias, &window);
        }
        let inside = width..(n + 1) * width;
        self.backend.normalise_rows(
            &mut output[inside.clone()],
            &self.first_norm.gain,
            &self.first_norm.bias,
            Some(&input[inside.clone()]),
        );
        for (layer, norm) in &self.layers {
            std::mem::swap(input, output);
            layer.apply(input, n, &mut output[inside.clone()], scratch);
            self.backend.normalise_rows(
                &mut output[inside.clone()],
                &norm.gain,
                &norm.bias,
                Some(&input[inside.clone()]),
            );
        }
        &output[inside]
    }
}

impl HashTable {
    fn read(node: &Node, feature: Feature, width: usize) -> Result<Self> {
        let (rows, [n_rows, n_out]) = node.array::<2>("E")?;
        let n_rows = u32::try_from(n_rows).ok().filter(|&n| n > 0);
        let seed = u32::try_from(node.attr("seed")?).ok();
        match (n_rows, seed) {
            (Some(n_rows), Some(seed)) if n_out == width => {
                Ok(Self { feature, seed, n_rows, rows: rows.to_vec(), zeros: vec![0.0; width] })
            }
            _ => Err(Error::damaged(format!("the embedding table of {feature:?} has another shape"))),
        }
    }

    fn look_up(&self, backend: Backend, value: u64, out: &mut [f32]) {
        let width = out.len();
        let rows = embedding_keys(value, self.seed)
            .map(|key| &self.rows[(key % self.n_rows) as usize * width..][..width]);
        // One piece of four rows: a sum.
        backend.maxout_of_sums(out, &self.zeros, &rows);
    }
}

impl StaticVectors {
    fn read(backend: Backend, network: &Network, table: Arc<Vectors>, width: usize) -> Result<Self> {
        let (weights, [n_out, n_in]) = network.only("static_vectors")?.array::<2>("W")?;
        if (n_out, n_in) != (width, table.width()) {
            return Err(Error::damaged(format!(
                "vectors of length {} are projected by {n_out} by {n_in} weights to width {width}",
                table.width()
            )));
        }
        let layer = Dense::new(backend, Reduction::NoneSingleRow, weights, &vec![0.0; width], n_in, n_out)
            .ok_or_else(|| Error::damaged("the projection of static vectors is empty"))?;
        Ok(Self { table, layer })
    }

    /// A word without a vector gets zeros.
    fn look_up(&self, word: u64, out: &mut [f32]) {
        let Some(vector) = self.table.get(word) else { return };
        let mut projected = vec![0.0; self.layer.out_stride()];
        self.layer.apply(vector, vector.len(), 1, &mut projected);
        out.copy_from_slice(&projected[..out.len()]);
    }
}

impl Norm {
    fn read(node: &Node, width: usize) -> Result<Self> {
        let (gain, [n_gain]) = node.array::<1>("G")?;
        let (bias, [n_bias]) = node.array::<1>("b")?;
        if n_gain != width || n_bias != width {
            return Err(Error::damaged("a layer norm has another width than its model"));
        }
        Ok(Self { gain: gain.to_vec(), bias: bias.to_vec() })
    }
}

fn read_maxout(backend: Backend, node: &Node, n_in: usize, n_out: usize) -> Result<Dense> {
    let (weights, [rows, pieces, columns]) = node.array::<3>("W")?;
    let (bias, _) = node.array::<2>("b")?;
    if (rows, columns) != (n_out, n_in) {
        return Err(Error::damaged(format!(
            "a maxout layer is {rows} by {columns} instead of {n_out} by {n_in}"
        )));
    }
    let layer = Dense::new(backend, Reduction::Maxout(pieces), weights, bias, n_in, n_out);
    let layer = layer
        .ok_or_else(|| Error::not_run(format!("a maxout layer with {pieces} pieces; 1 to 3 are run")))?;
    if layer.out_stride() != n_out {
        return Err(Error::not_run(format!(
            "layers of width {n_out}; widths that are multiples of 16 are run"
        )));
    }
    Ok(layer)
}

fn read_convolution(backend: Backend, node: &Node, width: usize) -> Result<WindowMaxout> {
    let (weights, [rows, _, columns]) = node.array::<3>("W")?;
    let (bias, [_, _]) = node.array::<2>("b")?;
    if (rows, columns) != (width, WINDOW * width) || width == 0 || bias.is_empty() {
        return Err(Error::damaged(format!(
            "a convolution is {rows} by {columns} instead of {width} by {}",
            WINDOW * width
        )));
    }
    if !width.is_multiple_of(16) {
        return Err(Error::not_run(format!(
            "layers of width {width}; widths that are multiples of 16 are run"
        )));
    }
    WindowMaxout::new(backend, weights, bias, width, width)
        .ok_or_else(|| Error::damaged("a convolution's weights and bias differ in shape"))
}

/// Splits a convolution into what each position of its window adds.
fn read_first_convolution(backend: Backend, node: &Node, width: usize) -> Result<(Dense, Vec<f32>)> {
    let (weights, [n_out, pieces, n_in]) = node.array::<3>("W")?;
    let (bias, [_, _]) = node.array::<2>("b")?;
    if n_out != width || n_in != WINDOW * width || bias.len() != n_out * pieces {
        return Err(Error::damaged("the first convolution has another shape than its configuration says"));
    }
    let mut by_position = Vec::with_capacity(weights.len());
    for position in 0..WINDOW {
        for piece in 0..pieces {
            for out in 0..n_out {
                by_position
                    .extend_from_slice(&weights[(out * pieces + piece) * n_in + position * width..][..width]);
            }
        }
    }
    let n_products = WINDOW * pieces * width;
    let products =
        Dense::new(backend, Reduction::None, &by_position, &vec![0.0; n_products], width, n_products)
            .ok_or_else(|| {
                Error::damaged("the first convolution has another shape than its configuration says")
            })?;
    let bias = (0..pieces).flat_map(|p| (0..n_out).map(move |o| bias[o * pieces + p])).collect();
    Ok((products, bias))
}

/// The four row keys of a feature's value: MurmurHash3 x86 128 of the eight bytes, as thinc hashes
/// 64-bit keys (`thinc/backends/numpy_ops.pyx`, `MurmurHash3_x86_128_uint64`).
fn embedding_keys(value: u64, seed: u32) -> [u32; 4] {
    fn mix(mut h: u64) -> u64 {
        h ^= h >> 33;
        h = h.wrapping_mul(0xff51_afd7_ed55_8ccd);
        h ^= h >> 33;
        h = h.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        h ^ (h >> 33)
    }
    let mut h1 =
        value.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    h1 ^= u64::from(seed) ^ 8;
    let mut h2 = u64::from(seed) ^ 8;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 = mix(h1);
    h2 = mix(h2);
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

//! What the tables say to people in English: where each number is published, and what a field is called.
//! It stands apart from the numbers, so that what only computes does not carry it; the page has the same
//! in its languages.

use super::{
    CELL_SOURCES, CONSTANT_SOURCES, Cell, Constant, FIELD_LABELS, FIELD_SOURCES, Field,
    GPU_SOURCES, GPU_YEARS, Gpu, LLM_SOURCES, LLM_YEARS, Llm, PATH_LOSS_SOURCES, PathLossKind,
    SITE_SOURCES,
};

/// Where a constant is published.
pub fn constant(of: &Constant) -> &'static str {
    CONSTANT_SOURCES[of.place]
}

/// Where the default of a field comes from.
pub fn field(of: &Field) -> &'static str {
    FIELD_SOURCES[of.place]
}

/// What a field is called.
pub fn label(of: &Field) -> &'static str {
    FIELD_LABELS[of.place]
}

/// Where the power model of a cell is published.
pub fn cell(of: &Cell) -> &'static str {
    CELL_SOURCES[of.place()]
}

/// Where the making of its site is published.
pub fn site(of: &Cell) -> &'static str {
    SITE_SOURCES[of.place()]
}

/// Where the sizes of a language model are published.
pub fn llm(of: &Llm) -> &'static str {
    LLM_SOURCES[of.place()]
}

/// Where the figures of a GPU are published.
pub fn gpu(of: &Gpu) -> &'static str {
    GPU_SOURCES[of.place()]
}

/// When a language model was published, and its sizes with it.
pub fn llm_year(of: &Llm) -> u16 {
    LLM_YEARS[of.place()]
}

/// When the figures of a GPU were.
pub fn gpu_year(of: &Gpu) -> u16 {
    GPU_YEARS[of.place()]
}

/// Where a path-loss model is published.
pub fn path_loss(of: PathLossKind) -> &'static str {
    PATH_LOSS_SOURCES[of as usize]
}

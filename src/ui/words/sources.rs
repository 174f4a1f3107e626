//! Where a number of the tables comes from: columns of `src/data`, citations as they are.

use super::{
    cell_sources, constants_sources, fields, gpus_sources, models_sources, path_loss_sources, text,
};
use crate::carbon::Source;
use crate::data::{CELLS, Cell, Constant, Gpu, Llm, PathLossKind};

/// Of a constant.
pub fn constant(of: &Constant) -> &'static str {
    text(constants_sources::FIRST + of.place)
}

/// Of the power model of a cell.
pub fn cell(of: &Cell) -> &'static str {
    text(cell_sources::FIRST + of.place())
}

/// Of the making of its site.
pub fn site(of: &Cell) -> &'static str {
    text(cell_sources::FIRST + CELLS.len() + of.place())
}

/// Of the sizes of a language model.
pub fn llm(of: &Llm) -> &'static str {
    text(models_sources::FIRST + of.place())
}

/// Of a GPU.
pub fn gpu(of: &Gpu) -> &'static str {
    text(gpus_sources::FIRST + of.place())
}

/// Of a path-loss model.
pub fn path_loss(of: PathLossKind) -> &'static str {
    text(path_loss_sources::FIRST + of as usize)
}

/// Of an uncertain constant.
pub fn uncertain(of: &Source) -> &'static str {
    match of {
        Source::Field(it) => fields::source(it),
        Source::Site(it) => site(it),
        Source::Constant(it) => constant(it),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{CONSTANTS, GPUS, LLMS, PATH_LOSS, cited};

    /// The same in English as in the tables, whose rows another reader reads.
    #[test]
    fn each_row_has_its_own_source() {
        for it in CONSTANTS {
            assert_eq!(constant(it), cited::constant(it), "{}", it.key);
        }
        for it in CELLS {
            assert_eq!((cell(it), site(it)), (cited::cell(it), cited::site(it)), "{}", it.name);
        }
        for it in LLMS {
            assert_eq!(llm(it), cited::llm(it), "{}", it.name);
        }
        for it in GPUS {
            assert_eq!(gpu(it), cited::gpu(it), "{}", it.name);
        }
        for kind in [PathLossKind::Uma, PathLossKind::Umi] {
            assert_eq!(path_loss(kind), cited::path_loss(kind));
        }
    }

    #[test]
    fn tour_9_path_loss_is_called_the_standard_one_where_it_is() {
        // Of UMi, NLOS, the table has 22.4 + 35.3 log d + 21.3 log f, and 32.4 + 31.9 log d as optional.
        let umi = &PATH_LOSS[PathLossKind::Umi as usize];
        assert_eq!((umi.nlos_intercept_db, umi.nlos_distance_slope), (22.4, 35.3));
        assert!(path_loss(PathLossKind::Umi).ends_with("UMi, NLOS"));
    }
}

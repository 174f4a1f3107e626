//! Memory that begins where a vector register does.

use std::alloc::{GlobalAlloc, Layout, System};

/// The system's allocator aligns to 8 bytes in wasm. A table that begins at an odd multiple of that
/// has every fourth vector of four f32 across two cache lines, and loading it takes twice as long.
struct Aligned;

const VECTOR: usize = 16;

fn aligned(layout: Layout) -> Layout {
    // Small pieces hold no tables.
    if layout.size() < 4 * VECTOR {
        return layout;
    }
    layout.align_to(VECTOR).unwrap_or(layout)
}

// SAFETY: all is left to the system's allocator, and what is given back is described as it was
// asked for; a reallocation is by default a new piece, a copy and a release.
unsafe impl GlobalAlloc for Aligned {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller's, and an alignment above the one asked for.
        unsafe { System.alloc(aligned(layout)) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(aligned(layout)) }
    }

    unsafe fn dealloc(&self, piece: *mut u8, layout: Layout) {
        // SAFETY: as above, and the same layout as when it was asked for.
        unsafe { System.dealloc(piece, aligned(layout)) }
    }
}

#[global_allocator]
static ALIGNED: Aligned = Aligned;

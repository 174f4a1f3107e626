//! A file that somebody has picked.

use super::Line;
use crate::ui::browser::error_text;
use crate::ui::words::files as words;
use crate::ui::words::format::prefixed;
use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;

/// Far above any file that is ours, far below what would stall the page, bytes.
const MOST_BYTES: f64 = 4e6;

/// What is in it.
///
/// # Errors
/// Says how large it is where that is too much, or why the browser cannot read it.
pub async fn bytes_of(file: &web_sys::File) -> Result<Vec<u8>, Line> {
    if file.size() > MOST_BYTES {
        let [size, most] = [file.size(), MOST_BYTES].map(|bytes| prefixed(bytes, "B"));
        return Err(words::too_large(&size, &most).into());
    }
    let buffer = JsFuture::from(file.array_buffer()).await;
    let buffer = buffer.map_err(|error| Line::Said(error_text(&error)))?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

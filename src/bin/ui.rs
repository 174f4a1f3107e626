//! Entry point of the page.

fn main() {
    #[cfg(target_arch = "wasm32")]
    aolo::ui::start();
}

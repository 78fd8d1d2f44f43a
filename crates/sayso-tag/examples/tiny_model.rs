//! Writes the network of a few kilobytes that tests and examples load.
//!
//! usage: cargo run -p sayso-tag --example tiny_model

#[path = "../tests/common/tiny.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod tiny;

fn main() -> std::io::Result<()> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tiny.safetensors");
    std::fs::write(path, tiny::encoder().to_bytes())
}

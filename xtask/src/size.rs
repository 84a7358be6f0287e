//! Module sizes beside their budgets. This table is where the budgets stand.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::artifacts;

/// What the host module should come to, raw, with every operation.
const MODULE_RAW: Budget = Budget { name: "host module, raw", aim: 384_000, limit: 653_000 };
/// What npm wasm and glue together should come to, brotli, with every operation.
const PACKAGE_BROTLI: Budget = Budget { name: "npm wasm + glue, brotli", aim: 96_000, limit: 212_500 };

/// Over the aim is said each time; over the limit fails, so that nothing grows unnoticed.
struct Budget {
    name: &'static str,
    aim: usize,
    limit: usize,
}

impl Budget {
    fn judge(&self, size: usize) -> anyhow::Result<()> {
        let Self { name, aim, limit } = self;
        if size > *aim {
            println!("missed: {name} is {} bytes over its budget of {aim} (limit {limit})", size - aim);
        }
        anyhow::ensure!(size <= *limit, "{name} is over its limit of {limit} bytes");
        Ok(())
    }
}

struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Builds both modules and prints their sizes.
pub(crate) fn run() -> anyhow::Result<()> {
    artifacts::build_module()?;
    artifacts::build_package()?;
    report()
}

/// Prints the sizes of what is built; fails where a limit is exceeded.
pub(crate) fn report() -> anyhow::Result<()> {
    let dist = artifacts::package().join("dist");
    let module = measure(&[artifacts::module()])?;
    let wasm = measure(&[dist.join("channel_policy_pkg_bg.wasm")])?;
    let both = measure(&[dist.join("channel_policy_pkg_bg.wasm"), dist.join("channel_policy_pkg.js")])?;
    println!("{:<24}{:>10}{:>10}{:>10}   budget", "", "raw", "gzip", "brotli");
    for (name, size, budget) in [
        ("host module", &module, format!("raw {}", MODULE_RAW.aim)),
        ("npm wasm", &wasm, String::new()),
        ("npm wasm + glue", &both, format!("brotli {}", PACKAGE_BROTLI.aim)),
    ] {
        println!("{name:<24}{:>10}{:>10}{:>10}   {budget}", size.raw, size.gzip, size.brotli);
    }
    MODULE_RAW.judge(module.raw)?;
    PACKAGE_BROTLI.judge(both.brotli)
}

fn measure(files: &[PathBuf]) -> anyhow::Result<Size> {
    let mut sum = Size { raw: 0, gzip: 0, brotli: 0 };
    for file in files {
        let bytes = read(file)?;
        sum.raw += bytes.len();
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(&bytes)?;
        sum.gzip += gzip.finish()?.len();
        let mut compressed = Vec::new();
        let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
        brotli::BrotliCompress(&mut bytes.as_slice(), &mut compressed, &parameters)?;
        sum.brotli += compressed.len();
    }
    Ok(sum)
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("reading {}", file.display()))
}

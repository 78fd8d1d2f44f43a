//! `sayso completions`, and the hidden `sayso dist`: what shells and `man` know of the program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{CommandFactory as _, ValueEnum as _};
use clap_complete::Shell;

use crate::Cli;
use crate::output::Output;

/// Prints the completions of a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sayso completions bash > ~/.local/share/bash-completion/completions/sayso
  sayso completions zsh > ~/.zfunc/_sayso            with ~/.zfunc in $fpath
  sayso completions fish > ~/.config/fish/completions/sayso.fish")]
pub(crate) struct Args {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

/// Runs the command.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let mut out = Output::open(None)?;
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), NAME, &mut script);
    std::io::Write::write_all(&mut out, &script)?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

const NAME: &str = "sayso";

/// Writes man pages and completions into a folder, for packages
#[derive(Debug, clap::Args)]
pub(crate) struct DistArgs {
    /// The folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Runs the hidden command.
pub(crate) fn run_dist(args: DistArgs) -> anyhow::Result<ExitCode> {
    let folder = |name: &str| -> anyhow::Result<PathBuf> {
        let folder = args.folder.join(name);
        fs::create_dir_all(&folder).with_context(|| cannot_be_written(&folder))?;
        Ok(folder)
    };
    let (man, completions) = (folder("man")?, folder("completions")?);
    clap_mangen::generate_to(Cli::command(), &man).with_context(|| cannot_be_written(&man))?;
    for shell in Shell::value_variants() {
        clap_complete::generate_to(*shell, &mut Cli::command(), NAME, &completions)
            .with_context(|| cannot_be_written(&completions))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn cannot_be_written(folder: &Path) -> String {
    format!("{}: cannot be written", folder.display())
}

//! Signals that would end the program without a word, so that they become errors of writing.

/// Has a file that outgrows the limit of its process (`ulimit -f`) be an error with a remedy and an
/// exit status, where the system's own answer to SIGXFSZ is to kill the process.
pub(crate) fn prepare() {
    // A flag that nobody looks at: that there is a handler is what makes `write` fail instead. Where
    // none can be set, the journal is good after the signal too.
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

//! Ctrl-C and SIGTERM: the first ends the run cleanly with what is done, the second at once.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::exit;

/// Ctrl-C.
static ASKED: AtomicBool = AtomicBool::new(false);

/// Listens from now on.
pub(crate) fn listen() {
    #[expect(clippy::exit, reason = "who asks a second time wants no clean end")]
    let listening = ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::Relaxed) {
            std::process::exit(exit::INTERRUPTED.into());
        }
    });
    // Where no handler can be set, the system's own ends the program; the journal is good then too.
    let _ = listening;
    #[cfg(unix)]
    termination::listen();
}

/// Whether the run is to end.
pub(crate) fn is_asked() -> bool {
    ASKED.load(Ordering::Relaxed) || is_terminated()
}

/// The exit status of a run that was asked to end.
pub(crate) fn status() -> u8 {
    if is_terminated() { exit::TERMINATED } else { exit::INTERRUPTED }
}

#[cfg(unix)]
fn is_terminated() -> bool {
    termination::is_asked()
}

#[cfg(not(unix))]
fn is_terminated() -> bool {
    false
}

/// What schedulers, containers and `kill` send. Apart from Ctrl-C, because the feature of `ctrlc` for it
/// listens to SIGHUP too, which `nohup` has the program ignore.
#[cfg(unix)]
mod termination {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, LazyLock};

    use signal_hook::consts::SIGTERM;
    use signal_hook::flag;

    use crate::exit;

    static ASKED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

    pub(super) fn listen() {
        // In this order: the second signal finds the flag that the first has set.
        let status = exit::TERMINATED.into();
        let _ = flag::register_conditional_shutdown(SIGTERM, status, Arc::clone(&ASKED));
        let _ = flag::register(SIGTERM, Arc::clone(&ASKED));
    }

    pub(super) fn is_asked() -> bool {
        ASKED.load(Ordering::Relaxed)
    }
}

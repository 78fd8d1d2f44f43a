//! Ctrl-C: the first ends the run cleanly with what is done, the second at once.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::exit;

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
}

/// Whether the run is to end.
pub(crate) fn is_asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

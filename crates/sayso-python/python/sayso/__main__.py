"""`python -m sayso`: the command line."""

import signal
import sys

from ._sayso import run


def main() -> int:
    """Runs the command line with the arguments of the process and gives its exit status."""
    # Python only notes an interrupt, and would look at it when the command has ended.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run(["sayso", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())

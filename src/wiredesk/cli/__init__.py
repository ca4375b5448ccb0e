"""The command line: arguments in, text out. Not for: anything that a program could want too (see `desk`, `batch`).

Nothing but this file is imported until a command runs, so that `wiredesk --help` answers at once.
"""

import sys


def main() -> None:
    """Run `wiredesk`: exit status 0 done, 1 something was refused, 2 wrong usage, 130 interrupted."""
    try:
        from wiredesk.cli.app import run

        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.stderr.write("wiredesk: interrupted; no half-written file is left\n")
        sys.exit(130)

#!/bin/sh
# Makes a virtual environment: venv.sh DIRECTORY PYTHON. Does nothing where it already stands and works.
# A bare Debian has Python without the module that puts pip into an environment; root gets it installed.
set -eu
directory=$1
python=$2

if [ -x "$directory/bin/python" ] && "$directory/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi
if ! command -v "$python" >/dev/null 2>&1; then
    echo "setup: no $python here; install Python 3.11 or later, or name one: make PYTHON=/path/to/python3" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "setup: $("$python" --version) is too old; Python 3.11 or later is needed: make PYTHON=python3.11" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "setup: installing python3-venv" >&2
        { apt-get update && apt-get install -y --no-install-recommends python3-venv; } >/dev/null
    else
        echo "setup: $python cannot make environments; run: sudo apt-get install python3-venv" >&2
        exit 1
    fi
fi
# Not --clear: an environment that another tool made without pip keeps what it has.
"$python" -m venv "$directory"

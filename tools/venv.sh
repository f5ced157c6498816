#!/usr/bin/env bash
# Makes .venv from the pinned and hashed packages of requirements/dev.txt. Usage: venv.sh PYTHON STAMP
set -euo pipefail
python=$1 stamp=$2

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "Mock Org needs Python 3.11 or newer; '$python' is not. Name another one: make PYTHON=python3.12 ..." >&2
  exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  bash tools/apt.sh "Python's venv is missing" python3-venv || {
    echo "Python's venv module is missing; install it (on Debian: apt-get install python3-venv) and try again." >&2
    exit 1
  }
fi

echo "Installing the packages of requirements/dev.txt into .venv (the first time takes a minute or two)."
rm -f .venv/.installed-*
[ -x .venv/bin/python ] || "$python" -m venv --clear .venv
pip=(.venv/bin/python -m pip --disable-pip-version-check --quiet)
"${pip[@]}" install --require-hashes --requirement requirements/dev.txt
"${pip[@]}" --quiet install --no-deps --no-build-isolation --editable . # twice quiet: its warning concerns nobody here
touch "$stamp"

#!/usr/bin/env bash
# Installs the clients that tests/clients drives, from their lock files. Usage: clients.sh node FOLDER STAMP, or
# clients.sh python STAMP, where the folder of the stamp is an environment named as its lock file.
# Without npm, and without the right to install it, the tests of Node clients are skipped and say so.
set -euo pipefail
kind=$1 stamp=${!#}

node() {
  if ! command -v npm >/dev/null && ! bash tools/apt.sh "npm, which installs clients, is missing" nodejs npm; then
    echo "npm is missing and cannot be installed here: the tests of the clients in $1 will be skipped." >&2
    exit 0
  fi
  echo "Installing the Node clients of $1."
  (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel error)
}

python() {
  local folder name
  folder=$(dirname "$stamp")
  name=$(basename "$folder")
  echo "Installing the Python clients of tests/clients/python/$name.txt."
  .venv/bin/python -m venv --clear --without-pip "$folder"
  .venv/bin/python -m pip --python "$folder/bin/python" --disable-pip-version-check --quiet install --no-deps --no-compile \
    --require-hashes --requirement "tests/clients/python/$name.txt"
}

"$kind" "$2"
touch "$stamp"

#!/usr/bin/env bash
# Installs the Node clients that tests/clients drives (jsforce) from its lock file. Usage: clients.sh STAMP
# Without Node, and without the right to install it, those tests are skipped and say so.
set -euo pipefail
stamp=$1

if ! command -v npm >/dev/null && ! bash tools/apt.sh "Node.js, which runs jsforce, is missing" nodejs npm; then
  echo "Node.js is missing and cannot be installed here: the jsforce tests will be skipped." >&2
  exit 0
fi

echo "Installing jsforce into tests/clients/node_modules."
(cd tests/clients && npm ci --ignore-scripts --no-audit --no-fund --loglevel error)
touch "$stamp"

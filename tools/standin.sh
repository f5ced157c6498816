#!/usr/bin/env bash
# Runs a command on a stand-in for a sandbox, which is there as long as the command runs. Usage: standin.sh COMMAND...
# The command gets --env-file with the settings of the sandbox; what the stand-in says is in build/standin/serve.log.
set -euo pipefail

folder=build/standin
mkdir -p "$folder"
rm -f "$folder"/env "$folder"/ready.json
.venv/bin/mock-org serve --as-sandbox --tls --port 0 \
  --env-file "$folder/env" --ready-file "$folder/ready.json" >"$folder/serve.log" 2>&1 &
standin=$!
trap 'kill "$standin" 2>/dev/null; wait "$standin" 2>/dev/null || true' EXIT

until [ -s "$folder/ready.json" ]; do
  if ! kill -0 "$standin" 2>/dev/null; then
    cat "$folder/serve.log" >&2
    exit 1
  fi
  sleep 0.2
done
"$@" --env-file "$folder/env"

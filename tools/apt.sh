#!/usr/bin/env bash
# Installs Debian packages, as root or through sudo, and says so. Usage: apt.sh "why" PACKAGE...
# Ends with status 3 where this cannot be done, so that the caller takes another road.
set -euo pipefail
why=$1
shift

command -v apt-get >/dev/null || exit 3
as_root=()
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null || exit 3
  as_root=(sudo)
  [ -t 0 ] || as_root+=(--non-interactive)
fi

echo "$why: installing Debian's $* with ${as_root[*]:+sudo }apt-get."
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
run() { "${as_root[@]}" apt-get "$@" </dev/null >>"$log" 2>&1; }
if ! { run update && run install --yes --no-install-recommends "$@"; }; then
  tail -n 5 "$log" >&2
  echo "apt-get could not install $*." >&2
  exit 3
fi

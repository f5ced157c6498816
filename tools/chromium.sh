#!/usr/bin/env bash
# Makes sure that there is a Chromium for the browser driver: the machine's, Debian's, or else the one of Playwright.
# The headless shell costs a third of a whole Chromium; root of a container gets it even where a Chromium is.
set -euo pipefail

shell=chromium-headless-shell
for name in ${E2E_CHROMIUM:-} $shell; do
  command -v "$name" >/dev/null && exit 0
done
[ "$(id -u)" = 0 ] && bash tools/apt.sh "A light Chromium for tests" $shell && exit 0
for name in chromium chromium-browser google-chrome-stable google-chrome; do
  command -v "$name" >/dev/null && exit 0
done
own='from playwright.sync_api import sync_playwright as start
with start() as playwright: print(playwright.chromium.executable_path)'
[ -x "$(.venv/bin/python -c "$own")" ] && exit 0

bash tools/apt.sh "Chromium is missing" $shell && exit 0
bash tools/apt.sh "Chromium is missing" chromium && exit 0
echo "Chromium is missing: Playwright downloads its own."
.venv/bin/playwright install chromium

#!/usr/bin/env bash
# Makes sure that there is a Chromium for the browser driver: Debian's, or else the one that Playwright brings.
set -euo pipefail

command -v chromium >/dev/null && exit 0
own='from playwright.sync_api import sync_playwright as start
with start() as playwright: print(playwright.chromium.executable_path)'
[ -x "$(.venv/bin/python -c "$own")" ] && exit 0

bash tools/apt.sh "Chromium is missing" chromium && exit 0
echo "Chromium is missing: Playwright downloads its own."
.venv/bin/playwright install chromium

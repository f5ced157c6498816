"""Which Chromium the browser tests run in."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

# Without a window, and three times as light: Debian's package of what Playwright itself takes for headless runs.
SHELL = "chromium-headless-shell"
ON_PATH = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
NO_BROWSER = (
    "no Chromium: install Debian's `chromium-headless-shell`, or run `playwright install chromium`, "
    "or name one in E2E_CHROMIUM"
)


def chromium_launch_args(existing: Mapping[str, Any], executable_path: str) -> dict[str, Any]:
    """Arguments of `chromium.launch`: a browser that was asked for, Playwright's own, or the machine's.

    existing: what pytest-playwright was told on the command line. executable_path: where Playwright's own would be.
    Without any browser the test is skipped, and fails where CI is set.
    """
    if "channel" in existing or "executable_path" in existing:
        return dict(existing)
    named = os.environ.get("E2E_CHROMIUM")
    if named:
        return dict(existing) | {"executable_path": named}
    if Path(executable_path).exists():
        return dict(existing)
    names = (SHELL, *ON_PATH) if existing.get("headless", True) else ON_PATH
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found:
        return dict(existing) | {"executable_path": found}
    if os.environ.get("CI"):
        pytest.fail(NO_BROWSER, pytrace=False)
    pytest.skip(NO_BROWSER)

"""Reports of tests without what nobody may read: what the org's client has obtained, and what addresses tell."""

import pytest

from factories.secrets import Secrets


def mask(item: pytest.Item, report: pytest.TestReport) -> None:
    """Mask what a report of a test that uses an org says; a report without secrets stays as it is."""
    org = (getattr(item, "funcargs", None) or {}).get("org")
    secrets = getattr(org, "secrets", None)
    if not isinstance(secrets, Secrets):
        return
    if not isinstance(report.longrepr, tuple):
        told = report.longreprtext
        masked = secrets.masked(told)
        if masked != told:
            report.longrepr = masked
    report.sections = [(title, secrets.masked(text)) for title, text in report.sections]

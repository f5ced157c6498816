"""A plugin for a run in a process of its own, on a mock org with a bug: BREAKING says where, page or api."""

import os

import mock_org.testing
from tests.features.broken_portal import Broken, SameForAll, is_lead_answer, is_record_page

BUGS = {"page": is_record_page, "api": is_lead_answer}


def pytest_configure() -> None:
    """Stand between the web server and the org."""
    log = mock_org.testing.RequestLog

    def broken(app):
        between = Broken(app)
        between.bug = SameForAll(BUGS[os.environ["BREAKING"]])
        return log(between)

    mock_org.testing.RequestLog = broken

"""A pytest plugin for a run that is to be killed: it dies by SIGKILL at its N-th request, answered or not.

MOCK_ORG_TEST_KILL_AT says N; MOCK_ORG_TEST_KILL_ANSWERED=1 lets the org do what it was asked for before the run dies,
so that the answer never comes.
"""

import os
import signal
from itertools import count
from typing import Any

import requests

NUMBER, ANSWERED = "MOCK_ORG_TEST_KILL_AT", "MOCK_ORG_TEST_KILL_ANSWERED"


def pytest_configure() -> None:
    """Look at each request that goes out."""
    number, answered = int(os.environ[NUMBER]), os.environ[ANSWERED] == "1"
    requests_seen, send = count(1), requests.Session.send

    def send_or_die(session: requests.Session, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        last = next(requests_seen) == number
        if last and not answered:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = send(session, request, **options)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    requests.Session.send = send_or_die  # type: ignore[method-assign]

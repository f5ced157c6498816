"""Cleaning up where something goes wrong in between: killed again, an org that is busy, a journal that is torn."""

import json
from contextlib import contextmanager
from itertools import count

import pytest
import requests
from click.testing import CliRunner

from factories import AccountFactory, LeadFactory, PartnerAccountFactory, using
from factories.patient_adapter import PatientAdapter
from factories.sandbox.cleanup.command import cleanup
from mock_org.auth.tokens import organization_id
from tests.factories.sandbox.runs import run_on

WRITES = {"POST", "PATCH", "DELETE"}


class Killed(BaseException):
    """What nothing catches."""


@pytest.fixture
def state(tmp_path):
    return tmp_path / "state"


@pytest.fixture
def clean_up(sandbox, settings_of, state, monkeypatch):
    """Runs the command on the stand-in: clean_up()."""
    monkeypatch.setattr(PatientAdapter.__init__, "__defaults__", (lambda _seconds: None,))
    settings_of(sandbox, state_dir=str(state), allow_org=organization_id(sandbox.built.org))
    return lambda: CliRunner().invoke(cleanup, ["--all"])


@pytest.fixture
def kill(sandbox, state):
    """Leaves what killed runs leave: kill("4f2a-w0", "4f2a-w1")."""

    def leave(*journals: str) -> None:
        for name in journals or ("4f2a",):
            with run_on(sandbox, state, name) as run, using(run.client(seed=1)) as org:
                acme = PartnerAccountFactory(name="Acme", users=1)
                LeadFactory(Company="Initech", owner=acme.users[0])
                org.update("Account", AccountFactory(Name="Household").Id, IsPartner=True)
                org.close()

    return leave


@pytest.fixture
def active(sandbox):
    """Names of what is still there, or active."""

    def names():
        session = sandbox.built.org.system_session()
        found = [row["Company"] for row in session.find("Lead")]
        found += [row["AccountNumber"] for row in session.find("Account") if row["AccountNumber"]]
        found += [row["Name"] for row in session.find("Account") if not row["Site"]]
        found += [row["LastName"] for row in session.find("Contact")]
        return found + [
            row["Username"] for row in session.find("User") if row["IsActive"] and "4f2a" in row["Username"]
        ]

    return names


@contextmanager
def between(number, methods, what, *, after=False):
    """Something happens at the n-th request to the API by one of these methods: in its place, or after it was done."""
    send, seen = requests.adapters.HTTPAdapter.send, count(1)

    def sent(adapter, request, **options):
        now = request.method in methods and "/data/" in request.url and next(seen) == number
        if now and not after:
            return what(request)
        answered = send(adapter, request, **options)
        return what(request) if now else answered

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("requests.adapters.HTTPAdapter.send", sent)
        yield


def die(_request):
    raise Killed


def broken(request):
    raise requests.ConnectionError("Connection aborted.", request=request)


def answer(status, code, message):
    def made(request):
        response = requests.Response()
        response.status_code, response.url, response.request = status, request.url, request
        response._content = json.dumps([{"errorCode": code, "message": message}]).encode()
        return response

    return made


BUSY = answer(503, "SERVER_UNAVAILABLE", "Server too busy")
AT_ONCE = answer(403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded.")
TODAY = answer(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")


@pytest.mark.parametrize("after", [pytest.param(False, marks=pytest.mark.heavy), True])
def test_clean_ups_that_are_killed_again_and_again_come_to_an_end(clean_up, kill, active, state, after):
    """Each dies at its second write; what the first one has done is not done again."""
    kill()
    kills = 0
    while list(state.iterdir()) and kills < 20:
        try:
            with between(2, WRITES, die, after=after):
                assert clean_up().exit_code == 0
        except Killed:
            kills += 1
    assert (active(), [*state.iterdir()]) == ([], [])
    assert kills > 1


@pytest.mark.parametrize(
    ("number", "trouble"),
    [(1, BUSY), *(pytest.param(*each, marks=pytest.mark.heavy) for each in ((2, AT_ONCE), (3, broken)))],
)
def test_trouble_that_passes_is_sat_out(clean_up, kill, active, state, number, trouble):
    kill()
    with between(number, WRITES, trouble), between(3, {"GET"}, BUSY):
        done = clean_up()
    assert (done.exit_code, active(), [*state.iterdir()]) == (0, [], []), done.output


def test_an_org_that_has_no_calls_left_is_told_and_the_next_clean_up_does_the_rest(clean_up, kill, active, state):
    kill()
    with pytest.MonkeyPatch.context() as patched:
        send = requests.adapters.HTTPAdapter.send
        patched.setattr(
            "requests.adapters.HTTPAdapter.send",
            lambda adapter, request, **options: (
                TODAY(request)
                if request.method in WRITES and "/data/" in request.url
                else send(adapter, request, **options)
            ),
        )
        told = clean_up()
    assert told.exit_code == 1
    assert "Traceback" not in told.output
    assert told.output.count("STILL ACTIVE: ") == len(active()) > 3
    assert "REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded." in told.output

    assert (clean_up().exit_code, active(), [*state.iterdir()]) == (0, [], [])


def test_an_org_that_cannot_be_asked_what_is_there_leaves_the_journal_as_it_is(clean_up, kill, state):
    kill()
    before = (state / "4f2a.jsonl").read_bytes()
    with between(2, {"GET"}, answer(500, "UNKNOWN_EXCEPTION", "An unexpected error occurred.")):
        told = clean_up()
    assert told.exit_code == 1
    assert "UNKNOWN_EXCEPTION" in told.output
    assert (state / "4f2a.jsonl").read_bytes() == before


def test_two_workers_of_a_run_are_cleaned_up_together(clean_up, kill, active, state):
    kill("4f2a-w0", "4f2a-w1")
    done = clean_up()
    assert (done.exit_code, active(), [*state.iterdir()]) == (0, [], [])
    assert done.output.count(" undone.\n") == 2


def test_a_line_that_is_torn_anywhere_costs_nothing_but_what_it_says(clean_up, kill, active, state):
    """An answer that was not written down: the record is found by its name."""
    kill()
    path = state / "4f2a.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    answers = [number for number, line in enumerate(lines) if line.startswith(b'{"of"')]
    for number in answers[::2]:
        lines[number] = lines[number][: len(lines[number]) // 2] + b"\n"
    lines[answers[1]] = b"\0\0\xff{\n" + lines[answers[1]]
    path.write_bytes(b"".join(lines)[:-3])
    done = clean_up()
    assert (done.exit_code, active()) == (0, []), done.output


def test_a_journal_that_does_not_say_of_which_org_it_is_is_left_alone(clean_up, kill, active, state):
    kill()
    path = state / "4f2a.jsonl"
    head, rest = path.read_bytes().split(b"\n", 1)
    path.write_bytes(head[:20] + b"\n" + rest)
    before = active()
    told = clean_up()
    assert told.exit_code == 1
    assert "its first line, which says of which org it is, cannot be read" in told.output
    assert active() == before


def test_a_journal_of_another_version_is_left_alone_and_the_others_are_not(clean_up, kill, active, state):
    kill()
    (state / "00aa.jsonl").write_text('{"version":1,"run":"00aa","org":"x","instance":"y"}\n{"number":1,"odd":2}\n')
    told = clean_up()
    assert told.exit_code == 1
    assert "entry 1 of this journal is not understood" in told.output
    assert active() == []

"""A trace is shown to others: it holds neither passwords nor cookies nor links that log in."""

import json
import zipfile

import pytest

from e2e.traces import clean

PASSWORD = "Sec+ret&word<1>"
SESSION = "00DMo0000000001!AQ902048ea25"
CODE = "CODE-of-a-mail-123"


def line(**event):
    return json.dumps(event) + "\n"


@pytest.fixture
def trace(tmp_path):
    typed = {"selector": 'internal:label="Password"s', "value": PASSWORD}
    named = {"selector": 'internal:label="Username"s', "value": "ann@acme.example"}
    request = {
        "cookies": [{"name": "sid", "value": SESSION}],
        "headers": [{"name": "Cookie", "value": f"sid={SESSION}"}],
        "queryString": [{"name": "retURL", "value": "/s/"}],
        "postData": {"params": [{"name": "pw", "value": PASSWORD}, {"name": "username", "value": "ann@acme.example"}]},
    }
    path = tmp_path / "trace.zip"
    with zipfile.ZipFile(path, "w") as written:
        written.writestr("trace.trace", line(method="fill", params=typed) + line(method="fill", params=named))
        written.writestr("trace.network", line(type="resource-snapshot", snapshot={"request": request, "response": {}}))
        written.writestr("resources/1.dat", "username=ann%40acme.example&pw=Sec%2Bret%26word%3C1%3E")
        written.writestr(
            "resources/2.html", f'<a href="https://a.example/login?c={CODE}&amp;x=1">Sec+ret&amp;word&lt;1&gt;'
        )
        written.writestr("screencast/1.jpeg", b"\xff\xd8" + SESSION.encode())
    return path


def contents(path):
    with zipfile.ZipFile(path) as written:
        return {name: written.read(name) for name in written.namelist()}


def test_a_clean_trace_holds_nothing_that_logs_somebody_in(trace):
    before = contents(trace)
    clean(trace)
    after = contents(trace)
    texts = b"".join(content for name, content in after.items() if not name.endswith(".jpeg"))
    for secret in (PASSWORD, SESSION, CODE, "Sec%2Bret%26word%3C1%3E", "Sec+ret&amp;word"):
        assert secret.encode() not in texts
    assert after.keys() == before.keys()
    assert after["screencast/1.jpeg"] == before["screencast/1.jpeg"]


def test_what_is_no_secret_stays(trace):
    clean(trace)
    after = contents(trace)
    assert b"ann@acme.example" in after["trace.trace"]
    assert b"username=ann%40acme.example&pw=" in after["resources/1.dat"]
    assert [json.loads(each) for each in after["trace.network"].splitlines()]

"""mock-org doctor: of a running mock by its door, of any org by its REST API; and who wins the last seat there."""

import json
import threading
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner

from mock_org.cli import main
from mock_org.cli.doctor import as_text
from tests.partner_load import SETTINGS, PartnerLoad
from tests.running_org import serving

REFUSED = "User license Partner Community tells 3 used seats; 1 active users have it."


def doctor(*arguments, session_id=""):
    return CliRunner().invoke(main, ["doctor", *arguments], env={"SF_ACCESS_TOKEN": session_id})


def asking(ready):
    """Requests of the administrator over HTTP: method, path and JSON; status and JSON come back."""

    def call(method, path, sent):
        base = ready["control_url"] if path.startswith("/settings") else f"{ready['instance_url']}/services/data/v62.0"
        query = f"?q={sent['q'].replace(' ', '+').replace(chr(39), '%27')}" if method == "GET" else ""
        body = None if method == "GET" or sent is None else json.dumps(sent).encode()
        headers = {"Authorization": f"Bearer {ready['admin']['session_id']}", "Content-Type": "application/json"}
        try:
            with urlopen(Request(base + path + query, data=body, headers=headers, method=method)) as answer:
                text = answer.read()
                return answer.status, json.loads(text) if text else None
        except HTTPError as refusal:
            with refusal:
                return refusal.code, json.loads(refusal.read())

    return call


@pytest.mark.heavy
def test_a_served_org_stays_sound_whoever_races_and_the_doctor_tells_so_by_both_ways(tmp_path):
    with serving(tmp_path) as org:
        url, call = org.ready["instance_url"], asking(org.ready)
        assert call("PATCH", "/settings", SETTINGS)[0] == 200
        load = PartnerLoad(call)
        load.run(6, steps=3, seed=3)
        assert load.faults == []
        assert call("PATCH", "/settings", {"licenses": dict.fromkeys(SETTINGS["licenses"], 0)})[0] == 200
        assert race_for_a_seat(call) == 1
        by_door, by_rest = doctor("--org", url), doctor("--org", url, session_id=org.ready["admin"]["session_id"])
        assert (by_rest.exit_code, by_rest.output) == (by_door.exit_code, by_door.output)
        assert (by_door.exit_code, "seats" in by_door.output) == (1, True)  # users keep the seats that were taken away
        refused = doctor("--org", url, session_id="00D!gone")
        assert (refused.exit_code, "does not take the session id" in refused.output) == (2, True)


def race_for_a_seat(call):
    """How many of eight who all want the only seat of a licence get it."""
    row = call("GET", "/query", {"q": "SELECT Id FROM UserLicense WHERE Name = 'Channel Account'"})[1]["records"][0]
    assert call("PATCH", "/settings", {"licenses": {"Channel Account": 1}})[0] == 200
    profile = call("POST", "/sobjects/Profile", {"Name": "Racer", "UserLicenseId": row["Id"]})[1]["id"]
    account = call("POST", "/sobjects/Account", {"Name": "Race"})[1]["id"]
    contacts = [call("POST", "/sobjects/Contact", {"LastName": "R", "AccountId": account})[1]["id"] for _ in range(8)]
    start, answers = threading.Barrier(8), []

    def run(number):
        name = f"racer{number}@example.com"
        person = {"LastName": "R", "Alias": f"r{number}", "Username": name, "Email": name, "ProfileId": profile}
        places = {"TimeZoneSidKey": "GMT", "LocaleSidKey": "en_US", "EmailEncodingKey": "UTF-8"}
        start.wait()
        sent = person | places | {"LanguageLocaleKey": "en_US", "ContactId": contacts[number]}
        answers.append(call("POST", "/sobjects/User", sent))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused = [answer for status, answer in answers if status != 201]
    assert {each[0]["errorCode"] for each in refused} == {"LICENSE_LIMIT_EXCEEDED"}
    return len(answers) - len(refused)


def test_findings_are_told_with_advice():
    finding = {"check": "seats", "about": "100", "says": REFUSED, "advice": "Count again."}
    data = {"sound": False, "checked": ["seats"], "findings": [finding], "skipped": {"members": "INVALID_TYPE: no"}}
    text = as_text(data)
    assert f"seats: {REFUSED}\n    Count again." in text
    assert "members: not looked at, the org refuses the query (INVALID_TYPE: no)." in text
    assert text.endswith("1 finding; 1 of 12 checks.")


def test_an_org_that_cannot_be_asked_ends_in_status_2():
    found = doctor("--org", "http://127.0.0.1:1", session_id="00D!x")
    assert (found.exit_code, "no org answers at" in found.output) == (2, True)
    assert "00D!x" not in found.output

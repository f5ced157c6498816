"""The control doors: state, clock, outbox, explain, settings, and who may use them."""

import re
from datetime import timedelta

import pytest

from mock_org.app import create_app
from mock_org.automation import due
from mock_org.automation.schedule import Job


@pytest.fixture
def door(world):
    return world.app.test_client()


def test_health_says_that_the_org_answers(world, door):
    answer = door.get("/_mock/health").json
    assert answer["status"] == "ok"
    assert answer["org_id"].startswith("00D")


def test_reset_goes_back_to_the_ready_image_and_keeps_the_administrators_session(world, door, admin):
    admin.create("Account", Name="Gone")
    assert door.post("/_mock/reset").status_code == 200
    assert admin.query("SELECT Id FROM Account WHERE Name = 'Gone'") == []


def test_a_snapshot_brings_back_data_clock_and_outbox(world, door, admin):
    door.put("/_mock/clock", json={"now": "2026-01-31T09:00:00Z", "frozen": True})
    admin.create("Account", Name="Kept")
    door.put("/_mock/snapshots/before")
    world.partner("Later")
    door.post("/_mock/clock/advance", json={"days": 3})
    mails = len(door.get("/_mock/outbox").json)
    assert mails == 1
    assert door.post("/_mock/snapshots/before/restore").status_code == 200
    assert [r["Name"] for r in admin.query("SELECT Name FROM Account")] == ["Kept"]
    assert door.get("/_mock/clock").json == {"now": "2026-01-31T09:00:00.000Z", "frozen": True}
    assert door.get("/_mock/outbox").json == []


def test_a_snapshot_brings_back_settings(world, door):
    door.put("/_mock/snapshots/one-role")
    door.patch("/_mock/settings", json={"portal_roles": 3})
    door.post("/_mock/snapshots/one-role/restore")
    assert door.get("/_mock/settings").json["portal_roles"] == 1


def test_snapshots_are_listed_and_thrown_away(world, door):
    door.put("/_mock/snapshots/a")
    assert door.get("/_mock/snapshots").json == ["a"]
    assert door.delete("/_mock/snapshots/a").status_code == 200
    assert door.get("/_mock/snapshots").json == []
    assert door.post("/_mock/snapshots/a/restore").status_code == 404
    assert door.delete("/_mock/snapshots/ready").status_code == 400


def test_the_clock_runs_on_or_stands_still(world, door):
    door.put("/_mock/clock", json={"now": "2030-05-05T00:00:00Z", "frozen": True})
    answer = door.post("/_mock/clock/advance", json={"hours": 25}).json
    assert (answer["now"], answer["frozen"]) == ("2030-05-06T01:00:00.000Z", True)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("clock/advance", {"days": -1}),
        ("clock/advance", {"weeks": 1}),
        ("clock/advance", {}),
        ("clock/advance", {"days": True}),
        ("clock/advance", {"days": 1e9}),
    ],
)
def test_the_clock_never_goes_back_or_beyond_the_calendar(world, door, path, body):
    before = door.get("/_mock/clock").json["now"][:10]
    answer = door.post(f"/_mock/{path}", json=body)
    assert answer.status_code == 400
    assert answer.json["error"]
    assert door.get("/_mock/clock").json["now"][:10] == before


def test_the_outbox_shows_the_welcome_mail_of_a_partner_user(world, door):
    world.partner("Acme")
    mails = door.get("/_mock/outbox", query_string={"to": "ACMEuser@example.com"}).json
    assert [set(mail) >= {"id", "to", "from", "subject", "text", "html", "sent", "template"} for mail in mails] == [
        True
    ]
    assert "acmeuser@example.com" in mails[0]["text"]
    assert door.get("/_mock/outbox?to=other@example.com").json == []
    door.delete("/_mock/outbox")
    assert door.get("/_mock/outbox").json == []


def test_explain_lists_the_grants_in_sentences(world, door):
    acme, globex = world.partner("Acme"), world.partner("Globex")
    seen = door.get("/_mock/explain", query_string={"user": acme.user_id, "record": acme.account_id}).json
    assert seen["access"] == "read"
    assert "PortalImplicit" in [grant["row_cause"] for grant in seen["grants"]]
    assert all(set(grant) == {"row_cause", "access", "because", "source"} for grant in seen["grants"])
    unseen = door.get("/_mock/explain", query_string={"user": acme.user_id, "record": globex.account_id}).json
    assert unseen["access"] == "none"


def test_explain_takes_names_and_tells_near_misses_and_fields(world, door):
    acme, globex = world.partner("Acme"), world.partner("Globex")
    name = world.admin.query(f"SELECT Name, Username FROM User WHERE Id = '{acme.user_id}'")[0]
    asked = {"user": name["Username"].upper(), "record": 'Account "Globex"', "field": "phone"}
    told = door.get("/_mock/explain", query_string=asked).json
    assert (told["user"]["id"], told["record"]["id"], told["access"]) == (acme.user_id, globex.account_id, "none")
    assert "sees the own account (Acme), but it is another" in told["misses"][0]["because"]
    assert (told["more_misses"], set(told["misses"][0])) == (0, {"access", "because", "missing", "source"})
    assert told["field"]["readable"] is True
    assert any(reason.endswith("on Account Phone") for reason in told["field"]["because"])
    world.admin.create("Account", Name="Globex")
    for wrong, says in (({"record": "account globex"}, "2 records are called"), ({"field": "X"}, "has no field X"),
                        ({"record": "Account Zork"}, "no Account is called Zork"), ({"user": "Zork"}, "no user has"),
                        ({"record": "Zork"}, "by name, write")):  # fmt: skip
        answer = door.get("/_mock/explain", query_string=asked | {"record": globex.account_id} | wrong)
        assert answer.status_code in (400, 404)
        assert says in answer.json["error"]


def test_explain_takes_a_first_name_and_the_company_of_a_lead(world, door):
    acme = world.partner("Acme")
    lead = world.admin.create("Lead", LastName="Smith", Company="Initech", OwnerId=acme.user_id)
    world.admin.update("User", acme.user_id, FirstName="Zebedee")
    for name in ("Lead Initech", "lead Smith"):
        told = door.get("/_mock/explain", query_string={"user": "Zebedee", "record": name}).json
        assert (told["user"]["id"], told["record"]["id"], told["access"]) == (acme.user_id, lead, "edit")


def test_explain_of_unknown_records_is_refused(world, door):
    assert door.get("/_mock/explain").status_code == 400
    assert door.get("/_mock/explain?user=x&record=001000000000001").status_code == 404
    assert door.get(f"/_mock/explain?user={world.built.admin.id}&record=zzz").status_code == 404


def test_settings_are_patched_and_unknown_ones_refused(world, door):
    answer = door.patch("/_mock/settings", json={"portal_roles": 3, "licenses": {"Partner Community": 2}})
    assert answer.status_code == 200
    assert answer.json["licenses"]["Partner Community"] == 2
    assert answer.json["licenses"]["Customer Community"] == 100
    seats = world.admin.query("SELECT TotalLicenses FROM UserLicense WHERE Name = 'Partner Community'")
    assert seats[0]["TotalLicenses"] == 2
    refused = door.patch("/_mock/settings", json={"portal_rolls": 3})
    assert refused.status_code == 400
    assert "portal_rolls" in refused.json["error"]
    assert door.patch("/_mock/settings", json={"portal_roles": 4}).status_code == 400
    assert door.get("/_mock/settings").json["portal_roles"] == 3


def test_person_accounts_come_and_go_with_the_setting(world, door, admin):
    names = {f["name"] for f in admin.get("/sobjects/Account/describe").json["fields"]}
    assert "IsPersonAccount" not in names
    door.patch("/_mock/settings", json={"person_accounts": True})
    names = {f["name"] for f in admin.get("/sobjects/Account/describe").json["fields"]}
    assert "IsPersonAccount" in names


def test_the_deploy_report_tells_what_was_read(world, door):
    report = door.get("/_mock/deploy-report").json
    assert report["read"]
    assert set(report) == {"read", "not_understood"}


def test_unmatched_lists_what_the_mock_does_not_know(world, door, admin):
    admin.get("/analytics/reports")
    admin.get("/query", query_string={"q": "SELECT Id FROM Account FOR UPDATE LIMIT"})
    assert "/services/data/v62.0/analytics/reports" in [u["path"] for u in door.get("/_mock/unmatched").json]


def test_an_unknown_door_names_those_that_there_are(world, door):
    answer = door.get("/_mock/nonsense")
    assert answer.status_code == 404
    assert "GET /_mock/health" in answer.json["error"]


def test_callers_from_elsewhere_need_the_token(world):
    app = create_app(world.built, control_token="open-sesame")
    far = {"REMOTE_ADDR": "203.0.113.9"}
    client = app.test_client()
    assert client.get("/_mock/health", environ_base=far).status_code == 403
    assert client.get("/_mock/health", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 403
    assert client.get("/_mock/nonsense", environ_base=far).status_code == 403
    wrong = {"Authorization": "Bearer guess"}
    assert client.get("/_mock/health", environ_base=far, headers=wrong).status_code == 403
    right = {"Authorization": "Bearer open-sesame"}
    assert client.get("/_mock/health", environ_base=far, headers=right).status_code == 200
    assert client.get("/_mock/health").status_code == 200


def test_as_sandbox_there_are_no_doors(world):
    client = create_app(world.built, as_sandbox=True, control_token="t").test_client()
    for path in ("health", "clock", "outbox", "settings", "nonsense"):
        assert client.get(f"/_mock/{path}", headers={"Authorization": "Bearer t"}).status_code == 404


def test_moving_the_clock_tells_what_ran(world, door, monkeypatch):
    job = Job("daily", "Daily", lambda org, after: after + timedelta(days=1), lambda org, at: "did it")
    monkeypatch.setattr(due.run_due, "__defaults__", ((job,),))
    monkeypatch.setattr(due.begin, "__defaults__", ((job,),))
    door.put("/_mock/clock", json={"now": "2020-05-05T00:00:00Z", "frozen": True})
    ran = door.post("/_mock/clock/advance", json={"minutes": 48 * 60}).json["ran"]
    assert ran == [
        {"job": "daily", "label": "Daily", "at": f"2020-05-0{day}T00:00:00.000Z", "failed": False, "said": "did it"}
        for day in (6, 7)
    ]
    assert len(door.put("/_mock/clock", json={"now": "2020-05-10T00:00:00Z"}).json["ran"]) == 3
    assert [run["job"] for run in door.get("/_mock/jobs").json["runs"]] == ["daily"] * 5


def test_nobody_goes_further_than_a_century_at_once(world, door):
    answer = door.put("/_mock/clock", json={"now": "9999-01-01T00:00:00Z"})
    assert (answer.status_code, "more than 100 years" in answer.json["error"]) == (400, True)


def test_a_job_that_there_is_not_cannot_be_run(world, door):
    answer = door.post("/_mock/jobs/no-such-job/run")
    assert (answer.status_code, "no job 'no-such-job'" in answer.json["error"]) == (400, True)


def test_no_door_ignores_what_it_does_not_know(world, door):
    for rule in world.app.url_map.iter_rules():
        if rule.endpoint.startswith("control."):
            path = rule.rule.replace("<name>", "x").replace("<int:mail_id>", "1")
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                answers = [door.open(f"{path}?nonsense=1", method=method)]
                if method != "GET":
                    answers += [door.open(path, method=method, data=b) for b in ('{"nonsense": 1}', "[1]", "no JSON")]
                for answer in answers:
                    assert answer.status_code == 400, (method, path)
                    assert re.search("nonsense|JSON object", answer.json["error"]), (method, path)
    assert door.post("/_mock/reset", json={}).status_code == 200
    assert door.get("/_mock/health?x=1").json == {"error": "unknown: x; there are: none"}


def test_no_page_of_a_stranger_uses_the_doors_by_the_browser_of_who_sits_at_this_machine(world, door, admin):
    admin.create("Account", Name="Kept")
    for origin in ("https://elsewhere.example", "null", "http://[::1", "http://127.0.0.1.elsewhere.example"):
        assert door.post("/_mock/reset", headers={"Origin": origin}).status_code == 403
    assert len(admin.query("SELECT Id FROM Account")) == 1
    for origin in ("http://localhost", "http://localhost:3000", "http://127.0.0.1:8080", "http://[::1]:1"):
        assert door.get("/_mock/health", headers={"Origin": origin}).status_code == 200

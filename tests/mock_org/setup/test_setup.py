"""Setup: who comes in, and what the pages say."""

import re

import pytest

HOME = "/lightning/setup/SetupOneHome/home"
ACCESS = "/lightning/setup/RecordAccess/home"
SHARING = "/lightning/setup/SecuritySharing/home"


def logged_in(world, session_id):
    client = world.app.test_client()
    client.set_cookie("sid", session_id)
    return client


@pytest.fixture
def admin(world):
    return logged_in(world, world.built.admin.session_id)


def texts(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).replace("&#39;", "'").split())


def test_a_guest_logs_in_first_and_comes_back(world):
    client = world.app.test_client()
    sent = client.get(f"{ACCESS}?user=Ann")
    assert sent.headers["Location"] == "/?ec=302&startURL=%2Flightning%2Fsetup%2FRecordAccess%2Fhome%3Fuser%3DAnn"
    assert "Log in to your account" in texts(client.get(sent.headers["Location"]))
    form = {"username": world.built.admin.username, "pw": world.built.admin.password}
    back = client.post(sent.headers["Location"], data=form)
    assert back.headers["Location"] == f"{ACCESS}?user=Ann"
    assert client.get("/").headers["Location"] == HOME
    assert client.get(HOME).status_code == 200
    assert client.get("/lightning/setup/logout").headers["Location"] == "/"
    assert client.get(HOME).status_code == 302


def test_a_partner_is_a_guest_here_and_who_lacks_the_permissions_is_told(world, admin):
    assert logged_in(world, world.partner("Acme").caller.session_id).get(HOME).status_code == 302
    sal = logged_in(world, world.caller(world.user("Sal", "Standard User")).session_id)
    assert "Record Access" not in texts(sal.get(HOME))
    refused = sal.get(ACCESS)
    assert (refused.status_code, "Insufficient Privileges" in texts(refused)) == (403, True)


def test_record_access_tells_what_holds_and_what_nearly_holds(world, admin):
    acme, globex = world.partner("Acme"), world.partner("Globex")
    assert "What opens it" not in texts(admin.get(ACCESS))
    seen = texts(admin.get(ACCESS, query_string={"user": acme.user_id, "record": "Account Acme", "field": "Phone"}))
    assert "Read Only" in seen
    assert "because it is the account of" in seen
    assert "Field Phone Readable" in seen
    unseen = texts(admin.get(ACCESS, query_string={"user": acme.user_id, "record": globex.account_id}))
    assert "No access" in unseen
    assert "sees the own account (Acme), but it is another" in unseen
    for query, status, says in (
        ({"user": "", "record": "x"}, 400, "Enter a user and a record."),
        ({"user": "Zork\0<b>", "record": "x"}, 404, "no user has the id"),
        ({"user": acme.user_id, "record": "Account Zork"}, 404, "no Account is called Zork"),
    ):
        answer = admin.get(ACCESS, query_string=query)
        assert (answer.status_code, says in texts(answer), b"<b>" in answer.data) == (status, True, False)


def test_sharing_settings_list_defaults_rules_and_sets(admin):
    text = texts(admin.get(SHARING))
    assert "Default External Access" in text
    assert re.search(r"Lead internal Private, external Private", text)
    assert "Sharing set" in text
    assert "Controlled by Parent" in text


def test_a_form_of_another_site_is_refused_and_a_notice_is_shown_once(world, admin):
    account = world.admin.create("Account", Name="Acme <b>")
    action = f"/lightning/r/Account/{account}/EnableAsPartner"
    forged = admin.post(action, data={})
    assert (forged.status_code, "invalid for your session" in texts(forged)) == (403, True)
    assert world.admin.query("SELECT IsPartner FROM Account")[0]["IsPartner"] is False
    sent = admin.post(action, data=token_in(admin.get(action)))
    assert (sent.status_code, sent.headers["Location"]) == (303, f"/lightning/r/Account/{account}/view")
    assert "Acme &lt;b&gt; is a partner account now." in texts(admin.get(sent.headers["Location"]))
    assert "is a partner account now." not in texts(admin.get(sent.headers["Location"]))
    assert admin.put(action).status_code == 405


def token_in(answer):
    name, value = re.search(r'type="hidden" name="(\w+)" value="(\w+)"', answer.get_data(as_text=True)).groups()
    return {name: value}

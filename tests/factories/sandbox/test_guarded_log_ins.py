"""Nobody is logged in to an org that is no sandbox, and no session is taken to another address than it came from."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from factories import OrgClient
from factories.data import TestData
from factories.journal import Journal
from factories.private import Private
from factories.refused import Unsafe
from factories.sandbox.connecting import discover, enter
from factories.sandbox.tokens import ByJwt

SANDBOX = "acme--uat.sandbox.my.salesforce.com"


@pytest.fixture
def org(sandbox, settings_of):
    """The org as a run has it."""
    settings = settings_of(sandbox)
    client = discover(enter(settings), settings).client(TestData(1, run="r1"), Journal())
    yield client
    client.close()


def answering(org, monkeypatch, **token):
    """The org's log-in answers so."""
    way = org.connection.log_in
    told = {"access_token": Private("t0ken"), "instance_url": org.connection.instance_url, "id": "x/005"} | token
    monkeypatch.setattr(type(way), "token", lambda *_args: told)


@pytest.mark.parametrize(
    "named",
    [
        "https://acme.my.salesforce.com",
        f"https://{SANDBOX}",
        "http://127.0.0.1:1",
        "{url}.evil.example",
        "{url}@evil.example",
        "https://evil.example\\@127.0.0.1",
        "",
    ],
)
def test_a_session_is_not_taken_to_another_address_than_it_came_from(org, monkeypatch, named):
    url = org.connection.instance_url
    answering(org, monkeypatch, instance_url=named.format(url=url))
    with pytest.raises(Unsafe, match="has answered with another org's address"):
        org.log_in("ann@acme.example", "")


def test_nobody_is_logged_in_to_production_and_no_browser_let_in(org, sandbox, monkeypatch):
    asked = []
    monkeypatch.setattr(type(org.connection.log_in), "token", lambda *_args: asked.append(1))
    [row] = org.query("SELECT Id FROM Organization")
    sandbox.write("Organization", row.Id, IsSandbox=False, OrganizationType="Enterprise Edition")
    for go_in in (lambda: org.log_in("ann@acme.example", ""), lambda: org.browser_entry("/lightning")):
        with pytest.raises(Unsafe, match="production org"):
            go_in()
    assert asked == []


def test_nobody_is_logged_in_at_a_site_of_another_org(org):
    there = replace(org.connection, site_url="https://acme.my.site.com/partners/s", site_token_base="")
    client = OrgClient(there, org.session_id)
    with pytest.raises(Unsafe, match="no address of a site of"):
        client.log_in("ann@acme.example", "", at_site=True)
    client.close()


def test_a_link_for_a_browser_that_leads_elsewhere_is_not_given_away(org, monkeypatch):
    answer = SimpleNamespace(ok=True, json=lambda: {"frontdoor_uri": "https://acme.my.salesforce.com/secur/x?otp=1"})
    monkeypatch.setattr(org._http, "post", lambda *_args, **_options: answer)
    with pytest.raises(Unsafe, match="another org's address") as no:
        org.browser_entry("/lightning")
    assert "otp" not in str(no.value)


def test_an_org_that_answers_with_productions_address_is_not_entered(sandbox, settings_of, monkeypatch):
    answer = {"access_token": Private("t0ken"), "instance_url": "https://acme.my.salesforce.com", "id": "x/005"}
    monkeypatch.setattr(ByJwt, "token", lambda *_args: answer)
    with pytest.raises(Unsafe, match=r"https://acme\.my\.salesforce\.com:443"):
        enter(settings_of(sandbox))

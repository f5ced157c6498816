"""Sessions by JWT bearer and client credentials, and what to click when there is none."""

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from factories import PartnerAccountFactory, using
from factories.answers import Unreachable
from factories.connection import Connection
from factories.data import TestData
from factories.private import Private
from factories.refused import Refused
from factories.sandbox.connecting import discover, enter
from factories.sandbox.token_advice import ADVICE, advice_on
from factories.sandbox.tokens import AppRefused, ByClientCredentials, ByJwt, TokenRefused, refused


@pytest.fixture
def org(sandbox, settings_of):
    settings = settings_of(sandbox)
    client = discover(enter(settings), settings).client(TestData(1, run="r1"))
    yield client
    client.close()


def pem(key):
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


def refusal_of(settings, kind=AppRefused):
    with pytest.raises(kind) as no:
        enter(settings)
    return no.value


def test_the_administrator_enters_by_a_jwt(sandbox, settings_of):
    org = enter(settings_of(sandbox)).client()

    assert org.whoami()["preferred_username"] == sandbox.built.admin.username
    assert org.connection.instance_url == sandbox.url
    org.close()


def test_a_partner_user_enters_at_the_site_without_a_password(org):
    with using(org):
        ann = PartnerAccountFactory(name="Acme", users=1).users[0]

    session = org.log_in(ann.Username, "whatever", at_site=True)

    assert session.whoami()["user_id"] == ann.Id == session.user_id
    [row] = org.query(f"SELECT NetworkId FROM LoginHistory WHERE UserId = '{ann.Id}' ORDER BY LoginTime DESC LIMIT 1")
    assert row.NetworkId == org.id_of("Network", Name="Partner Central")


@pytest.mark.parametrize("audience", ["", "https://login.salesforce.com"])
def test_the_audience_is_the_site_for_partners_and_the_my_domain_or_what_is_said_for_others(tmp_path, audience):
    (tmp_path / "server.key").write_bytes(pem(rsa.generate_private_key(65537, 2048)))
    way = ByJwt("3MVG9", tmp_path / "server.key", audience)
    there = Connection("https://acme.my.salesforce.com", "64.0", "https://acme.my.site.com/partners/s", "", "")
    claims = [
        jwt.decode(way._assertion(there, "a@b.example", at_site), options={"verify_signature": False})
        for at_site in (False, True)
    ]

    assert [each["aud"] for each in claims] == [audience or there.instance_url, "https://acme.my.site.com/partners"]
    assert {each["sub"] for each in claims} == {"a@b.example"}


def test_client_credentials_enter_as_the_run_as_user_and_nobody_else(sandbox, settings_of):
    secret = sandbox.built.connected_app.client_secret
    settings = settings_of(sandbox, private_key_file=None, client_secret=secret, username=None)
    org = discover(enter(settings), settings).client()

    assert org.whoami()["preferred_username"] == sandbox.built.admin.username
    with pytest.raises(AppRefused, match="MOCK_ORG_SANDBOX_PRIVATE_KEY_FILE"):
        org.log_in("ann@acme.example", "", at_site=True)
    org.close()


def test_who_is_not_pre_authorised_is_told_what_to_click(org, sandbox):
    user = sandbox.row("User", Username=sandbox.built.admin.username)
    sandbox.write("User", user["Id"], ProfileId=sandbox.row("Profile", Name="Standard User")["Id"])

    with pytest.raises(AppRefused) as no:
        org.log_in(user["Username"], "")

    assert no.value.text == "user is not admin approved to access this app"
    assert "Policies > App Policies > Select Profiles" in str(no.value)


def test_a_username_that_nobody_has_is_told_with_what_else_it_may_be(sandbox, settings_of):
    no = refusal_of(settings_of(sandbox, username="nobody@acme.example"), TokenRefused)

    assert no.code == "invalid_grant"
    assert "Pre-authorise the app for nobody@acme.example" in no.advice
    assert "not active" in no.advice


def test_a_key_that_is_not_the_apps_is_told(sandbox, settings_of, tmp_path):
    (tmp_path / "other.key").write_bytes(pem(rsa.generate_private_key(65537, 2048)))

    no = refusal_of(settings_of(sandbox, private_key_file=str(tmp_path / "other.key")))

    assert "does not belong to the app's certificate" in no.advice


def test_an_audience_that_the_org_does_not_take_is_told(sandbox, settings_of):
    no = refusal_of(settings_of(sandbox, audience="https://other.my.salesforce.com"))

    assert no.text == "audience is invalid"
    assert "MOCK_ORG_SANDBOX_AUDIENCE" in no.advice


def test_an_app_that_is_not_there_and_a_wrong_secret_are_told(sandbox, settings_of):
    assert "consumer key" in refusal_of(settings_of(sandbox, client_id="3MVG9nowhere")).advice
    settings = settings_of(sandbox, private_key_file=None, client_secret="wrong", username=None)
    assert "consumer secret" in refusal_of(settings).advice


@pytest.mark.parametrize("advice", ADVICE, ids=lambda advice: advice.words)
def test_every_advice_is_found_by_its_words(advice):
    code, text = ("invalid_grant", advice.words) if " " in advice.words else (advice.words, "")

    assert advice_on(Refused(text.upper(), code)) is advice
    assert "{" not in advice.told("ann@acme.example")


def test_what_nobody_knows_has_no_advice():
    assert advice_on(Refused("the moon is full", "moon")) is None
    assert str(refused(Refused("the moon is full", "moon"), "ann@acme.example")) == "moon: the moon is full"


def test_what_the_app_lacks_is_no_refusal_of_a_user():
    assert not isinstance(refused(Refused("audience is invalid", "invalid_grant"), ""), Refused)
    assert isinstance(refused(Refused("user hasn't approved this consumer", "invalid_grant"), ""), Refused)


def test_a_connection_that_breaks_shows_no_assertion(sandbox, settings_of):
    with pytest.raises(Unreachable) as broken:
        enter(settings_of(sandbox, url="http://127.0.0.1:9", api_version="64.0"))

    assert "eyJ" not in str(broken.getrepr(showlocals=True, style="long", funcargs=True))


def test_ways_to_log_in_show_no_secret(tmp_path):
    shown = f"{ByJwt('3MVG9', tmp_path / 'server.key')} {ByClientCredentials('3MVG9', Private('A1B2C3'))}"

    assert "A1B2C3" not in shown
    assert "server.key" not in shown


def test_a_refusal_shows_no_assertion(sandbox, settings_of, tmp_path):
    settings = settings_of(sandbox, username="nobody@acme.example")
    with pytest.raises(TokenRefused) as no:
        enter(settings)

    shown = no.getrepr(showlocals=True, style="long", funcargs=True)
    assert "eyJ" not in str(shown)
    assert "PRIVATE KEY" not in str(shown)

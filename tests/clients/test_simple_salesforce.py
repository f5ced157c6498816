"""simple-salesforce, unmodified, against a served org. It speaks https only, so the org is served with --tls."""

from collections.abc import Iterator

import pytest
from simple_salesforce import Salesforce, SalesforceLogin
from simple_salesforce.exceptions import (
    SalesforceAuthenticationFailed,
    SalesforceExpiredSession,
    SalesforceMalformedRequest,
    SalesforceResourceNotFound,
)

from tests.clients.connect_proxy import proxy_to
from tests.running_org import RunningOrg


@pytest.fixture(scope="module")
def proxies(tls_org: RunningOrg) -> Iterator[dict[str, str]]:
    with proxy_to(tls_org.ready["instance_url"]) as url:
        yield {"https": url}


@pytest.fixture
def client(tls_org: RunningOrg) -> Salesforce:
    return Salesforce(
        instance_url=tls_org.ready["instance_url"],
        session_id=tls_org.ready["admin"]["session_id"],
        version=tls_org.ready["api_version"],
    )


def query_me(client: Salesforce) -> str:
    return client.restful("../../oauth2/userinfo")["preferred_username"]


def soap(org: RunningOrg) -> dict[str, str]:
    admin = org.ready["admin"]
    return {key: admin[key] for key in ("username", "password", "security_token")}


def username_password(org: RunningOrg) -> dict[str, str]:
    admin, app = org.ready["admin"], org.ready["oauth"]
    return {
        "username": admin["username"],
        "password": admin["password"],
        "consumer_key": app["client_id"],
        "consumer_secret": app["client_secret"],
    }


def jwt_bearer(org: RunningOrg) -> dict[str, str]:
    return {
        "username": org.ready["admin"]["username"],
        "consumer_key": org.ready["oauth"]["client_id"],
        "privatekey_file": org.ready["jwt"]["private_key_file"],
    }


def client_credentials(org: RunningOrg) -> dict[str, str]:
    app = org.ready["oauth"]
    return {"consumer_key": app["client_id"], "consumer_secret": app["client_secret"], "domain": "acme.my"}


@pytest.mark.parametrize("way", [soap, username_password, jwt_bearer], ids=lambda way: way.__name__)
def test_log_in_at_login_salesforce_com(tls_org, proxies, way):
    client = Salesforce(**way(tls_org), proxies=proxies)

    assert f"https://{client.sf_instance}" == tls_org.ready["instance_url"]
    assert query_me(client) == tls_org.ready["admin"]["username"]


def test_log_in_of_the_app_itself_with_client_credentials_at_my_domain(tls_org):
    # Salesforce takes this flow at the org's own My Domain only
    # (Salesforce Help, "OAuth 2.0 Client Credentials Flow for Server-to-Server Integration").
    with proxy_to(tls_org.ready["instance_url"]) as url:
        client = Salesforce(**client_credentials(tls_org), proxies={"https": url})

        assert query_me(client) == tls_org.ready["admin"]["username"]


def test_soap_log_in_at_the_org_without_any_proxy(tls_org):
    session_id, instance = SalesforceLogin(**soap(tls_org), scratch_url=tls_org.ready["instance_url"])

    assert query_me(Salesforce(instance=instance, session_id=session_id)) == tls_org.ready["admin"]["username"]


def test_a_wrong_password_is_refused_as_salesforce_refuses_it(tls_org, proxies):
    with pytest.raises(SalesforceAuthenticationFailed, match="INVALID_LOGIN"):
        Salesforce(**soap(tls_org) | {"password": "wrong"}, proxies=proxies)


def test_create_query_update_delete(client):
    account = client.Account.create({"Name": "Łukasz & Söhne <GmbH> 🚚"})["id"]
    found = client.query(f"SELECT Id, Name, Owner.Name FROM Account WHERE Id = '{account}'")["records"]
    assert [row["Name"] for row in found] == ["Łukasz & Söhne <GmbH> 🚚"]

    assert client.Account.update(account, {"Name": "Renamed"}) == 204
    assert client.Account.get(account)["Name"] == "Renamed"

    assert client.Account.delete(account) == 204
    with pytest.raises(SalesforceResourceNotFound):
        client.Account.get(account)


def test_describe_names_the_fields(client):
    assert {"Id", "Name", "IsPartner"} <= {field["name"] for field in client.Account.describe()["fields"]}
    assert "Account" in {sobject["name"] for sobject in client.describe()["sobjects"]}


def test_query_all_follows_the_pages_to_the_end(client):
    for number in range(201):
        client.Contact.create({"LastName": f"Page {number:03}"})
    small_pages = {"Sforce-Query-Options": "batchSize=200"}

    first = client.query("SELECT LastName FROM Contact WHERE LastName LIKE 'Page %'", headers=small_pages)
    assert (first["totalSize"], first["done"], len(first["records"])) == (201, False, 200)

    second = client.query_more(first["nextRecordsUrl"], identifier_is_url=True, headers=small_pages)
    assert (second["done"], len(second["records"])) == (True, 1)
    assert len({row["LastName"] for row in first["records"] + second["records"]}) == 201


def test_errors_arrive_as_the_clients_own_exceptions(client, tls_org):
    with pytest.raises(SalesforceMalformedRequest, match="MALFORMED_QUERY"):
        client.query("SELECT FROM Account")
    with pytest.raises(SalesforceMalformedRequest, match="REQUIRED_FIELD_MISSING"):
        client.Account.create({})
    stranger = Salesforce(instance_url=tls_org.ready["instance_url"], session_id="00D000000000001!stranger")
    with pytest.raises(SalesforceExpiredSession, match="INVALID_SESSION_ID"):
        stranger.query("SELECT Id FROM Account")

"""simple-salesforce, unmodified, against a served org. It speaks https only, so the org is served with --tls."""

import base64

import pytest
from simple_salesforce import Salesforce, SalesforceLogin
from simple_salesforce.exceptions import (
    SalesforceAuthenticationFailed,
    SalesforceExpiredSession,
    SalesforceMalformedRequest,
    SalesforceMoreThanOneRecord,
    SalesforceResourceNotFound,
)

from tests.clients.conftest import CONTACTS, add_contacts
from tests.running_org import RunningOrg


@pytest.fixture(scope="module")
def proxies(tls_org: RunningOrg) -> dict[str, str]:
    return {"https": tls_org.ready["proxy_url"]}


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

    assert client.sf_instance == "mock-org.my.salesforce.com"
    assert query_me(client) == tls_org.ready["admin"]["username"]


def test_log_in_of_the_app_itself_with_client_credentials_at_my_domain(tls_org, proxies):
    # Salesforce takes this flow at the org's own My Domain only
    # (Salesforce Help, "OAuth 2.0 Client Credentials Flow for Server-to-Server Integration").
    client = Salesforce(**client_credentials(tls_org), proxies=proxies)

    assert client.sf_instance == "acme.my.salesforce.com"
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


def test_upsert_by_an_external_id(client):
    assert client.Account.upsert("Key__c/simple-1", {"Name": "One"}) == 201
    assert client.Account.upsert("Key__c/simple-1", {"Name": "Two"}) == 200
    assert client.Account.get_by_custom_id("Key__c", "simple-1")["Name"] == "Two"


def test_query_all_follows_the_pages_to_the_end(client, tls_org):
    add_contacts(tls_org)

    first = client.query("SELECT LastName FROM Contact WHERE LastName LIKE 'Day %'")
    assert (first["totalSize"], first["done"], len(first["records"])) == (CONTACTS, False, 2000)
    rows = client.query_all("SELECT LastName FROM Contact WHERE LastName LIKE 'Day %'")
    assert (rows["done"], len({row["LastName"] for row in rows["records"]})) == (True, CONTACTS)


def test_composite_through_restful(client):
    requests = [
        {"method": "POST", "url": f"/services/data/v{client.sf_version}/sobjects/Account", "referenceId": "made",
         "body": {"Name": "Composite"}},
        {"method": "GET", "url": f"/services/data/v{client.sf_version}/sobjects/Account/@{{made.id}}",
         "referenceId": "read"},
    ]  # fmt: skip
    body = {"allOrNone": True, "compositeRequest": requests}

    answer = client.restful("composite", method="POST", json=body)

    assert answer["compositeResponse"][1]["body"]["Name"] == "Composite"


@pytest.mark.heavy
def test_bulk_of_both_generations(client):
    first = client.bulk.Account.insert([{"Name": "Bulk 1"}, {"Name": None}], batch_size=100)
    assert [row["success"] for row in first] == [True, False]
    assert client.bulk.Account.query("SELECT Name FROM Account WHERE Name = 'Bulk 1'")[0]["Name"] == "Bulk 1"

    (second,) = client.bulk2.Account.insert(records=[{"Name": "Bulk 2"}])
    assert (second["numberRecordsProcessed"], second["numberRecordsFailed"]) == (1, 0)
    (page,) = client.bulk2.Account.query("SELECT Name FROM Account WHERE Name = 'Bulk 2'")
    assert page.splitlines() == ['"Name"', '"Bulk 2"']


def test_a_search_finds_what_was_made(client):
    client.Account.create({"Name": "Findable Freight"})

    assert [row["attributes"]["type"] for row in client.quick_search("Findable")["searchRecords"]] == ["Account"]


def test_a_file_goes_up_and_comes_down(client, tls_org):
    data = base64.b64encode(b"\x00day's work\xff").decode()
    made = client.ContentVersion.create({"Title": "Day", "PathOnClient": "day.bin", "VersionData": data})

    path = f"sobjects/ContentVersion/{made['id']}/VersionData"
    assert client._call_salesforce("GET", client.base_url + path).content == b"\x00day's work\xff"


def test_errors_arrive_as_the_clients_own_exceptions(client, tls_org):
    refusals = {
        "MALFORMED_QUERY": lambda: client.query("SELECT FROM Account"),
        "INVALID_FIELD": lambda: client.query("SELECT Nothing__c FROM Account"),
        "INVALID_TYPE": lambda: client.query("SELECT Id FROM Nothing__c"),
        "REQUIRED_FIELD_MISSING": lambda: client.Account.create({}),
        "DUPLICATE_VALUE": lambda: [client.Account.create({"Name": "Twice", "Key__c": "twice"}) for _ in range(2)],
        "INVALID_FIELD ": lambda: client.Account.create({"Name": "x", "Nothing__c": 1}),
        "JSON_PARSER_ERROR": lambda: client.Account.create({"Name": "x", "NumberOfEmployees": "many"}),
    }
    for code, refused in refusals.items():
        with pytest.raises(SalesforceMalformedRequest, match=code.strip()):
            refused()
    stranger = Salesforce(instance_url=tls_org.ready["instance_url"], session_id="00D000000000001!stranger")
    with pytest.raises(SalesforceExpiredSession, match="INVALID_SESSION_ID"):
        stranger.query("SELECT Id FROM Account")


def test_what_is_not_there_and_what_is_there_twice_have_exceptions_of_their_own(client):
    with pytest.raises(SalesforceResourceNotFound, match="NOT_FOUND"):
        client.Account.get("001000000000001AAA")
    gone = client.Account.create({"Name": "Gone"})["id"]
    client.Account.delete(gone)
    with pytest.raises(SalesforceResourceNotFound, match="ENTITY_IS_DELETED"):
        client.Account.delete(gone)
    for number in range(2):
        client.Account.create({"Name": f"Several {number}", "Label__c": "several"})
    with pytest.raises(SalesforceMoreThanOneRecord):
        client.Account.get_by_custom_id("Label__c", "several")

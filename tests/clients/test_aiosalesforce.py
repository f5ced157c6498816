"""aiosalesforce, unmodified. It takes https://NAME.my.salesforce.com only, so it comes by the proxy."""

import asyncio
import base64
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from aiosalesforce import ClientCredentialsFlow, JwtBearerFlow, Salesforce, SoapLogin
from aiosalesforce.exceptions import AuthenticationError, MoreThanOneRecordError, NotFoundError, SalesforceError

from tests.clients.conftest import VERSION
from tests.running_org import RunningOrg

URL = "https://acme.my.salesforce.com"


def client_credentials(org):
    return ClientCredentialsFlow(org.ready["oauth"]["client_id"], org.ready["oauth"]["client_secret"])


def jwt_bearer(org):
    return JwtBearerFlow(
        org.ready["oauth"]["client_id"], org.ready["admin"]["username"], org.ready["jwt"]["private_key_file"]
    )


def soap(org):
    admin = org.ready["admin"]
    return SoapLogin(admin["username"], admin["password"], admin["security_token"])


@pytest.fixture
def day(tls_org: RunningOrg) -> Callable[..., Any]:
    """Runs a day's work of a client that logs in this way."""

    def run(work: Callable[[Salesforce], Awaitable[Any]], way: Callable[[RunningOrg], Any] = client_credentials) -> Any:
        async def with_client() -> Any:
            async with httpx.AsyncClient(proxy=tls_org.ready["proxy_url"], timeout=60) as http:
                return await work(Salesforce(http, URL, way(tls_org), version=VERSION))

        # A thread of its own: in the same process, Playwright may have a loop running in this one.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(lambda: asyncio.run(with_client())).result()

    return run


@pytest.mark.parametrize("way", [client_credentials, jwt_bearer, soap], ids=lambda way: way.__name__)
def test_it_logs_in(day, tls_org, way):
    async def work(client):
        answer = await client.request("GET", f"{URL}/services/oauth2/userinfo")
        return answer.json()["preferred_username"]

    assert day(work, way) == tls_org.ready["admin"]["username"]


def test_a_wrong_password_and_a_wrong_secret_are_refused(day, tls_org):
    async def work(client):
        await client.get_limits()

    with pytest.raises(AuthenticationError, match="INVALID_LOGIN"):
        day(work, lambda org: SoapLogin(org.ready["admin"]["username"], "wrong", ""))
    with pytest.raises(AuthenticationError, match="invalid_client"):
        day(work, lambda org: ClientCredentialsFlow(org.ready["oauth"]["client_id"], "wrong"))


def test_create_get_update_upsert_delete(day):
    async def work(client):
        rows = client.sobject
        account = await rows.create("Account", {"Name": "Łukasz & Söhne 🚚", "Key__c": "aio 1"})
        assert (await rows.get("Account", account))["Name"] == "Łukasz & Söhne 🚚"
        await rows.update("Account", account, {"Name": "Renamed"})
        assert (await rows.get("Account", "aio 1", "Key__c", fields=["Name"]))["Name"] == "Renamed"
        again = await rows.upsert("Account", "aio 1", "Key__c", {"Name": "Upserted"})
        assert (again.id, again.created) == (account, False)
        other = await rows.upsert("Account", "aio 2", "Key__c", {"Name": "Made by upsert"})
        assert other.created
        await rows.delete("Account", account)
        await rows.delete("Account", "aio 2", "Key__c")
        with pytest.raises(NotFoundError):
            await rows.get("Account", account)
        return [row async for row in client.query("SELECT Id FROM Account WHERE Key__c LIKE 'aio %'")]

    assert day(work) == []


def test_bulk_inserts_come_back_page_by_page(day, monkeypatch):
    monkeypatch.setattr(asyncio, "sleep", _at_once(asyncio.sleep))  # it asks for the state of a job every 5 s

    async def work(client):
        rows = [{"LastName": f"Aio {number:04}"} for number in range(4500)]
        result = await client.bulk_v2.insert("Contact", rows)
        assert (len(result.successful_results), result.failed_results) == (4500, [])
        soql = "SELECT LastName FROM Contact WHERE LastName LIKE 'Aio %' ORDER BY LastName"
        return [row["LastName"] async for row in client.query(soql)]

    assert day(work) == [f"Aio {number:04}" for number in range(4500)]


def _at_once(sleep: Callable[[float], Awaitable[None]]) -> Callable[[float], Awaitable[None]]:
    return lambda _seconds, *_: sleep(0)


def test_composite_with_references_and_batch(day):
    async def work(client):
        async with client.composite(all_or_none=True) as request:
            account = request.sobject.create("Account", {"Name": "Composite"})
            request.sobject.create("Contact", {"LastName": "Of it", "AccountId": str(account.reference.id)})
            found = request.query("SELECT Account.Name FROM Contact WHERE LastName = 'Of it'")
        assert found.records[0]["Account"]["Name"] == "Composite"
        async with client.composite.batch() as batch:
            query = batch.query("SELECT Name FROM Account WHERE Name = 'Composite'")
        return query.records[0]["Name"]

    assert day(work) == "Composite"


def test_a_file_goes_up_and_comes_down(day):
    async def work(client):
        data = base64.b64encode(b"\x00day's work\xff").decode()
        file = {"Title": "Day", "PathOnClient": "day.bin", "VersionData": data}
        version = await client.sobject.create("ContentVersion", file)
        path = f"{URL}/services/data/v{VERSION}/sobjects/ContentVersion/{version}/VersionData"
        return (await client.request("GET", path)).content

    assert day(work) == b"\x00day's work\xff"


async def _expired(client):
    path = f"{URL}/services/data/v{VERSION}/limits"
    answer = await client.httpx_client.get(path, headers={"Authorization": "Bearer 00D!stranger"})
    assert (answer.status_code, answer.json()[0]["errorCode"]) == (401, "INVALID_SESSION_ID")
    raise SalesforceError("INVALID_SESSION_ID", response=answer, error_code="INVALID_SESSION_ID")


async def _all(client, soql):
    return [row async for row in client.query(soql)]


async def _twice(client):
    for _ in range(2):
        await client.sobject.create("Account", {"Name": "Twice", "Key__c": "twice"})


async def _several(client):
    for number in range(2):
        await client.sobject.create("Account", {"Name": f"Several {number}", "Label__c": "several"})
    await client.sobject.get("Account", "several", "Label__c")


async def _deleted(client):
    account = await client.sobject.create("Account", {"Name": "Gone"})
    for _ in range(2):
        await client.sobject.delete("Account", account)


ERRORS = [
    ("MALFORMED_QUERY", lambda client: _all(client, "SELECT FROM Account"), SalesforceError),
    ("INVALID_FIELD", lambda client: _all(client, "SELECT Nothing__c FROM Account"), SalesforceError),
    ("INVALID_TYPE", lambda client: _all(client, "SELECT Id FROM Nothing__c"), SalesforceError),
    ("NOT_FOUND", lambda client: client.sobject.get("Account", "001000000000001AAA"), NotFoundError),
    ("REQUIRED_FIELD_MISSING", lambda client: client.sobject.create("Account", {}), SalesforceError),
    ("DUPLICATE_VALUE", _twice, SalesforceError),
    (None, _several, MoreThanOneRecordError),
    ("ENTITY_IS_DELETED", _deleted, NotFoundError),
    ("INVALID_SESSION_ID", _expired, SalesforceError),
]


@pytest.mark.parametrize(("code", "work", "raised"), ERRORS, ids=lambda value: value if isinstance(value, str) else "")
def test_errors_arrive_as_the_clients_own_exceptions(day, code, work, raised):
    with pytest.raises(raised) as refusal:
        day(work)
    assert refusal.value.error_code == code

"""aio-sf, unmodified: logs in, queries, collections, errors; prints what it saw as JSON. Usage: READY_FILE."""

import asyncio
import json
import sys
from pathlib import Path

from aio_sf import ClientCredentialsAuth, SalesforceClient, StaticTokenAuth

ready = json.loads(Path(sys.argv[1]).read_text())
URL = ready["instance_url"]


async def day():
    seen = {}
    auth = ClientCredentialsAuth(URL, ready["oauth"]["client_id"], ready["oauth"]["client_secret"])
    async with SalesforceClient(auth_strategy=auth, version="v64.0") as client:
        rows = [{"Name": f"Aio {number}", "Key__c": f"aio-{number}"} for number in range(3)]
        made = await client.collections.insert(rows, "Account")
        seen["made"] = [row["success"] for row in made]
        ids = [row["id"] for row in made]
        updates = [{"Id": each, "Name": f"Aio up {number}"} for number, each in enumerate(ids)]
        seen["updated"] = [row["success"] for row in await client.collections.update(updates, "Account")]
        upserts = [{"Key__c": "aio-0", "Name": "Aio upsert"}, {"Key__c": "aio-9", "Name": "Aio new"}]
        seen["upserted"] = [row["created"] for row in await client.collections.upsert(upserts, "Key__c", "Account")]
        seen["deleted"] = [row["errors"] or row["success"] for row in await client.collections.delete(ids)]
        found = await client.query.soql("SELECT LastName FROM Contact WHERE LastName LIKE 'Day %'")
        seen["contacts"] = len([row async for row in found])
        seen["fields"] = len((await client.describe.sobject("Account"))["fields"]) > 20
        try:
            await (await client.query.soql("SELECT FROM Account")).collect_all()
        except Exception as error:  # noqa: BLE001
            seen["malformed"] = "MALFORMED_QUERY" in str(getattr(error, "response", error).text)
    async with SalesforceClient(auth_strategy=StaticTokenAuth(URL, "00D!dead"), version="v64.0") as client:
        try:
            await client.describe.sobject("Account")
        except Exception as error:  # noqa: BLE001
            seen["dead"] = type(error).__name__
    return seen


print(json.dumps(asyncio.run(day())))

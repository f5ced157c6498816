"""How far is a request from the least that it can cost?"""

import http.client
import json
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from benchmarks.client import MeasuredOrg
from benchmarks.measure import seconds
from factories import OrgClient
from mock_org import soql
from mock_org.app import Built, create_app, create_org
from mock_org.org import Session

ROUNDS = 15
REQUESTS = 60
ROWS = 200
QUERY = "SELECT Id, Name, Industry, Phone, CreatedDate, Owner.Name FROM Account ORDER BY Name LIMIT 200"


def results(org: MeasuredOrg) -> Iterator[tuple[str, float]]:
    """Ratios against floors that are measured in the same run."""
    client = org.administrator()
    account = client.insert("Account", {"Name": "Initech"})
    with empty_route() as floor, keep_alive(client) as ask:
        get = f"/services/data/v62.0/sobjects/Account/{account}"
        values = json.dumps({"Name": "Initrode"})
        works: dict[str, Callable[[], Any]] = {
            "empty": floor,
            "get": lambda: ask("GET", get),
            "get, 5 fields": lambda: ask("GET", f"{get}?fields=Id,Name,Phone,Industry,OwnerId"),
            "create": lambda: ask("POST", "/services/data/v62.0/sobjects/Account", values),
        }
        taken = interleaved(works)
    org.reset()
    client.close()
    yield (
        "GET of 5 fields by id: requests a second / an empty Flask JSON route's",
        taken["empty"] / taken["get, 5 fields"],
    )
    yield "GET by id, every field: requests a second / an empty Flask JSON route's", taken["empty"] / taken["get"]
    yield "create: requests a second / an empty Flask JSON route's", taken["empty"] / taken["create"]
    yield from query_results()


def query_results() -> Iterator[tuple[str, float]]:
    """A query of 200 rows against raw sqlite3, and what of a request is reading its text."""
    built = create_org()
    session = built.org.session(built.org.admin_id)
    session.insert_many("Account", [{"Name": f"Account {n}", "Industry": "Banking"} for n in range(ROWS)])
    raw = raw_query(session)

    def ours() -> str:
        return json.dumps(session.query(QUERY).records)

    assert json.loads(ours()) == json.loads(raw())
    taken = interleaved({"ours": ours, "raw": raw}, 5)
    yield "200 rows with a parent field / the same rows by raw sqlite3 and json", taken["ours"] / taken["raw"]
    yield "reading and compiling a statement seen before / its request", share_of_compiling(built)


def share_of_compiling(built: Built) -> float:
    """What of a small query's request goes to getting the statement ready: read, compiled or found again."""
    client = create_app(built).test_client()
    headers = {"Authorization": f"Bearer {built.admin.session_id}"}
    session = built.org.session(built.org.admin_id, 62.0)
    text = "SELECT Id, Name, Owner.Name FROM Account WHERE Industry = 'Banking' ORDER BY Name LIMIT 20"

    def request() -> None:
        assert client.get("/services/data/v62.0/query", query_string={"q": text}, headers=headers).status_code == 200

    request()
    taken = interleaved({"request": request, "ready": lambda: session.compiled(text, lambda: soql.parse(text))}, 5)
    return taken["ready"] / taken["request"]


def raw_query(session: Session) -> Callable[[], str]:
    """The same rows by sqlite3 alone, from a copy of the database."""
    copy = sqlite3.connect(":memory:")
    users = session.query("SELECT Id, Name FROM User").records
    accounts = session.query("SELECT Id, Name, Industry, Phone, CreatedDate, OwnerId FROM Account").records
    copy.execute("CREATE TABLE User (Id TEXT PRIMARY KEY, Name TEXT)")
    copy.execute("CREATE TABLE Account (Id TEXT PRIMARY KEY, Name, Industry, Phone, CreatedDate, OwnerId)")
    copy.executemany("INSERT INTO User VALUES (?, ?)", [(u["Id"], u["Name"]) for u in users])
    names = ("Id", "Name", "Industry", "Phone", "CreatedDate", "OwnerId")
    copy.executemany("INSERT INTO Account VALUES (?, ?, ?, ?, ?, ?)", [tuple(a[n] for n in names) for a in accounts])
    statement = (
        "SELECT a.Id, a.Name, a.Industry, a.Phone, a.CreatedDate, u.Name, u.Id FROM Account a "
        "LEFT JOIN User u ON u.Id = a.OwnerId ORDER BY a.Name LIMIT 200"
    )

    base = f"/services/data/v{session.version}/sobjects/"

    def run() -> str:
        rows = copy.execute(statement).fetchall()
        return json.dumps(
            [
                {
                    "attributes": {"type": "Account", "url": f"{base}Account/{row[0]}"},
                    **dict(zip(names[:5], row[:5], strict=True)),
                    "Owner": {"attributes": {"type": "User", "url": f"{base}User/{row[6]}"}, "Name": row[5]},
                }
                for row in rows
            ]
        )

    return run


def interleaved(works: dict[str, Callable[[], Any]], requests: int = REQUESTS) -> dict[str, float]:
    """Seconds of each piece of work, the rounds of all in turn, so that a busy moment hits all."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            taken[name] += [seconds(work) for _ in range(requests)]
    return {name: statistics.median(each) for name, each in taken.items()}


@contextmanager
def keep_alive(client: OrgClient) -> Iterator[Callable[..., bytes]]:
    """Asks over one open connection; refuses anything but success."""
    where = urlsplit(client.connection.instance_url)
    connection = http.client.HTTPConnection(where.hostname or "", where.port)
    headers = {"Authorization": f"Bearer {client.session_id}", "Content-Type": "application/json"}

    def ask(method: str, path: str, body: str | None = None) -> bytes:
        connection.request(method, quote(path, safe="/?=&,"), body, headers)
        answer = connection.getresponse()
        content = answer.read()
        assert answer.status < 300, content
        return content

    yield ask
    connection.close()


@contextmanager
def empty_route() -> Iterator[Callable[[], bytes]]:
    """The empty Flask route on a server of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready"
        served = subprocess.Popen([sys.executable, "-m", "benchmarks.empty_server", str(port), str(ready)])
        while not ready.exists():
            time.sleep(0.02)
        connection = http.client.HTTPConnection("127.0.0.1", port)

        def ask() -> bytes:
            connection.request("GET", "/")
            return connection.getresponse().read()

        yield ask
        connection.close()
        served.terminate()
        served.wait(30)

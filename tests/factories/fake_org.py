"""An org that is only a transport: it keeps what it is sent and answers with running ids."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from requests.adapters import BaseAdapter

from factories import Connection, OrgClient, TestData

HERE = "http://127.0.0.1:8080"


@dataclass
class FakeOrg(BaseAdapter):
    """Answers requests by method and path; anything not listed is made up from a running number."""

    answers: dict[tuple[str, str], tuple[int, Any]] = field(default_factory=dict)
    received: list[tuple[str, str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._queries: list[str] = []

    def answer(self, method: str, path: str, status: int, body: Any) -> None:
        self.answers[method, path] = (status, body)

    def sent(self, method: str, path: str) -> list[Any]:
        """The bodies that were sent there."""
        return [body for m, p, body in self.received if (m, p) == (method, path)]

    @property
    def queries(self) -> list[str]:
        """The SOQL that was asked."""
        return self._queries

    def send(self, request: requests.PreparedRequest, **_options: Any) -> requests.Response:
        self._queries += parse_qs(urlsplit(request.url).query).get("q", [])
        path = request.path_url.partition("?")[0].removeprefix("/services/data/v62.0/")
        self.received.append((request.method, path, _body(request)))
        status, body = self.answers.get((request.method, path)) or self._made_up(request, path)
        response = requests.Response()
        response.status_code, response.url, response.request = status, request.url, request
        response._content = b"" if body is None else json.dumps(body).encode()
        return response

    def close(self) -> None:
        """Nothing is open."""

    def _made_up(self, request: requests.PreparedRequest, path: str) -> tuple[int, Any]:
        number = len(self.received)
        if path.startswith("query"):
            row = {"attributes": {"type": "Any"}, "Id": f"found{number}", "Name": "Found"}
            return 200, {"records": [row], "done": True, "totalSize": 1}
        if path == "composite/sobjects":
            records = json.loads(request.body)["records"]
            return 200, [{"id": f"id{number}.{n}", "success": True, "errors": []} for n, _ in enumerate(records)]
        return (201, {"id": f"id{number}", "success": True}) if request.method == "POST" else (204, None)


def _body(request: requests.PreparedRequest) -> Any:
    try:
        return json.loads(request.body or "null")
    except ValueError:
        return request.body


def connect_to(fake: FakeOrg, seed: int = 0, run: str = "") -> OrgClient:
    """A client whose requests end in the fake org."""
    there = Connection(HERE, "62.0", f"{HERE}/partners/s/", "an-app", "its-secret")
    client = OrgClient(there, "00Dxx!session", TestData(seed, run))
    for scheme in ("http", "https"):
        client._http.mount(f"{scheme}://127.0.0.1:8080/", fake)
    return client

"""Queries of an org by its REST API, for commands that look at any Salesforce org."""

import json
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPSHandler, Request, build_opener

from mock_org.errors import SalesforceError, SetupError

VERSION = "62.0"


@dataclass(frozen=True)
class RestQuery:
    """An org, and a session of it. url: its instance or My Domain URL. ca: of an org with a certificate of its own."""

    url: str
    session_id: str = field(repr=False)
    ca: Path | None = None

    def __call__(self, soql: str) -> list[dict[str, Any]]:
        """All rows of a query.

        Raises SalesforceError where the org refuses the query, SetupError where it cannot be asked at all.
        """
        path: str | None = f"/services/data/v{VERSION}/query?{urlencode({'q': soql})}"
        rows: list[dict[str, Any]] = []
        while path:
            answer = self._get(path)
            rows += answer["records"]
            path = answer.get("nextRecordsUrl")
        return rows

    def _get(self, path: str) -> Any:
        if urlsplit(self.url).scheme not in ("http", "https"):
            raise SetupError(f"--org {self.url}: not the URL of an org, as https://acme.my.salesforce.com is")
        tls = HTTPSHandler(context=ssl.create_default_context(cafile=self.ca))
        request = Request(urljoin(self.url, path), headers={"Authorization": f"Bearer {self.session_id}"})
        try:
            with build_opener(tls).open(request, timeout=120) as answer:
                return json.loads(answer.read())
        except HTTPError as refusal:
            with refusal:
                raise _refusal(self.url, refusal.code, refusal.read()) from None
        except (URLError, OSError, ValueError) as fault:
            raise SetupError(f"no org answers at {self.url}: {getattr(fault, 'reason', fault)}") from fault


def _refusal(url: str, status: int, body: bytes) -> Exception:
    try:
        said = json.loads(body)[0]
        code, message = str(said["errorCode"]), str(said["message"])
    except (ValueError, KeyError, IndexError, TypeError):
        return SetupError(f"{url} answered {status}, not as a Salesforce org does")
    if status == 401:
        return SetupError(f"{url} does not take the session id ({code}): log in again, and give a new one")
    return SalesforceError(code, message, status=status)

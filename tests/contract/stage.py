"""Where a case is played: an org as its administrator, the records that the case needs, and its request."""

import json
import re
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from factories import OrgClient
from factories.transport import http_session
from features.drift.own import on_record
from features.drift.stage import value_of
from features.targets import Target
from tests.contract.compare import Answer
from tests.contract.corpus import Case, Request
from tests.contract.own_metadata import OBJECTS, WHERE, Described, own_names

VERSION = "62.0"
OLDEST = 31.0  # the mock's oldest version; older recordings are asked at this one
_ELIDED = re.compile(r"\bv?(?:xx\.0|XX\.X|XX\.0)\b")
_VERSION = re.compile(r"(?<=/v)(\d\d\.\d)(?=/)|(?<=Soap/u/)(\d\d\.\d)|(?<=async/)(\d\d\.\d)(?=/)")
_PARAMETER = re.compile(r"(?:^|&)(\w+)=")
REQUIRED: Mapping[str, Mapping[str, Any]] = {
    "Account": {"Name": "Initech"},
    "Contact": {"LastName": "Smith"},
    "Lead": {"LastName": "Smith", "Company": "Initech"},
    "Opportunity": {"Name": "Deal", "StageName": "Prospecting", "CloseDate": "2026-12-31"},
    "Case": {"Subject": "Broken"},
    "Campaign": {"Name": "Spring"},
    "Event": {"DurationInMinutes": 60, "ActivityDateTime": "2026-11-07T07:00:00.000Z"},
}
NAMING = ("Name", "LastName", "Subject", "Label")


@dataclass
class Stage:
    """The org that a case is played on.

    `ready` is what the mock's ready file says, empty elsewhere; `real` maps recorded ids to the org's own.
    """

    org: OrgClient
    target: Target
    ready: Mapping[str, Any]
    described: Described = field(default_factory=Described)
    real: dict[str, str] = field(default_factory=dict)

    def insert(self, sobject: str, **values: Any) -> str:
        """Make a record; fields that nobody can do without are filled in."""
        filled = {**REQUIRED.get(sobject, {}), **values}
        self._need(own_names(sobject, filled))
        if sobject == "User" and "users" not in self.target.capabilities:
            pytest.skip(f"the case makes a user, which takes a licence and stays on a {self.target.name}")
        by = ("Label",) if sobject == "PermissionSet" else NAMING  # whose Name is a developer name
        if sobject in OBJECTS:
            filled.setdefault("Name", "Row")
        named = {name: self.org.data.unique(filled[name]) for name in by if name in filled}
        return self.org.insert(sobject, filled | named)

    def forgetful(self, why: str) -> None:
        """The case is skipped where the org does not forget what comes of it."""
        if not self._forgets:
            pytest.skip(f"{why}, and a {self.target.name} does not forget it")

    def by_password(self, what: str) -> None:
        """The case is skipped where orgs no longer have log-ins by password."""
        if "passwords" not in self.target.capabilities:
            pytest.skip(f"the case needs {what}, which a {self.target.name} may refuse to everybody")

    def project(self) -> None:
        """The case is skipped where the recorded orgs' record types and rules are not."""
        if not self._forgets and not self.described.has_project(self.org):
            pytest.skip(f"the case needs the recorded orgs' own metadata: {WHERE}")

    def _need(self, names: set[str]) -> None:
        if missing := set() if self._forgets else self.described.absent(self.org, names):
            told = ", ".join(sorted(missing))
            pytest.skip(f"the case needs the recorded orgs' own metadata ({told}): {WHERE}")

    def make(self, records: tuple[dict[str, Any], ...]) -> None:
        """Make the records that a case needs, as far as their fields can be written, and remember their ids."""
        self._need(own_names(records))
        for record in records:
            described = {f["name"]: f for f in self.org.describe(record["type"])["fields"]}
            values = {
                name: value
                for name, value in record["fields"].items()
                if value is not None and described[name]["createable"] and described[name]["type"] != "reference"
            }
            self.real[record["id"]] = self.insert(record["type"], **values)

    def settings(self, **settings: Any) -> None:
        """Change what metadata cannot say of the org; the case is skipped where tests do not do that."""
        if "settings" not in self.target.capabilities:
            pytest.skip(f"the case changes settings of the org, which tests do not do on a {self.target.name}")
        self.target.change_settings(**settings)

    @property
    def administrator(self) -> Mapping[str, str]:
        """Username and password of the administrator; the case is skipped where they are not known."""
        if not self.ready:
            pytest.skip(f"the case needs the administrator's password, which a run on a {self.target.name} has not")
        found: Mapping[str, str] = self.ready["admin"]
        return found

    def asked(self, case: Case, **changes: Any) -> Request:
        """The case's request for this org: its version, its ids, what the recorder had left out."""
        self._need(own_names(case.body))
        request = replace(case.request, **changes)
        path = request.path.replace("/async/v", "/async/")
        path = _VERSION.sub(_young_enough, _ELIDED.sub(_version_like, path))
        return replace(request, path=self.own_ids(path), body=self._own(request.body))

    def expected(self, case: Case) -> Case:
        """The case with the org's own ids and names in the recorded answer."""
        return replace(case, body=self._own(case.body))

    def own_ids(self, text: str) -> str:
        """A text with the org's ids and names in the place of the recorded ones."""
        for recorded, real in self.real.items():
            text = text.replace(recorded, real)
        return self.org.data.names.real(text)

    def send(self, request: Request) -> Answer:
        """Send a request as the administrator, unless it brings its own session."""
        headers = {"Authorization": f"Bearer {self.org.session_id}", **request.headers}
        if request.headers.get("Authorization", "").startswith("OAuth <"):
            headers["Authorization"] = f"OAuth {self.org.session_id}"
        self._need(own_names(request.path, request.body))
        self.org.guard.check_org(self.org)
        path, _, query = request.path.partition("?")
        there = self.org.connection
        with http_session(there.instance_url, there.ca_file, there.tries) as http:
            url = there.instance_url + path
            sent = _body(request.body)
            if sent and not isinstance(request.body, str):
                headers.setdefault("Content-Type", "application/json")
            with self._noted(request) as answers:
                answered = http.request(request.method, url, params=_parameters(query), data=sent, headers=headers)
                value = value_of(answered)
                if request.method != "GET" and answered.ok:
                    answers.append(value)
        if request.part is not None and isinstance(value, list):
            value = value[request.part]
        return Answer(answered.status_code, value)

    @property
    def _forgets(self) -> bool:
        return "reset" in self.target.capabilities

    def _noted(self, request: Request) -> AbstractContextManager[list[Any]]:
        """Where the org does not forget, what a request makes is written down, to be undone."""
        if self._forgets:
            return nullcontext([])
        prefixes = {prefix: name for name, prefix in self.described.objects(self.org).items() if prefix}
        return on_record(self.org, request.method, request.path, request.body, prefixes)

    def _own(self, body: Any) -> Any:
        if body is None:
            return None
        text = _ELIDED.sub(_version_like, json.dumps(body))
        return json.loads(self.own_ids(text))


def _young_enough(found: re.Match[str]) -> str:
    return found[0] if float(found[0]) >= OLDEST else f"{OLDEST:.1f}"


def _version_like(found: re.Match[str]) -> str:
    return f"v{VERSION}" if found[0].startswith("v") else VERSION


def _parameters(query: str) -> dict[str, str]:
    """The parameters of a readable query string; a value may hold = but no &name=."""
    found = list(_PARAMETER.finditer(query))
    ends = [each.start() for each in found[1:]] + [len(query)] * bool(found)
    return {each[1]: query[each.end() : end] for each, end in zip(found, ends, strict=True)}


def _body(body: Any) -> bytes | None:
    if body is None:
        return None
    return (body if isinstance(body, str) else json.dumps(body)).encode()

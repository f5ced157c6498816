"""An org on which cases are played as its administrator; what they make there is taken back."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from string import Template
from typing import Any
from urllib.parse import quote

import requests

from factories import OrgClient, Refused
from factories.transport import http_session
from features.drift.case import READING, Case, Recorded
from features.drift.mask import Mask
from features.drift.own import on_record
from features.drift.skeleton import HEADERS, skeleton

ORG_WORDS = ("name", "preferred_username", "email", "nickname", "organization_id", "user_id")
_SAFE = "/?=&:,*@'()$!~;."

_GONE = ("ENTITY_IS_DELETED", "NOT_FOUND")


class NotPlayed(Exception):
    """A case cannot be played on an org; the text says why."""


@dataclass(frozen=True)
class Played:
    """What an org answered, reduced to what is compared, and what the case left behind there."""

    answer: Recorded
    stays: tuple[str, ...] = ()


class Stage:
    """An org, its administrator and the words that are its own.

    called: how reports name it. run: in names, where another org's are to be as long.
    """

    def __init__(self, org: OrgClient, *, version: str, called: str, run: str = "") -> None:
        self.org, self.version, self.called = org, version, called
        # The journal finds by the run's own tag what an interrupted run has left.
        self.run = run or org.data.run or f"x{uuid.uuid4().hex[:9]}"
        there = org.connection
        self._http = http_session(there.instance_url, there.ca_file, there.tries)
        if org.budget:
            self._http.hooks["response"].append(org.budget.note)
        me = org.whoami()
        [organization] = org.query("SELECT Id, Name FROM Organization")
        word = "".join(filter(str.isalnum, self.run))
        self._known = {"user": me["user_id"], "organization": organization.Id, "word": word}
        words = {str(me[key]): f"<{key}>" for key in ORG_WORDS if me.get(key)}
        self.mask = Mask(
            words
            | {organization.Name: "<organization name>", self.run: "<run>", word: "<run>", f"v{version}": "v<version>"}
        )
        self._offered = org.describe_global()
        self._prefixes = {each["keyPrefix"]: name for name, each in self._offered.items() if each.get("keyPrefix")}

    def play(self, case: Case) -> Played:
        """The case's answer, reduced. Raises NotPlayed where the org has not what the case needs."""
        absent = [each for each in (*case.needs, *(made.sobject for made in case.make)) if each not in self._offered]
        if absent:
            raise NotPlayed(f"{self.called} has no {', '.join(sorted(set(absent)))}")
        words = {**self._known, "version": self.version, "run": self.run}
        try:
            for each in case.make:
                words[each.name] = self.org.insert(each.sobject, _filled(each.values, words))
            answered = self._ask(case, words)
        except Refused as refusal:
            left = "".join(f"; {each}" for each in self.org.undo())
            raise NotPlayed(f"{self.called} refuses what the case needs: {refusal}{left}") from refusal
        stays = tuple(each for each in self.org.undo() if not any(code in each for code in _GONE))
        return Played(skeleton(case, answered, self.mask), stays)

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def _ask(self, case: Case, words: Mapping[str, str]) -> Recorded:
        """Send the request and keep the whole answer."""
        path = Template(case.path).substitute(words)
        below = path if path.startswith(("/services", "/id/", "/_")) else f"/services/data/v{self.version}{path}"
        headers = {"Authorization": f"Bearer {self.org.session_id}"}
        headers |= {name: Template(value).safe_substitute(words) for name, value in case.headers.items()}
        body, sent = _filled(case.body, words), None
        if body is not None:
            sent = json.dumps(body)
            headers.setdefault("Content-Type", "application/json")
        elif case.text is not None:
            sent = Template(case.text).safe_substitute(words)
        url = self.org.connection.instance_url.rstrip("/") + quote(below, safe=_SAFE)
        data = None if sent is None else sent.encode()
        if self.org.budget:
            self.org.budget.check()
        self.org.guard.check_org(self.org)
        with on_record(self.org, case.method, path, body, self._prefixes) as answers:
            answered = self._http.request(case.method, url, data=data, headers=headers, allow_redirects=False)
            said = value_of(answered)
            if case.method not in READING and answered.status_code < 300:
                answers.append(said)
        # Asked for by name: servers write names of headers as they like.
        told = {name: answered.headers[name] for name in HEADERS if name in answered.headers}
        return Recorded(on="", status=answered.status_code, headers=told, body=said)


def _filled(value: Any, words: Mapping[str, str]) -> Any:
    """The value with every `${name}` filled in."""
    if isinstance(value, str):
        return Template(value).safe_substitute(words)
    if isinstance(value, dict):
        return {key: _filled(each, words) for key, each in value.items()}
    return [_filled(each, words) for each in value] if isinstance(value, list) else value


def value_of(answered: requests.Response) -> Any:
    """What an answer says: JSON, else its text; None where it says nothing."""
    if not answered.content:
        return None
    try:
        return answered.json()
    except ValueError:
        return answered.text

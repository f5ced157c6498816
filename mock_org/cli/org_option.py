"""Which org a command looks at: a running one, asked through its control doors, or one that is built here."""

import json
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPSHandler, ProxyHandler, Request, build_opener

import click

from mock_org.app import STARTER, Built, create_app, create_org
from mock_org.cli.refusal import Refused
from mock_org.errors import SetupError
from mock_org.settings import load_settings

MEMORY = "sqlite://"
_FILE = click.Path(dir_okay=False, exists=True, path_type=Path)


@dataclass(frozen=True)
class OrgChoice:
    """What the options said. url: of a running org; without one, an org of these projects and this database."""

    url: str | None = None
    ca: Path | None = None
    token: str | None = None
    projects: tuple[str, ...] = ()
    database: str = MEMORY
    settings_file: Path | None = None

    @property
    def runs(self) -> bool:
        """Whether it is a running org."""
        return self.url is not None

    @contextmanager
    def built(self) -> Iterator[Built]:
        """The org, built in this process.

        Raises SetupError, one sentence a fault.
        """
        settings = load_settings(self.settings_file) if self.settings_file else None
        made = create_org(settings, self.projects or (STARTER,), self.database, resettable=False)
        try:
            yield made
        finally:
            made.org.database.close()

    def text(self, door: str, **asked: object) -> str:
        """What a control door ("/matrix") of the org answers to a GET, be it running or built here.

        asked: the query string; None is left out, a list or tuple is given once for each value.
        Raises SetupError with the sentence that the door says no with.
        """
        query = urlencode({name: value for name, value in asked.items() if value is not None}, doseq=True)
        path = f"/_mock{door}?{query}" if query else f"/_mock{door}"
        if self.url:
            return self._over_http(self.url, path)
        with self.built() as made:
            answer = create_app(made).test_client().get(path)
            return _checked(answer.status_code, answer.get_data(as_text=True))

    def json(self, door: str, **asked: object) -> Any:
        """The same, read as JSON."""
        return json.loads(self.text(door, **asked))

    def send(self, method: str, door: str, body: Mapping[str, object] | None = None) -> Any:
        """What a control door answers to a POST or PUT with this JSON object, read as JSON.

        Raises SetupError with the sentence that the door says no with.
        """
        if self.url:
            return json.loads(self._over_http(self.url, f"/_mock{door}", method, json.dumps(body or {}).encode()))
        with self.built() as made:
            answer = create_app(made).test_client().open(f"/_mock{door}", method=method, json=body or {})
            return json.loads(_checked(answer.status_code, answer.get_data(as_text=True)))

    def _over_http(self, url: str, path: str, method: str = "GET", body: bytes | None = None) -> str:
        if urlsplit(url).scheme not in ("http", "https"):
            raise SetupError(f"--org {url}: not the URL of an org, as http://127.0.0.1:8080 is")
        tls = HTTPSHandler(context=ssl.create_default_context(cafile=self.ca))
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        try:
            request = Request(url.rstrip("/") + path, data=body, headers=headers, method=method)
            with build_opener(ProxyHandler({}), tls).open(request) as answer:
                return str(answer.read().decode())
        except HTTPError as refusal:
            with refusal:
                return _checked(refusal.code, refusal.read().decode(errors="replace"))
        except (URLError, OSError, ValueError) as fault:
            raise SetupError(f"no mock org answers at {url}: {getattr(fault, 'reason', fault)}") from fault


def running_org_options(command: Callable[..., None]) -> Callable[..., None]:
    """The same for a command that needs an org that runs: only --org and what goes with it, and --org is required."""

    @wraps(command)
    def run(org_url: str, org_ca: Path | None, control_token: str | None, **given: Any) -> None:
        try:
            command(org=OrgChoice(org_url, org_ca, control_token), **given)
        except SetupError as refusal:
            raise Refused("\n".join(refusal.faults)) from refusal

    url = click.option("--org", "org_url", required=True, help="URL of the running mock org, as http://127.0.0.1:8080.")
    for option in (*_OPTIONS[2:0:-1], url):
        run = option(run)
    return run


def org_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say which org; the command gets them as one argument `org`, an OrgChoice.

    A SetupError that the command raises is told as a refusal: one line a fault, exit status 2.
    """

    @wraps(command)
    def run(**given: Any) -> None:
        try:
            command(org=_choice(**{name: given.pop(name) for name in _NAMES}), **given)
        except SetupError as refusal:
            raise Refused("\n".join(refusal.faults)) from refusal

    for option in reversed(_OPTIONS):
        run = option(run)
    return run


_OPTIONS = (
    click.option("--org", "org_url", help="URL of a running mock org, e.g. http://127.0.0.1:8080."),
    click.option("--org-ca", type=_FILE, help="CA of an org served with --tls: the ca_file of its ready file."),
    click.option(
        "--control-token", envvar="MOCK_ORG_CONTROL_TOKEN", help="Opens the control doors of an org elsewhere."
    ),
    click.option(
        "--project", "projects", multiple=True, help="Without --org: SFDX folder to read instead of the starter org."
    ),
    click.option("--database", help="Without --org: the data of an org that is not running, sqlite:///file.db."),
    click.option("--settings", "settings_file", type=_FILE, help="Without --org: settings file."),
)
_NAMES = ("org_url", "org_ca", "control_token", "projects", "database", "settings_file")


def _choice(
    org_url: str | None,
    org_ca: Path | None,
    control_token: str | None,
    projects: tuple[str, ...],
    database: str | None,
    settings_file: Path | None,
) -> OrgChoice:
    if org_url and (projects or database or settings_file):
        raise SetupError("--org names a running org, --project, --database and --settings one to build: name either")
    file = (database or "").removeprefix("sqlite:///")
    if database and file != database and not Path(file).is_file():
        raise SetupError(f"--database {database}: there is no such file")
    return OrgChoice(org_url, org_ca, control_token, projects, database or MEMORY, settings_file)


def _checked(status: int, text: str) -> str:
    """The answer of a door, or its refusal as SetupError."""
    if status < 400:
        return text
    try:
        said = json.loads(text)["error"]
    except (ValueError, KeyError, TypeError):
        said = f"the org answered {status}, not as a mock org with control doors does"
    raise SetupError(str(said))

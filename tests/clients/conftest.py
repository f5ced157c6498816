"""A served org for real clients, over http with a proxy beside it, and over TLS; processes that reach nothing else."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.running_org import RunningOrg, serving

HERE = Path(__file__).parent
CONTACTS = 4500
VERSION = "64.0"
_FIELD = (
    '<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><label>{0}</label><type>Text</type>'
    "<length>40</length><externalId>true</externalId><unique>{1}</unique></CustomField>"
)

_DESK = '<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata"><label>Desk</label></PermissionSet>'


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two external ids of accounts (Key__c is unique, Label__c is not) and a permission set for anybody."""
    folder: Path = tmp_path_factory.mktemp("project")
    fields = folder / "objects" / "Account" / "fields"
    fields.mkdir(parents=True)
    for name, unique in (("Key", "true"), ("Label", "false")):
        (fields / f"{name}__c.field-meta.xml").write_text(_FIELD.format(name, unique), encoding="utf-8")
    (folder / "permissionsets").mkdir()
    (folder / "permissionsets" / "Desk.permissionset-meta.xml").write_text(_DESK, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def org(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Iterator[RunningOrg]:
    """`mock-org serve --proxy` over plain http."""
    with serving(tmp_path_factory.mktemp("http"), "--proxy", "--project", "starter", "--project", str(project)) as org:
        yield org


@pytest.fixture(scope="module")
def tls_org(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Iterator[RunningOrg]:
    """`mock-org serve --tls --proxy`, its certificate authority trusted by requests and httpx."""
    options = ("--tls", "--proxy", "--project", "starter", "--project", str(project))
    with serving(tmp_path_factory.mktemp("tls"), *options) as running, pytest.MonkeyPatch.context() as environment:
        for name in ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"):
            environment.setenv(name, running.ready["ca_file"])
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
            environment.delenv(name, raising=False)
        yield running


def add_contacts(org: RunningOrg) -> None:
    """4,500 contacts named `Day 0000` and so on."""
    url = f"{org.ready['instance_url']}/services/data/v{VERSION}/composite/sobjects"
    headers = {"Authorization": f"Bearer {org.ready['admin']['session_id']}"}
    rows = [{"attributes": {"type": "Contact"}, "LastName": f"Day {number:04}"} for number in range(CONTACTS)]
    for start in range(0, CONTACTS, 200):
        body = {"allOrNone": True, "records": rows[start : start + 200]}
        answer = requests.post(url, json=body, headers=headers, timeout=60, verify=org.ready["ca_file"])
        assert all(result["success"] for result in answer.json()), answer.text[:500]


@pytest.fixture(scope="module")
def contacts(org: RunningOrg) -> int:
    """4,500 contacts in the org over http: how many there are."""
    add_contacts(org)
    return CONTACTS


@pytest.fixture(scope="module")
def environment(org: RunningOrg, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The variables of a client's process: an own home, and a proxy that refuses all hosts but Salesforce's."""
    home = str(tmp_path_factory.mktemp("home"))
    ready = org.ready
    own = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "TMPDIR"), home)
    proxies = dict.fromkeys(("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"), ready["proxy_url"])
    direct = dict.fromkeys(("NO_PROXY", "no_proxy"), "127.0.0.1,localhost")
    trust = dict.fromkeys(("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"), ready["ca_file"])
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"} | own | proxies | direct | trust


@pytest.fixture(scope="module")
def ready_file(org: RunningOrg, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a client's process reads how to get in."""
    file: Path = tmp_path_factory.mktemp("ready") / "ready.json"
    file.write_text(json.dumps(org.ready), encoding="utf-8")
    return file


def node() -> str | None:
    """Node 22, which is one of the npm packages; else the machine's."""
    own = [*HERE.glob("node_modules/node-linux-*/bin/node")]
    return str(own[0]) if own else shutil.which("node")


def python(environment: str) -> Path:
    """The interpreter of an environment that `make test-clients` installs."""
    return HERE / ".envs" / environment / "bin" / "python"


def needs(environment: str) -> list[pytest.MarkDecorator]:
    """Marks of tests that run in that environment."""
    missing = not any((HERE / ".envs" / environment).glob(".installed-*"))
    reason = f"{environment} is not installed; `make test-clients` installs it"
    return [pytest.mark.heavy, pytest.mark.skipif(missing, reason=reason)]


@pytest.fixture
def travel(environment: dict[str, str], ready_file: Path) -> Callable[..., Any]:
    """Runs a journey, a script of a client, and answers with what it saw, which it prints as JSON."""

    def run(program: str | Path, script: str, *arguments: str, **variables: str) -> Any:
        command = [str(program), str(HERE / script), str(ready_file), *arguments]
        done = subprocess.run(
            command, env=environment | variables, capture_output=True, encoding="utf-8", timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.strip().splitlines()[-1])

    return run

"""CumulusCI, unmodified, on an org named in its environment. It speaks https only, so it comes through the proxy."""

import json
import subprocess
from pathlib import Path

import pytest
import requests

from tests.clients.conftest import VERSION, needs, python

pytestmark = needs("cumulusci")

URL = "https://acme.my.salesforce.com"
PROJECT = f"""
minimum_cumulusci_version: "4.0"
project:
  name: Day
  package:
    name: Day
    api_version: "{VERSION}"
  git:
    default_branch: main
tasks:
  make_rows:
    class_path: cumulusci.tasks.bulkdata.snowfakery.Snowfakery
    options:
      recipe: recipe.yml
"""
RECIPE = """
- object: Account
  count: 3
  fields:
    Name: Snow ${{unique_id}}
  friends:
    - object: Contact
      fields:
        LastName: Flake
        AccountId:
          reference: Account
"""


@pytest.fixture(scope="module")
def cci(org, environment, tmp_path_factory):
    """Runs cci in a project that is a git repository with a remote, as it wants one."""
    folder = tmp_path_factory.mktemp("cci")
    (folder / "cumulusci.yml").write_text(PROJECT, encoding="utf-8")
    (folder / "recipe.yml").write_text(RECIPE, encoding="utf-8")
    for command in (
        ("init", "--quiet", "--initial-branch", "main"),
        ("remote", "add", "origin", "https://github.com/example/day.git"),
        ("add", "."),
        ("-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "--quiet", "--message", "Start"),
    ):
        subprocess.run(["git", *command], cwd=folder, env=environment, check=True)
    own_folder = Path(environment["HOME"]) / ".cumulusci"
    own_folder.mkdir()
    (own_folder / "cumulus_timestamp").write_text(
        "9999999999", encoding="ascii"
    )  # when it last asked for news of itself
    admin, org_id = org.ready["admin"], org.ready["org_id"]
    config = {
        "instance_url": URL,
        "access_token": admin["session_id"],
        "id": f"{URL}/id/{org_id}/{admin['id']}",
        "username": admin["username"],
        "org_id": org_id,
    }
    own = {
        "CUMULUSCI_ORG_mock": json.dumps(config),
        "CUMULUSCI_DISABLE_REFRESH": "1",
        "CUMULUSCI_KEY": "0123456789abcdef",
        "CUMULUSCI_AUTO_DETECT": "0",
    }

    def run(*arguments, status=0):
        done = subprocess.run(
            [python("cumulusci").with_name("cci"), *arguments],
            cwd=folder,
            env=environment | own,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=180,
            check=False,
        )
        assert done.returncode == status, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout + done.stderr

    run.folder = folder
    return run


def query(org, soql):
    header = {"Authorization": f"Bearer {org.ready['admin']['session_id']}"}
    url = f"{org.ready['instance_url']}/services/data/v{VERSION}/query"
    return requests.get(url, params={"q": soql}, headers=header, timeout=30).json()["records"]


def test_it_knows_the_org(cci, org):
    assert org.ready["admin"]["username"] in cci("org", "info", "mock")


def test_it_queries_all_rows_into_a_file(cci, contacts):
    soql = "SELECT LastName FROM Contact WHERE LastName LIKE 'Day %'"
    options = ("--object", "Contact", "--query", soql, "--result_file", "rows.csv")
    cci("task", "run", "query", "--org", "mock", *options)

    assert len((cci.folder / "rows.csv").read_text(encoding="utf-8").splitlines()) == contacts + 1


def test_snowfakery_makes_rows_that_belong_together(cci, org):
    cci("task", "run", "make_rows", "--org", "mock")

    made = query(org, "SELECT LastName, Account.Name FROM Contact WHERE Account.Name LIKE 'Snow %'")
    assert [row["LastName"] for row in made] == ["Flake"] * 3


def test_it_assigns_permission_sets_and_lists_sites(cci, org):
    cci("task", "run", "assign_permission_sets", "--org", "mock", "--api_names", "Desk")
    found = query(org, "SELECT Assignee.Username FROM PermissionSetAssignment WHERE PermissionSet.Name = 'Desk'")
    assert [row["Assignee"]["Username"] for row in found] == [org.ready["admin"]["username"]]

    assert "Partner Central" in cci("task", "run", "list_communities", "--org", "mock")


def test_an_error_keeps_its_name(cci):
    options = ("--object", "Contact", "--query", "SELECT FROM Contact", "--result_file", "none.csv")
    assert "MALFORMED_QUERY" in cci("task", "run", "query", "--org", "mock", *options, status=1)

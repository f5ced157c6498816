"""The sf CLI, unmodified, on Node 22: over plain http, with a home of its own."""

import csv
import io
import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.clients.conftest import CONTACTS, HERE, node

SF = HERE / "sf" / "node_modules"
PATIENCE = 120

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(
        not any(SF.glob(".installed-*")) or node() is None,
        reason="sf is not installed; `make test-clients` installs it",
    ),
]


class Sf:
    """The command in a folder of its own, where nothing leads outside and nobody is asked."""

    def __init__(self, environment, folder):
        self.folder = folder
        quiet = dict.fromkeys(
            ("SF_DISABLE_TELEMETRY", "SF_AUTOUPDATE_DISABLE", "SF_DISABLE_LOG_FILE", "SF_USE_GENERIC_UNIX_KEYCHAIN",
             "SF_SKIP_NEW_VERSION_CHECK", "SF_DISABLE_AUTOUPDATE", "SF_HIDE_RELEASE_NOTES", "SF_LAZY_LOAD_MODULES"),
            "true",
        )  # fmt: skip
        self.environment = environment | quiet | {"NODE_NO_WARNINGS": "1", "CI": "true"}

    def run(self, *arguments, status=0, **variables):
        """What the command prints to standard output."""
        command = [node(), str(SF / "@salesforce" / "cli" / "bin" / "run.js"), *arguments]
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment | variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == status, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout if status == 0 or "--json" in arguments else done.stderr

    def json(self, *arguments, status=0, **variables):
        """The result of the command with --json; all of the answer when it fails."""
        answer = json.loads(self.run(*arguments, "--json", status=status, **variables))
        return answer["result"] if status == 0 else answer

    def together(self, *commands):
        """The results of several commands, run two at a time."""
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(lambda command: self.json(*command), commands))


@pytest.fixture(scope="module")
def sf(org, environment, tmp_path_factory):
    """Logged in as the administrator by an access token, in a project."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "force-app").mkdir()
    project = {"packageDirectories": [{"path": "force-app", "default": True}], "sourceApiVersion": "64.0"}
    (folder / "sfdx-project.json").write_text(json.dumps(project), encoding="utf-8")
    command = Sf(environment, folder)
    link_plugin(command)
    command.json(
        "org", "login", "access-token", "--instance-url", org.ready["instance_url"], "--alias", "mock", "--set-default",
        "--no-prompt", SF_ACCESS_TOKEN=org.ready["admin"]["session_id"],
    )  # fmt: skip
    return command


def link_plugin(command):
    """What `sf plugins link --no-install` writes: the plugin comes from the lock file, not from the network."""
    data = Path(command.environment["XDG_DATA_HOME"]) / "sf"
    data.mkdir(parents=True, exist_ok=True)
    root = str(SF / "@salesforce" / "plugin-community")
    plugin = {"name": "@salesforce/plugin-community", "root": root, "type": "link"}
    package = {"dependencies": {}, "private": True, "oclif": {"plugins": [plugin], "schema": 1}}
    (data / "package.json").write_text(json.dumps(package), encoding="utf-8")


# -- logging in


def test_log_in_by_access_token_and_display_the_org(sf, org):
    shown, listed = sf.together(("org", "display"), ("org", "list", "--skip-connection-status"))

    assert shown["username"] == org.ready["admin"]["username"]
    assert (shown["id"], shown["instanceUrl"].rstrip("/")) == (org.ready["org_id"], org.ready["instance_url"])
    assert shown["alias"] == "mock"
    assert org.ready["admin"]["username"] in json.dumps(listed)


def test_log_in_by_jwt(sf, org, environment, tmp_path):
    own = Sf(environment | dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(tmp_path)), sf.folder)
    told = own.json(
        "org", "login", "jwt", "--username", org.ready["admin"]["username"], "--client-id",
        org.ready["jwt"]["client_id"], "--jwt-key-file", org.ready["jwt"]["private_key_file"],
        "--instance-url", org.ready["instance_url"],
    )  # fmt: skip

    assert (told["orgId"], told["username"]) == (org.ready["org_id"], org.ready["admin"]["username"])


def test_a_dead_token_is_refused(sf, org):
    told = sf.json(
        "org", "login", "access-token", "--instance-url", org.ready["instance_url"], "--no-prompt", status=1,
        SF_ACCESS_TOKEN=f"{org.ready['org_id'][:15]}!dead",
    )  # fmt: skip
    assert "Bad_OAuth_Token" in json.dumps(told)


# -- data


def test_query_plain_csv_and_json(sf, contacts):
    soql = "SELECT Id, LastName, Account.Name, Owner.Name FROM Contact WHERE LastName LIKE 'Day %' ORDER BY LastName"
    query = ("data", "query", "--query", soql)
    with ThreadPoolExecutor(2) as pool:
        formats = ("human", "csv")
        plain, text = pool.map(lambda name: sf.run(*query, "--result-format", name), formats)
    found = sf.json(*query)

    assert "Ada Admin" in plain
    assert f"Total number of records retrieved: {CONTACTS}." in plain
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == ["Id", "LastName", "Account.Name", "Owner.Name"]
    assert [row["LastName"] for row in rows] == [f"Day {number:04}" for number in range(CONTACTS)]
    assert (found["totalSize"], found["done"], len(found["records"])) == (CONTACTS, True, CONTACTS)


def test_a_record_is_created_got_updated_deleted(sf):
    record = ("--sobject", "Account")
    made = sf.json("data", "create", "record", *record, "--values", "Name='By sf' NumberOfEmployees=5")
    got = sf.json("data", "get", "record", *record, "--where", "Name='By sf'")
    assert (got["Id"], got["NumberOfEmployees"]) == (made["id"], 5)
    sf.json("data", "update", "record", *record, "--record-id", made["id"], "--values", "Name=Renamed")
    assert sf.json("data", "get", "record", *record, "--record-id", made["id"])["Name"] == "Renamed"
    assert sf.json("data", "delete", "record", *record, "--where", "Name=Renamed")["id"] == made["id"]
    gone = sf.json("data", "get", "record", *record, "--record-id", made["id"], status=1)
    assert gone["name"] == "ENTITY_IS_DELETED"


def test_trees_go_in_and_come_out(sf):
    tree = {
        "records": [
            {
                "attributes": {"type": "Account", "referenceId": "root"},
                "Name": "Tree",
                "Contacts": {
                    "records": [{"attributes": {"type": "Contact", "referenceId": "leaf"}, "LastName": "Leaf"}]
                },
            }
        ]
    }
    (sf.folder / "tree.json").write_text(json.dumps(tree), encoding="utf-8")

    made = sf.json("data", "import", "tree", "--files", "tree.json")
    assert sorted((row["refId"], row["type"]) for row in made) == [("leaf", "Contact"), ("root", "Account")]

    soql = "SELECT Name, (SELECT LastName FROM Contacts) FROM Account WHERE Name = 'Tree'"
    sf.json("data", "export", "tree", "--query", soql, "--output-dir", "out")
    (file,) = (sf.folder / "out").glob("*.json")
    (account,) = json.loads(file.read_text(encoding="utf-8"))["records"]
    assert (account["Name"], account["Contacts"]["records"][0]["LastName"]) == ("Tree", "Leaf")


def test_search_file_and_bulk(sf):
    sf.json("data", "create", "record", "--sobject", "Account", "--values", "Name='Findable Freight'")
    (sf.folder / "day.txt").write_text("a day's work", encoding="utf-8")
    (sf.folder / "rows.csv").write_text("Name,Key__c\nBulk One,sf-1\nBulk Two,sf-2\n", encoding="utf-8")

    found, file, bulk = sf.together(
        ("data", "search", "--query", "FIND {Findable} IN ALL FIELDS RETURNING Account(Name)"),
        ("data", "create", "file", "--file", "day.txt"),
        ("data", "upsert", "bulk", "--sobject", "Account", "--file", "rows.csv", "--external-id", "Key__c",
         "--wait", "1", "--line-ending", "LF"),
    )  # fmt: skip

    assert [row["Name"] for row in found["searchRecords"]] == ["Findable Freight"]
    assert file["Title"] == "day"
    assert bulk["jobInfo"]["numberRecordsProcessed"] == 2


# -- the org


def test_describes_and_lists(sf):
    listed, described, limits, counts = sf.together(
        ("sobject", "list", "--sobject", "all"),
        ("sobject", "describe", "--sobject", "Deal_Registration__c"),
        ("org", "list", "limits"),
        ("org", "list", "sobject", "record-counts", "--sobject", "User"),
    )

    assert {"Account", "Deal_Registration__c"} <= set(listed)
    assert described["name"] == "Deal_Registration__c"
    assert {"DailyApiRequests", "PermissionSets"} <= {limit["name"] for limit in limits}
    assert counts[0]["name"] == "User"


def test_permission_set_and_link(sf, org):
    assigned, opened = sf.together(
        ("org", "assign", "permset", "--name", "Desk"), ("org", "open", "--url-only", "--path", "/lightning")
    )
    assert [row["value"] for row in assigned["successes"]] == ["Desk"]
    assert opened["url"].startswith(f"{org.ready['instance_url']}/secur/frontdoor.jsp?")


def test_generate_password(sf, org):
    told = sf.json("org", "generate", "password", "--length", "20")
    assert (told["username"], len(told["password"])) == (org.ready["admin"]["username"], 20)


@pytest.mark.xfail(
    strict=False, reason="by hand the plugin is answered; here its connection sometimes ends: not found out yet"
)
def test_templates_of_sites_are_listed(sf):
    templates = sf.json("community", "list", "template")
    assert "Customer Service" in json.dumps(templates)


# -- refusals


def test_apex_is_refused_clearly(sf):
    (sf.folder / "run.apex").write_text("System.debug(1);", encoding="utf-8")
    told = sf.json("apex", "run", "--file", "run.apex", status=1)
    assert "Apex" in told["message"]


@pytest.mark.parametrize(
    ("code", "command"),
    [
        ("MALFORMED_QUERY", ("data", "query", "--query", "SELECT FROM Account")),
        ("INVALID_FIELD", ("data", "query", "--query", "SELECT Nothing__c FROM Account")),
        ("INVALID_TYPE", ("data", "query", "--query", "SELECT Id FROM Nothing__c")),
        ("REQUIRED_FIELD_MISSING",
         ("data", "create", "record", "--sobject", "Account", "--values", "Description=x")),
        ("NOT_FOUND", ("sobject", "describe", "--sobject", "Nothing__c")),
    ],
)  # fmt: skip
def test_errors_keep_their_names(sf, code, command):
    assert sf.json(*command, status=1)["name"] == code

"""jsforce, unmodified, against a served org over plain http."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not (HERE / "node_modules" / "jsforce").is_dir(),
    reason="Node.js or jsforce is not installed; `make test` installs both where it may",
)


@pytest.fixture
def travel(org, tmp_path):
    """Runs the journey with this way of logging in and answers with what jsforce saw."""

    def run(way):
        ready_file = tmp_path / "ready.json"
        ready_file.write_text(json.dumps(org.ready), encoding="utf-8")
        command = ["node", str(HERE / "journey.js"), str(ready_file), way]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=120)
        return json.loads(done.stdout)

    return run


@pytest.mark.parametrize("way", ["soap", "oauth", "session"])
def test_log_in_create_query_update_delete(org, travel, way):
    seen = travel(way)

    assert seen.pop("fields", 0) > 20
    assert seen == {
        "instanceUrl": org.ready["instance_url"],
        "username": org.ready["admin"]["username"],
        "created": True,
        "name": "Łukasz & Söhne <GmbH> 🚚",
        "updated": True,
        "renamed": "Renamed",
        "deleted": True,
        "left": 0,
        "pages": [200, 1],
        "error": "MALFORMED_QUERY",
    }


def test_a_wrong_password_is_refused_as_salesforce_refuses_it(travel):
    assert travel("wrong-password")["failure"].split(": ")[1] == "INVALID_LOGIN"

"""mock-org mutate, with a command that stands in for pytest."""

import json
import sys
from contextlib import nullcontext

from click.testing import CliRunner

from mock_org.cli import main
from mock_org.cli.org_option import OrgChoice

NOTICES_REMOVALS = """
import json, os, pathlib, sys
file = pathlib.Path(os.environ["MOCK_ORG_MUTANT"])
file.with_suffix(".applied").touch()
sys.exit("removed" in json.loads(file.read_text())["mutant"])
"""


def test_mutants_that_survive_are_named_and_too_many_of_them_fail_the_command(world, tmp_path, monkeypatch):
    monkeypatch.setattr(OrgChoice, "built", lambda _choice: nullcontext(world.built))
    script, kept, page = tmp_path / "command.py", tmp_path / "m.json", tmp_path / "m.html"
    script.write_text(NOTICES_REMOVALS)
    options = ["--only", "sharing set", "--json", str(kept), "--html", str(page), "--", sys.executable, str(script)]
    done = CliRunner().invoke(main, ["mutate", *options])
    assert done.exit_code == 1, done.output
    assert 'survived (no test noticed):\n  sharing set "Partner_Deals" gives Read' in done.stdout
    assert json.loads(kept.read_text())["percent"] == 50.0
    assert "Partner_Deals" in page.read_text()


def test_without_a_command_or_for_a_running_org_it_refuses():
    assert "cannot be mutated" in CliRunner().invoke(main, ["mutate", "--org", "http://127.0.0.1:1"]).stderr

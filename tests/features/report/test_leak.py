"""What a run leaves behind when the portal gives away what the API does not, and the other way round."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CHOSEN = "ann_enters_a_lead_and_it_is_hers"


@pytest.mark.heavy
@pytest.mark.parametrize(("bug", "leaking", "tight"), [("page", "browser", "api"), ("api", "api", "browser")])
def test_the_way_that_leaks_fails_and_the_report_says_who_saw_what_of_whom(tmp_path, bug, leaking, tight):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    run = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "--rootdir", ROOT, ROOT / "features"),
            *("-k", CHOSEN, "--driver", "both", "-p", "tests.features.report.breaking", "-p", "no:randomly"),
        ],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(ROOT), "BREAKING": bug},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    [feature] = json.loads((tmp_path / "build" / "cucumber.json").read_text(encoding="utf-8"))
    ends = {each["name"].rpartition(" ")[2]: each["steps"][-1]["result"] for each in feature["elements"]}
    assert ends[f"({tight})"]["status"] == "passed"
    assert ends[f"({leaking})"]["status"] == "failed"
    told = ends[f"({leaking})"]["error_message"]
    assert f"2 of the table's cells do not hold, looked at by {leaking}:" in told
    assert [re.search(f"{who} .*none +\\| (read|edit)", told) is not None for who in ("Abe", "Bo")] == [True, True]
    assert "it belongs to Ann of Acme" in told
    page = (tmp_path / "build" / "report.html").read_text(encoding="utf-8")
    assert page.count('<span class="expected">none expected</span>') == 2
    assert len(re.findall(f'class="seen not"><span class="way">{leaking}</span>', page)) == 2
    assert len(re.findall(f'class="seen"><span class="way">{tight}</span> none', page)) == 2

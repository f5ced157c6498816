"""The scenarios of the tutorial, run as they stand there: the first is wrong on purpose, the second is right."""

import re
import tempfile
from pathlib import Path

import pytest
from pytest_bdd import scenario

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial" / "first-scenario.md"

with tempfile.TemporaryDirectory() as folder:
    POOL = Path(folder) / "pool.feature"
    POOL.write_text("\n".join(re.findall(r"```gherkin\n(.*?)```", TUTORIAL.read_text("utf-8"), re.DOTALL)), "utf-8")

    @pytest.mark.only_driver("api")
    @pytest.mark.xfail(strict=True, raises=pytest.fail.Exception, reason="the tutorial shows how a wrong cell fails")
    @scenario(POOL, "Bo does not see what Ann works on")
    def test_the_scenario_that_is_wrong_on_purpose():
        """Its table says that Bo may read what is Ann's."""

    @pytest.mark.only_driver("api")
    @scenario(POOL, "A lead in the pool is everybody's to read")
    def test_the_scenario_of_the_pool():
        """Written right."""

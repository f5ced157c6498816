"""The examples of the README, run as they stand there."""

import re
from pathlib import Path

import pytest

from tests.running_org import serving

README = Path(__file__).parents[2] / "README.md"


def example(holding):
    """The one Python example of the README that holds this text."""
    [code] = [
        code for code in re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL) if holding in code
    ]
    return compile(code, README.name, "exec")


def test_the_example_of_a_project_of_ones_own(mock_org):
    names = {}
    exec(example("def test_"), names)

    names["test_a_partner_sees_the_own_leads_only"](mock_org)


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")  # the example leaves its connection to the end of Python
def test_the_example_of_simple_salesforce(tmp_path, monkeypatch, capsys):
    with serving(tmp_path, "--tls"):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", "")

        exec(example("import json, os"), {})

    assert capsys.readouterr().out == "Acme of Ada Admin\n"

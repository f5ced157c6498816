"""mock-org matrix."""

import json
from contextlib import nullcontext

import pytest
from click.testing import CliRunner

from mock_org.cli import main
from mock_org.cli.org_option import OrgChoice


@pytest.fixture
def built(world, monkeypatch):
    """The org that a command builds."""
    monkeypatch.setattr(OrgChoice, "built", lambda choice: nullcontext(world.built))
    return world


def test_matrix_of_an_org_that_is_built_here(built, tmp_path):
    file = tmp_path / "matrix.json"
    result = CliRunner().invoke(main, ["matrix", "--object", "Lead", "--format", "json", "-o", str(file)])
    assert result.exit_code == 0, result.output
    assert json.loads(file.read_text(encoding="utf-8"))["objects"] == ["Lead"]


def test_a_page_of_few_cells_carries_their_explanations(built):
    user = built.partner("Acme").user_id
    result = CliRunner().invoke(main, ["matrix", "--object", "Account", "--user", user])
    assert result.exit_code == 0, result.output
    assert "sees Acme because it is the account of AcmeUser" in result.output


def test_matrix_says_what_it_does_not_know():
    result = CliRunner().invoke(main, ["matrix", "--org", "http://127.0.0.1:9", "--object", "Lead"])
    assert result.exit_code == 2
    assert "no mock org answers at http://127.0.0.1:9" in result.output
    result = CliRunner().invoke(main, ["matrix", "--org", "http://127.0.0.1:9", "--database", "sqlite:///x.db"])
    assert result.exit_code == 2
    assert "name either" in result.output

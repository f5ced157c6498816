"""Commands of the harness are found by name and loaded only when somebody calls them."""

from importlib.metadata import EntryPoint, EntryPoints

import click
import pytest
from click.testing import CliRunner

from mock_org.cli import harness, main


@click.command()
@click.option("--yes", is_flag=True)
def sweep(yes):
    """Take away what was left."""
    click.echo(f"swept {yes}")


no_command = "something else"


@pytest.fixture
def installed(monkeypatch):
    """Makes the environment have these commands of the harness: name → where it is."""

    def install(**where):
        found = EntryPoints(EntryPoint(name.replace("_", "."), value, harness.GROUP) for name, value in where.items())
        monkeypatch.setattr(harness, "entry_points", lambda group: found.select(group=group))

    return install


def run(*words):
    return CliRunner().invoke(main, words)


def test_a_command_of_the_harness_stands_among_the_others_and_runs(installed):
    installed(sweep=f"{__name__}:sweep")

    assert "sweep" in run("--help").stdout
    assert run("sweep", "--yes").stdout == "swept True\n"


def test_nothing_of_the_harness_is_loaded_for_another_command(installed):
    installed(sweep="no_such_module:sweep")

    assert run("clock", "--help").exit_code == 0


def test_a_command_whose_libraries_are_not_here_says_what_to_install(installed):
    installed(sweep="no_such_module.cleanup:sweep")

    refused = run("sweep", "--yes", "now")

    assert refused.exit_code == 2
    assert refused.stderr == "mock-org: sweep needs no_such_module: pip install 'mock-org[harness]'\n"
    assert "Not here" in run("--help").stdout


def test_a_way_of_another_command_is_no_command_of_its_own(installed):
    installed(sweep_deep=f"{__name__}:sweep")

    assert "sweep" not in run("--help").stdout
    assert "No such command" in run("sweep.deep").stderr


def test_an_own_command_is_not_replaced(installed):
    installed(clock=f"{__name__}:sweep")

    assert run("--help").stdout.count("\n  clock ") == 1
    assert "--yes" not in run("clock", "--help").stdout


def test_what_is_no_command_is_said_to_be_none(installed):
    installed(sweep=f"{__name__}:no_command")

    assert "is no click command" in run("sweep").stderr

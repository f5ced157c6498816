"""The projects that a run's mock org is made from, and what of them it has not understood."""

from typing import Any

import pytest

STARTER = "starter"
OPTION = "mock_org_projects"
MOST_TOLD = 10
_MISSED = pytest.StashKey[list[str]]()


def add_options(parser: pytest.Parser) -> None:
    """What a pytest.ini can say."""
    told = "SFDX folders that the mock org is made from, in this order; by default the starter org"
    parser.addini(OPTION, told, "args", [])


def projects_of(config: pytest.Config) -> list[str]:
    """The folders, from where pytest.ini is; "starter" is the project that comes along."""
    named = config.getini(OPTION)
    return [each if each == STARTER else str(config.rootpath / each) for each in named]


def note_missed(config: pytest.Config, report: Any) -> None:
    """Keep what a deploy report says was not understood, for the end of the run."""
    config.stash[_MISSED] = [
        ": ".join(str(part) for part in (each["file"], each["element"], each["advice"]) if part)
        for each in report["not_understood"]
    ]


class Missed:
    """Tells at the end of a run what the mock org has not understood, once however many workers there were."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._told: dict[str, None] = {}

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """A worker tells whoever started it."""
        missed = self._config.stash.get(_MISSED, [])
        output = getattr(self._config, "workeroutput", None)
        if output is not None:
            output[OPTION] = missed
        self._told |= dict.fromkeys(missed)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Hear it."""
        self._told |= dict.fromkeys(getattr(node, "workeroutput", {}).get(OPTION, []))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say it."""
        lines = list(self._told)
        if not lines:
            return
        terminalreporter.write_line(f"Of the project's metadata, the mock org has not understood {len(lines)}:")
        for line in lines[:MOST_TOLD]:
            terminalreporter.write_line(f"  {line}")
        if lines[MOST_TOLD:]:
            terminalreporter.write_line(f"  and {len(lines) - MOST_TOLD} more: GET /_mock/deploy-report tells all")

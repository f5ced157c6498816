"""API calls of a run where they are limited: told at the end, and a run that has spent its budget stops."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from factories.budget import Budget, BudgetSpent

BUDGET = pytest.StashKey[Budget]()
_TOLD = pytest.StashKey[list[dict[str, int]]]()
OUTPUT = "api_calls"


@pytest.fixture(scope="session")
def count_api_calls(pytestconfig: pytest.Config) -> Callable[[Budget], None]:
    """Takes the budget that is to be told of at the end."""
    return lambda budget: pytestconfig.stash.__setitem__(BUDGET, budget)


def pytest_exception_interact(node: Any, call: pytest.CallInfo[Any]) -> None:
    """Stop with the sentence of the budget: every other scenario would fail by it, too."""
    if call.excinfo is not None and isinstance(call.excinfo.value, BudgetSpent):
        node.session.shouldstop = str(call.excinfo.value)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker tells what it has used."""
    budget, output = session.config.stash.get(BUDGET, None), getattr(session.config, "workeroutput", None)
    if budget is not None and output is not None:
        output[OUTPUT] = budget.told()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Hear it."""
    told = getattr(node, "workeroutput", {}).get(OUTPUT)
    if told:
        node.config.stash.setdefault(_TOLD, []).append(told)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Used N of M."""
    for line in summary(config):
        terminalreporter.write_line(line)


def summary(config: pytest.Config) -> Iterator[str]:
    """The line about API calls, where anything counted them."""
    told = list(config.stash.get(_TOLD, []))
    budget = config.stash.get(BUDGET, None)
    if budget is not None:
        told.append(budget.told())
    if not told:
        return
    used, allowed = (sum(each[name] for each in told) for name in ("used", "allowed"))
    newest = max(told, key=lambda each: each["org_used"])
    yield (
        f"API calls of this run: used {used} of {allowed} "
        f"(the org: {newest['org_used']} of {newest['org_limit']} in 24 hours)."
    )

"""A run on an org with limits tells what it has used, and stops when its budget is spent."""

from types import SimpleNamespace

import pytest
import requests

from factories.budget import Budget, BudgetSpent
from features import api_calls


@pytest.fixture
def config():
    stash = pytest.Stash()
    return SimpleNamespace(stash=stash, workeroutput={})


def spent(calls, org_used):
    budget = Budget(100, workers=2)
    for number in range(calls):
        answer = requests.Response()
        answer.headers["Sforce-Limit-Info"] = f"api-usage={org_used + number}/15000"
        budget.note(answer)
    return budget


def test_the_line_at_the_end_sums_up_all_workers(config):
    for budget in (spent(3, 100), spent(5, 90)):
        worker = SimpleNamespace(stash=pytest.Stash(), workeroutput={})
        worker.stash[api_calls.BUDGET] = budget
        api_calls.pytest_sessionfinish(SimpleNamespace(config=worker))
        api_calls.pytest_testnodedown(SimpleNamespace(config=config, workeroutput=worker.workeroutput))
    told = "API calls of this run: used 8 of 100 (the org: 102 of 15000 in 24 hours)."
    assert list(api_calls.summary(config)) == [told]


def test_where_nothing_counts_nothing_is_told(config):
    assert list(api_calls.summary(config)) == []


def test_a_run_whose_budget_is_spent_stops_with_the_sentence():
    node = SimpleNamespace(session=SimpleNamespace(shouldstop=False))
    with pytest.raises(BudgetSpent) as raised:
        raise BudgetSpent("used 100 of 100")
    api_calls.pytest_exception_interact(node, SimpleNamespace(excinfo=raised))
    assert node.session.shouldstop == "used 100 of 100"


def test_any_other_failure_does_not_stop_the_run():
    node = SimpleNamespace(session=SimpleNamespace(shouldstop=False))
    with pytest.raises(ValueError) as raised:  # noqa: PT011
        raise ValueError
    api_calls.pytest_exception_interact(node, SimpleNamespace(excinfo=raised))
    assert node.session.shouldstop is False

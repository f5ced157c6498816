"""API calls are counted, and a run stops before it has taken the org's calls of a day from everybody."""

from contextlib import nullcontext

import pytest
import requests

from factories.budget import Budget, BudgetSpent


def answer(used, limit):
    response = requests.Response()
    response.headers["Sforce-Limit-Info"] = f"api-usage={used}/{limit}; api-bursts=1/750"
    return response


def spend(budget, calls, used=0, limit=100_000):
    for number in range(calls):
        budget.check()
        budget.note(answer(used + number, limit))


def test_a_run_stops_when_it_has_made_as_many_calls_as_it_may():
    budget = Budget(3)
    spend(budget, 3)
    with pytest.raises(
        BudgetSpent, match=r"used 3 of 3 \(the org: 2 of 100000\)\. It stops here: MOCK_ORG_SANDBOX_MAX"
    ):
        budget.check()


def test_a_run_takes_at_most_half_of_what_is_left():
    budget = Budget(5000)
    spend(budget, 1, used=14_000, limit=15_000)
    assert budget.allowed == 500


def test_workers_share_what_the_run_may_use():
    assert Budget(5000, workers=2).allowed == 2500


def test_a_run_stops_before_the_org_does_whoever_used_it_up():
    budget = Budget(5000)
    spend(budget, 1, used=1000, limit=15_000)
    budget.note(answer(14_950, 15_000))
    with pytest.raises(BudgetSpent, match="The org has used 14950 of its 15000 API calls of a day"):
        budget.check()


@pytest.mark.parametrize(("text", "stops"), [("TotalRequests Limit exceeded.", True), ("ConcurrentRequests", False)])
def test_a_run_stops_where_the_org_says_that_no_calls_are_left(text, stops):
    budget = Budget(5000)
    refused = answer(10, 15_000)
    refused.status_code = 403
    refused._content = f'[{{"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "{text}"}}]'.encode()
    budget.note(refused)
    with pytest.raises(BudgetSpent, match="no API calls left") if stops else nullcontext():
        budget.check()
    with budget.undoing():
        budget.check()


def test_undoing_goes_on_when_the_budget_is_spent():
    budget = Budget(1)
    spend(budget, 1)
    with budget.undoing():
        budget.check()
    with pytest.raises(BudgetSpent):
        budget.check()


def test_answers_without_a_limit_are_not_counted():
    budget = Budget(1)
    budget.note(requests.Response())
    budget.check()
    assert budget.used == 0


def test_the_line_at_the_end_tells_what_was_used():
    budget = Budget(5000)
    spend(budget, 2, used=10, limit=15_000)
    assert str(budget) == "API calls of this run: used 2 of 5000 (the org: 11 of 15000)."

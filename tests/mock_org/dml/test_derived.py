from datetime import UTC, datetime

import pytest


def opportunity(bare, **values):
    return bare.admin.insert(
        "Opportunity", {"Name": "o", "CloseDate": "2026-05-31", "StageName": "Prospecting"} | values
    )


@pytest.mark.parametrize(
    ("stage", "probability", "closed", "won", "category"),
    [
        ("Prospecting", 10, False, False, "Pipeline"),
        ("Closed Won", 100, True, True, "Closed"),
        ("Closed Lost", 0, True, False, "Omitted"),
    ],
)
def test_the_stage_decides_probability_forecast_and_closing(bare, stage, probability, closed, won, category):
    row = bare.row("Opportunity", opportunity(bare, StageName=stage))
    assert (row["Probability"], row["IsClosed"], row["IsWon"]) == (probability, closed, won)
    assert row["ForecastCategory"] == category


def test_a_probability_that_was_set_survives_until_the_stage_changes(bare):
    record = opportunity(bare, Probability=33)
    bare.admin.update("Opportunity", record, {"Amount": 200})
    assert bare.row("Opportunity", record)["Probability"] == 33
    assert bare.row("Opportunity", record)["ExpectedRevenue"] == 66
    bare.admin.update("Opportunity", record, {"StageName": "Negotiation/Review"})
    assert bare.row("Opportunity", record)["Probability"] == 90


@pytest.mark.parametrize(("start", "fiscal"), [(1, "2026 2"), (2, "2027 2"), (6, "2026 4")])
def test_the_fiscal_quarter_follows_the_fiscal_year(bare, start, fiscal):
    bare.configure(fiscal_year_start_month=start)
    assert bare.row("Opportunity", opportunity(bare))["Fiscal"] == fiscal


def test_a_case_is_closed_by_its_status_and_opened_again(bare):
    bare.org.clock.set(datetime(2026, 1, 31, 9, tzinfo=UTC), frozen=True)
    case = bare.admin.insert("Case", {"Status": "Closed"})
    row = bare.row("Case", case)
    assert (row["IsClosed"], row["ClosedDate"]) == (True, "2026-01-31T09:00:00.000+0000")
    bare.admin.update("Case", case, {"Status": "Working"})
    row = bare.row("Case", case)
    assert (row["IsClosed"], row["ClosedDate"]) == (False, None)


def test_a_case_takes_the_account_of_its_contact(bare):
    account = bare.account()
    case = bare.admin.insert("Case", {"ContactId": bare.contact(account)})
    assert bare.row("Case", case)["AccountId"] == account


def test_a_completed_task_is_closed_and_belongs_to_its_account(bare):
    account = bare.account()
    task = bare.admin.insert("Task", {"Subject": "call", "WhoId": bare.contact(account), "Status": "Completed"})
    row = bare.row("Task", task)
    assert (row["IsClosed"], row["AccountId"]) == (True, account)


def test_an_event_ends_when_its_duration_is_over(bare):
    sent = {"Subject": "m", "StartDateTime": "2026-01-31T09:00:00Z", "DurationInMinutes": 90}
    event = bare.row("Event", bare.admin.insert("Event", sent))
    assert event["EndDateTime"] == "2026-01-31T10:30:00.000+0000"


def test_an_account_with_a_last_name_is_a_person_where_persons_are_on(bare):
    bare.configure(person_accounts=True)
    row = bare.row("Account", bare.admin.insert("Account", {"FirstName": "Pat", "LastName": "Doe"}))
    assert (row["Name"], row["IsPersonAccount"]) == ("Pat Doe", True)

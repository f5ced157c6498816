"""Date literals at the org's instant, 2026-05-06 12:00 UTC (a Wednesday), for a user in Los Angeles."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from mock_org.errors import SalesforceError
from mock_org.soql.dates import DATE_LITERALS

# Literal, first day, last day. Weeks begin on Sunday.
RANGES = [
    ("YESTERDAY", "2026-05-05", "2026-05-05"),
    ("TODAY", "2026-05-06", "2026-05-06"),
    ("TOMORROW", "2026-05-07", "2026-05-07"),
    ("LAST_WEEK", "2026-04-26", "2026-05-02"),
    ("THIS_WEEK", "2026-05-03", "2026-05-09"),
    ("NEXT_WEEK", "2026-05-10", "2026-05-16"),
    ("LAST_MONTH", "2026-04-01", "2026-04-30"),
    ("THIS_MONTH", "2026-05-01", "2026-05-31"),
    ("NEXT_MONTH", "2026-06-01", "2026-06-30"),
    ("LAST_90_DAYS", "2026-02-05", "2026-05-06"),
    ("NEXT_90_DAYS", "2026-05-07", "2026-08-04"),
    ("LAST_N_DAYS:3", "2026-05-03", "2026-05-06"),
    ("NEXT_N_DAYS:3", "2026-05-07", "2026-05-09"),
    ("N_DAYS_AGO:3", "2026-05-03", "2026-05-03"),
    ("LAST_N_WEEKS:2", "2026-04-19", "2026-05-02"),
    ("NEXT_N_WEEKS:2", "2026-05-10", "2026-05-23"),
    ("N_WEEKS_AGO:2", "2026-04-19", "2026-04-25"),
    ("LAST_N_MONTHS:5", "2025-12-01", "2026-04-30"),
    ("NEXT_N_MONTHS:8", "2026-06-01", "2027-01-31"),
    ("N_MONTHS_AGO:5", "2025-12-01", "2025-12-31"),
    ("THIS_QUARTER", "2026-04-01", "2026-06-30"),
    ("LAST_QUARTER", "2026-01-01", "2026-03-31"),
    ("NEXT_QUARTER", "2026-07-01", "2026-09-30"),
    ("LAST_N_QUARTERS:2", "2025-10-01", "2026-03-31"),
    ("NEXT_N_QUARTERS:3", "2026-07-01", "2027-03-31"),
    ("N_QUARTERS_AGO:2", "2025-10-01", "2025-12-31"),
    ("THIS_YEAR", "2026-01-01", "2026-12-31"),
    ("LAST_YEAR", "2025-01-01", "2025-12-31"),
    ("NEXT_YEAR", "2027-01-01", "2027-12-31"),
    ("LAST_N_YEARS:2", "2024-01-01", "2025-12-31"),
    ("NEXT_N_YEARS:2", "2027-01-01", "2028-12-31"),
    ("N_YEARS_AGO:2", "2024-01-01", "2024-12-31"),
    # The fiscal year of these begins in June.
    ("THIS_FISCAL_QUARTER", "2026-03-01", "2026-05-31"),
    ("LAST_FISCAL_QUARTER", "2025-12-01", "2026-02-28"),
    ("NEXT_FISCAL_QUARTER", "2026-06-01", "2026-08-31"),
    ("LAST_N_FISCAL_QUARTERS:2", "2025-09-01", "2026-02-28"),
    ("NEXT_N_FISCAL_QUARTERS:2", "2026-06-01", "2026-11-30"),
    ("N_FISCAL_QUARTERS_AGO:2", "2025-09-01", "2025-11-30"),
    ("THIS_FISCAL_YEAR", "2025-06-01", "2026-05-31"),
    ("LAST_FISCAL_YEAR", "2024-06-01", "2025-05-31"),
    ("NEXT_FISCAL_YEAR", "2026-06-01", "2027-05-31"),
    ("LAST_N_FISCAL_YEARS:2", "2023-06-01", "2025-05-31"),
    ("NEXT_N_FISCAL_YEARS:2", "2026-06-01", "2028-05-31"),
    ("N_FISCAL_YEARS_AGO:2", "2023-06-01", "2024-05-31"),
]


def test_every_date_literal_has_its_case():
    assert {text.split(":")[0] for text, _, _ in RANGES} == set(DATE_LITERALS)


@pytest.mark.parametrize(("text", "first", "last"), RANGES)
def test_a_date_literal_is_a_range_of_days(text, first, last, org):
    first, last = date.fromisoformat(first), date.fromisoformat(last)
    days = {
        "before": date.fromordinal(first.toordinal() - 1),
        "first": first,
        "last": last,
        "behind": date.fromordinal(last.toordinal() + 1),
    }
    for name, day in days.items():
        org.put("Deal__c", Name=name, Close__c=day.isoformat())

    def found(operator):
        ours = "('before', 'first', 'last', 'behind')"
        statement = f"SELECT Name FROM Deal__c WHERE Close__c {operator} {text} AND Name IN {ours}"
        return set(org.names(statement, fiscal_year_start_month=6))

    assert found("=") == {"first", "last"}
    assert found("!=") == {"before", "behind"}
    assert found("<") == {"before"}
    assert found("<=") == {"before", "first", "last"}
    assert found(">") == {"behind"}
    assert found(">=") == {"first", "last", "behind"}


@pytest.mark.parametrize(
    ("zone", "first", "behind"),
    [
        ("America/Los_Angeles", "2026-05-06T07:00:00.000+0000", "2026-05-07T07:00:00.000+0000"),
        ("UTC", "2026-05-06T00:00:00.000+0000", "2026-05-07T00:00:00.000+0000"),
        ("Pacific/Auckland", "2026-05-06T12:00:00.000+0000", "2026-05-07T12:00:00.000+0000"),
    ],
)
def test_a_day_of_a_datetime_is_the_running_users_day(zone, first, behind, org):
    org.put("Account", Name="first", CreatedDate=first)
    org.put("Account", Name="behind", CreatedDate=behind)
    last = datetime.fromisoformat(behind).timestamp() - 0.001
    org.put(
        "Account", Name="last", CreatedDate=datetime.fromtimestamp(last, UTC).strftime("%Y-%m-%dT%H:%M:%S.999+0000")
    )
    names = org.names(
        "SELECT Name FROM Account WHERE CreatedDate = TODAY AND Name IN ('first', 'last', 'behind') ORDER BY Name",
        time_zone=ZoneInfo(zone),
    )
    assert names == ["first", "last"]


def test_a_day_may_have_23_hours(org):
    org.put("Account", Name="before", CreatedDate="2026-03-08T07:59:59.999+0000")
    org.put("Account", Name="in", CreatedDate="2026-03-09T06:59:59.999+0000")
    org.put("Account", Name="behind", CreatedDate="2026-03-09T07:00:00.000+0000")
    statement = "SELECT Name FROM Account WHERE CreatedDate = TODAY"
    assert org.names(statement, now=datetime(2026, 3, 8, 20, tzinfo=UTC)) == ["in"]


@pytest.mark.parametrize(("locale", "first"), [("en_US", "Sun"), ("de_DE", "Mon"), ("ar_EG", "Sat"), ("xx_YY", "Sun")])
def test_weeks_begin_with_the_first_day_of_the_users_locale(locale, first, org):
    for name, day in (("Sat", "2026-05-02"), ("Sun", "2026-05-03"), ("Mon", "2026-05-04"), ("Next", "2026-05-11")):
        org.put("Deal__c", Name=name, Close__c=day)
    statement = "SELECT Name FROM Deal__c WHERE Close__c = THIS_WEEK AND Name IN ('Sat', 'Sun', 'Mon', 'Next')"
    expected = ["Sat", "Sun", "Mon"]
    assert org.names(statement, locale=locale) == expected[expected.index(first) :]


def test_date_literals_may_stand_in_a_list(org):
    assert org.names("SELECT Name FROM Deal__c WHERE Close__c IN (YESTERDAY, 2027-01-01)") == ["D1", "D3"]
    assert org.names("SELECT Name FROM Deal__c WHERE Close__c NOT IN (YESTERDAY, 2027-01-01, null)") == ["D2"]


@pytest.mark.parametrize(
    "text", ["SOMEDAY", "TODAY:3", "LAST_N_DAYS", "LAST_N_DAYS:99999999999999", "NEXT_N_YEARS:9000", "N_DAYS_AGO:-1"]
)
def test_a_date_literal_that_is_none_is_refused(text, org):
    with pytest.raises(SalesforceError) as refused:
        org.query(f"SELECT Name FROM Deal__c WHERE Close__c = {text}")
    assert refused.value.code == "MALFORMED_QUERY"

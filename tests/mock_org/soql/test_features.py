"""The table of what SOQL does agrees with what it does."""

import pytest

from mock_org.errors import SalesforceError
from mock_org.soql.features import FEATURES
from mock_org.soql.functions import FUNCTIONS

REFUSED = {
    "WITH DATA CATEGORY": "SELECT Id FROM Account WITH DATA CATEGORY Geography__c AT usa__c",
    "WITH RecordVisibilityContext": "SELECT Id FROM Account WITH RecordVisibilityContext (supportsDomains=true)",
    "bind variables": "SELECT Id FROM Account WHERE Name = :name",
    "currency literals (USD100)": "SELECT Id FROM Account WHERE AnnualRevenue > USD100",
    "comments": "SELECT Id FROM Account /* all */",
    "my_territory": "SELECT Id FROM Account USING SCOPE my_territory",
    "my_team_territory": "SELECT Id FROM Account USING SCOPE my_team_territory",
    "CONVERTCURRENCY": "SELECT convertCurrency(AnnualRevenue) FROM Account",
}
# A statement for each clause and scope that is done; functions and date literals have tests of their own.
DONE = {
    "SELECT": "SELECT Id, Owner.Name, FORMAT(AnnualRevenue) revenue FROM Account",
    "FIELDS(ALL | STANDARD | CUSTOM)": "SELECT FIELDS(ALL) FROM Account LIMIT 200",
    "TYPEOF": "SELECT TYPEOF What WHEN Account THEN Name END FROM Task",
    "COUNT()": "SELECT COUNT() FROM Account",
    "child subqueries": "SELECT Id, (SELECT Id FROM Contacts) FROM Account",
    "FROM with aliases": "SELECT a.Id, o.Name FROM Account a, a.Owner o",
    "WHERE": "SELECT Id FROM Account WHERE NOT (Name = 'a' AND Name = 'b')",
    "= != < <= > >= LIKE IN NOT IN INCLUDES EXCLUDES": "SELECT Id FROM Deal__c WHERE Regions__c EXCLUDES ('a;b')",
    "semi-joins and anti-joins": "SELECT Id FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact)",
    "polymorphic lookups": "SELECT Id FROM Task WHERE What.Type = 'Account'",
    "UserRecordAccess": None,  # security answers it
    "GROUP BY": "SELECT Name FROM Account GROUP BY Name",
    "GROUP BY ROLLUP": "SELECT Name FROM Account GROUP BY ROLLUP(Name)",
    "GROUP BY CUBE": "SELECT Name FROM Account GROUP BY CUBE(Name)",
    "HAVING": "SELECT Name FROM Account GROUP BY Name HAVING COUNT(Id) > 1",
    "ORDER BY": "SELECT Id FROM Account ORDER BY Name DESC NULLS LAST",
    "LIMIT": "SELECT Id FROM Account LIMIT 1",
    "OFFSET": "SELECT Id FROM Account OFFSET 2000",
    "ALL ROWS": "SELECT Id FROM Account ALL ROWS",
    "FOR VIEW": "SELECT Id FROM Account FOR VIEW",
    "FOR REFERENCE": "SELECT Id FROM Account FOR REFERENCE",
    "FOR UPDATE": "SELECT Id FROM Account FOR UPDATE",
    "UPDATE TRACKING": "SELECT Id FROM Account UPDATE TRACKING",
    "UPDATE VIEWSTAT": "SELECT Id FROM Account UPDATE VIEWSTAT",
    "WITH SECURITY_ENFORCED": "SELECT Id FROM Account WITH SECURITY_ENFORCED",
    "WITH USER_MODE": "SELECT Id FROM Account WITH USER_MODE",
    "WITH SYSTEM_MODE": "SELECT Id FROM Account WITH SYSTEM_MODE",
    "everything": "SELECT Id FROM Account USING SCOPE everything",
    "mine": "SELECT Id FROM Account USING SCOPE mine",
    "delegated": "SELECT Id FROM Task USING SCOPE delegated",
    "team": "SELECT Id FROM Opportunity USING SCOPE team",
    "mine_and_my_groups": "SELECT Id FROM ProcessInstanceWorkitem USING SCOPE mine_and_my_groups",
    "scopingrule": "SELECT Id FROM Account USING SCOPE scopingRule",
}


def named(*areas, refused):
    return {f.name: f.refused for f in FEATURES if f.area in areas and bool(f.refused) is refused}


def test_no_feature_stands_in_the_table_twice():
    assert len({(f.area, f.name) for f in FEATURES}) == len(FEATURES)


def test_every_clause_and_scope_of_the_table_has_its_statement():
    assert set(DONE) == set(named("clauses", "USING SCOPE", refused=False))
    assert set(REFUSED) == set(named("clauses", "USING SCOPE", "functions", refused=True))


@pytest.mark.parametrize("name", [name for name, text in DONE.items() if text])
def test_what_is_done_is_answered(name, org):
    assert org.query(DONE[name], all_rows=name == "ALL ROWS").total_size >= 0


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_has_the_code_of_the_table(name, org):
    with pytest.raises(SalesforceError) as refused:
        org.query(REFUSED[name])
    assert refused.value.code == named("clauses", "USING SCOPE", "functions", refused=True)[name]


def test_every_function_is_in_the_table():
    assert {f.name for f in FEATURES if f.area == "functions"} == set(FUNCTIONS)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_is_refused_without_its_arguments(name, org):
    with pytest.raises(SalesforceError) as refused:
        org.query(f"SELECT Id FROM Account WHERE {name}(Name, Name, Name) = 1")
    assert refused.value.code == "MALFORMED_QUERY"

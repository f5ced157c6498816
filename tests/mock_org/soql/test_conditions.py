"""Conditions on their own, as sharing rules use them: a predicate over a table that some other query holds."""

import pytest
from sqlalchemy import select

from mock_org.errors import SalesforceError
from mock_org.soql import And, Comparison, Literal, Not, Or, Path, compile_condition, parse


def names_where(org, condition, sobject="Deal__c"):
    table = org.context.tables.get(sobject).alias()
    predicate = compile_condition(condition, org.context.schema[sobject], table, org.context)
    return [row["Name"] for row in org.database.rows(select(table.c.Name).where(predicate).order_by(table.c.Id))]


def test_a_condition_is_built_without_text(org):
    open_or_large = Or(
        (
            Comparison(Path(("Stage__c",)), "=", Literal("open", "string")),
            And((Comparison(Path(("Amount__c",)), "<=", Literal(50, "number")), Not(HOT))),
        )
    )
    assert names_where(org, open_or_large) == ["D1", "D2"]


HOT = Comparison(Path(("Hot__c",)), "=", Literal(True, "boolean"))


def test_parent_fields_need_no_join_of_the_caller(org):
    condition = Comparison(Path(("Account__r", "Owner", "Name")), "=", Literal("pat partner", "string"))
    assert names_where(org, condition) == ["D1", "D2", "D3"]
    assert names_where(org, Not(condition)) == ["d4"]
    owner = Comparison(Path(("Owner", "Type")), "=", Literal("Queue", "string"))
    assert names_where(org, owner, "Lead") == ["Lee"]


def test_a_query_and_a_criteria_rule_mean_the_same(org):
    where = "Amount__c > 10 AND (Regions__c INCLUDES ('APAC') OR Close__c = TODAY) AND NOT Name LIKE '%9'"
    query = parse(f"SELECT Name FROM Deal__c WHERE {where}")
    assert names_where(org, query.where) == org.names(query.text)


def test_faults_of_a_condition_without_text_have_no_caret(org):
    with pytest.raises(SalesforceError) as refused:
        names_where(org, Comparison(Path(("Nope__c",)), "=", Literal("x", "string")))
    assert refused.value.message.startswith("No such column 'Nope__c' on entity 'Deal__c'.")


def test_a_pattern_without_text_may_escape_its_wildcards(org):
    condition = Comparison(Path(("Company",)), "LIKE", Literal(r"100\%%", "string"))
    assert names_where(org, condition, "Lead") == ["Lou"]


def test_semi_joins_have_no_place_in_criteria(org):
    query = parse("SELECT Id FROM Deal__c WHERE Account__c IN (SELECT AccountId FROM Contact)")
    with pytest.raises(SalesforceError):
        names_where(org, query.where)


def test_thousands_of_alternatives_are_answered(org):
    values = " OR ".join(f"Name = 'N{n}'" for n in range(3000))
    assert org.names(f"SELECT Name FROM Account WHERE {values} OR Name = 'P2'") == ["P2"]
    many = "'x'," * 20_000
    assert org.names(f"SELECT Name FROM Account WHERE Name IN ({many} 'P3')") == ["P3"]


def test_texts_in_where_have_at_most_4000_characters(org):
    assert org.names(f"SELECT Name FROM Account WHERE Name = '{'x' * 4000}'") == []
    with pytest.raises(SalesforceError) as refused:
        org.query(f"SELECT Name FROM Account WHERE Name = '{'x' * 4001}'")
    assert refused.value.code == "MALFORMED_QUERY"

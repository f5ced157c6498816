"""What a search answers: shape, conditions, order, limits."""

import pytest


def test_records_come_grouped_by_sobject_with_the_fields_asked_for(search):
    found = search("FIND {A* OR umbrella} RETURNING Contact(FirstName, Account.Name), Case(Subject), Account(Name)")
    assert [record["attributes"]["type"] for record in found] == ["Contact", "Case", "Account", "Account"]
    contact = {key: value for key, value in found[0].items() if key != "attributes"}
    assert contact["FirstName"] == "Dirk"
    assert contact["Account"]["Name"] == "Acme Import Company"
    assert set(contact) == {"FirstName", "Account"}


def test_an_sobject_without_fields_answers_ids(search):
    (record,) = search("FIND {dirk} RETURNING Contact")
    assert set(record) == {"attributes", "Id"}
    assert record["attributes"]["url"] == f"/services/data/v62.0/sobjects/Contact/{record['Id']}"


def test_without_returning_every_searchable_object_is_searched(search):
    assert {record["attributes"]["type"] for record in search("FIND {umbrella}")} == {"Account", "Case"}


@pytest.mark.parametrize(
    ("clauses", "found"),
    [
        ("WHERE Name LIKE 'U%'", ["Umbrella Trading"]),
        ("WHERE AnnualRevenue > 1 AND Phone = null", ["Umbrella Trading"]),
        ("ORDER BY Name DESC", ["Umbrella Trading", "Acme Import Company"]),
        ("ORDER BY Name LIMIT 1", ["Acme Import Company"]),
        ("ORDER BY Name LIMIT 1 OFFSET 1", ["Umbrella Trading"]),
        ("ORDER BY Name OFFSET 2", []),
        ("LIMIT 0", []),
    ],
)
def test_an_sobject_has_conditions_order_and_limits(search, clauses, found):
    records = search(f"FIND {{acme OR trading}} RETURNING Account(Name {clauses})")
    assert [record["Name"] for record in records] == found


def test_the_limit_of_the_search_is_spread_evenly(search, admin):
    for number in range(5):
        admin.create("Account", Name=f"Twin {number}")
        admin.create("Contact", LastName=f"Twin {number}")
    admin.create("Case", Subject="Twin", Status="New")

    def types(sosl):
        return [record["attributes"]["type"][0] for record in search(sosl)]

    assert types("FIND {twin} RETURNING Account, Contact LIMIT 4") == ["A", "A", "C", "C"]
    assert types("FIND {twin} RETURNING Account, Contact LIMIT 5") == ["A", "A", "A", "C", "C"]
    assert types("FIND {twin} RETURNING Case, Contact LIMIT 4") == ["C", "C", "C", "C"]
    assert types("FIND {twin} RETURNING Account(Id LIMIT 1), Contact LIMIT 4") == ["A", "C", "C", "C"]
    assert types("FIND {twin} RETURNING Account, Contact LIMIT 0") == []
    assert len(types("FIND {twin} LIMIT 100000")) == 11


def test_labels_are_answered_where_they_are_asked_for(search, admin):
    sosl = "FIND {acme} RETURNING Account(Id, Name, Owner.Name) WITH METADATA = 'LABELS' UPDATE VIEWSTAT, TRACKING"
    answer = admin.get("/search", query_string={"q": sosl}).json
    fields = [{"name": "Id", "label": "Account ID"}, {"name": "Name", "label": "Account Name"}]
    assert answer["metadata"] == {"entityetadata": [{"entityName": "Account", "fieldMetadata": fields}]}


def test_names_are_known_in_any_case(search):
    (record,) = search("find {dirk} in name fields returning CONTACT(firstNAME where LASTNAME = 'birk')")
    assert record["FirstName"] == "Dirk"

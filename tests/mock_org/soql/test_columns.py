"""Formula fields in SOQL: selected, compared, sorted, grouped, through parents, past what the reader may see."""

from datetime import UTC, datetime, timedelta

import pytest


@pytest.fixture
def org(world, admin, project):
    """Two accounts with deals; formulas of every kind."""
    project.field("Deal__c", "Amount__c", "<type>Currency</type><scale>2</scale>")
    project.formula("Account", "Loud__c", "UPPER(Name)")
    project.formula("Account", "Code__c", "LEFT(Loud__c, 2) & '-' & TEXT(LEN(Name))")
    project.formula("Account", "Big__c", "NumberOfEmployees > 100", "Checkbox")
    project.formula("Deal__c", "Tax__c", "Amount__c * 0.19", "Currency")
    project.formula("Deal__c", "Of__c", "Account__r.Code__c")
    project.formula("Deal__c", "Due__c", "TODAY() + 1", "Date")
    project.formula("Deal__c", "Now__c", "NOW()", "DateTime")
    project.formula("Deal__c", "Mine__c", "CreatedBy.Id = $User.Id", "Checkbox")
    project.deploy(world.org)
    acme = admin.create("Account", Name="Acme", NumberOfEmployees=500)
    bolt = admin.create("Account", Name="Bolts", NumberOfEmployees=5)
    for name, account, amount in (("one", acme, 100), ("two", bolt, 12.34), ("three", bolt, None)):
        admin.create("Deal__c", Name=name, Account__c=account, Amount__c=amount)
    return world


def values(admin, soql):
    return [tuple(v for k, v in row.items() if k != "attributes") for row in admin.query(soql)]


def test_formulas_are_selected_with_their_types(org, admin):
    assert values(
        admin, "SELECT Loud__c, Code__c, Big__c FROM Account WHERE Name IN ('Acme', 'Bolts') ORDER BY Name"
    ) == [
        ("ACME", "AC-4", True),
        ("BOLTS", "BO-5", False),
    ]
    assert values(admin, "SELECT Tax__c FROM Deal__c ORDER BY Tax__c NULLS LAST") == [(2.34,), (19.0,), (None,)]


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ("Tax__c > 3", ["one"]),
        ("Tax__c = null", ["three"]),
        ("Of__c = 'ac-4'", ["one"]),
        ("Of__c LIKE 'b%'", ["three", "two"]),
        ("Account__r.Big__c = true", ["one"]),
        ("Account__r.Loud__c IN ('acme', 'x')", ["one"]),
        ("Account__c IN (SELECT Id FROM Account WHERE Big__c = false)", ["three", "two"]),
        ("Mine__c = true", ["one", "three", "two"]),
    ],
)
def test_formulas_are_compared(org, admin, where, names):
    assert [n for (n,) in values(admin, f"SELECT Name FROM Deal__c WHERE {where} ORDER BY Name")] == names


def test_formulas_are_sorted_grouped_and_summed_up(org, admin):
    rows = values(admin, "SELECT Of__c, SUM(Tax__c), COUNT(Id) FROM Deal__c GROUP BY Of__c ORDER BY Of__c DESC")
    assert rows == [("BO-5", 2.34, 2), ("AC-4", 19.0, 1)]


def test_formulas_of_children_and_of_single_records(org, admin):
    account = admin.query("SELECT Id, (SELECT Of__c FROM Deals__r ORDER BY Name) FROM Account WHERE Name = 'Bolts'")[0]
    assert [child["Of__c"] for child in account["Deals__r"]["records"]] == ["BO-5", "BO-5"]
    answer = admin.get(f"/sobjects/Account/{account['Id']}")
    assert (answer.json["Loud__c"], answer.json["Big__c"]) == ("BOLTS", False)


def test_formulas_follow_the_clock_and_the_day_of_the_reader(org, admin):
    clock = org.org.clock
    clock.set(datetime(2030, 5, 6, 3, tzinfo=UTC), frozen=True)  # still the fifth in Los Angeles
    soql = "SELECT Due__c, Now__c FROM Deal__c LIMIT 1"
    assert values(admin, soql) == [("2030-05-06", "2030-05-06T03:00:00.000+0000")]
    clock.advance(timedelta(hours=5))
    assert values(admin, soql) == [("2030-05-07", "2030-05-06T08:00:00.000+0000")]


def test_formulas_are_described_and_never_written(org, admin):
    fields = {each["name"]: each for each in admin.get("/sobjects/Account/describe").json["fields"]}
    loud = fields["Loud__c"]
    assert (loud["calculated"], loud["calculatedFormula"], loud["formulaTreatNullNumberAsZero"]) == (
        True,
        "UPPER(Name)",
        False,
    )
    assert (loud["createable"], loud["updateable"], loud["nillable"], loud["length"], loud["byteLength"]) == (
        False,
        False,
        True,
        1300,
        3900,
    )
    answer = admin.call("POST", "/sobjects/Account", json={"Name": "A", "Loud__c": "x"})
    assert (answer.json[0]["errorCode"], answer.json[0]["fields"]) == ("INVALID_FIELD_FOR_INSERT_UPDATE", ["Loud__c"])


def test_a_formula_shows_what_its_reader_may_not_see(org, admin, project):
    lookup = "<type>Lookup</type><referenceTo>Account</referenceTo><relationshipName>Sponsored</relationshipName>"
    project.field("Lead", "Sponsor__c", lookup).formula("Lead", "By__c", "Sponsor__r.Name").deploy(org.org)
    partner = org.partner("North")
    profile = org.profile("Channel Partner")
    parent = admin.query(f"SELECT Id FROM PermissionSet WHERE ProfileId = '{profile}'")[0]["Id"]
    admin.create("FieldPermissions", ParentId=parent, SobjectType="Lead", Field="Lead.By__c", PermissionsRead=True)
    hidden = admin.query("SELECT Id FROM Account WHERE Name = 'Acme'")[0]["Id"]
    admin.create("Lead", LastName="L", Company="C", OwnerId=partner.user_id, Sponsor__c=hidden)
    assert partner.caller.query(f"SELECT Id FROM Account WHERE Id = '{hidden}'") == []
    assert values(partner.caller, "SELECT By__c FROM Lead WHERE By__c = 'acme'") == [("Acme",)]
    refused = partner.caller.get("/query", query_string={"q": "SELECT Sponsor__c FROM Lead"})
    assert refused.json[0]["errorCode"] == "INVALID_FIELD"

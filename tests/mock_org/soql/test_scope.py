"""What a reader may not see is not there: at FROM, through parents, in subqueries, semi-joins, filters, groups."""

from dataclasses import dataclass, field

import pytest

from mock_org.errors import SalesforceError
from mock_org.soql import Everything


@dataclass
class Narrow(Everything):
    """Sees less: no objects of `objects`, no fields of `fields`, no rows called `rows`, through lookups too."""

    objects: frozenset = frozenset()
    fields: frozenset = frozenset()
    rows: tuple = ()
    unreachable: tuple = ()
    masks: frozenset = frozenset()
    asked: list = field(default_factory=list)

    def queryable(self, sobject):
        return sobject.name not in self.objects

    def readable(self, sobject, field):
        return f"{sobject.name}.{field.name}" not in self.fields

    def visible(self, sobject, table):
        return table.c.Name.not_in(self.rows) if "Name" in table.c and self.rows else None

    def reachable(self, via, target, table):
        self.asked.append((via.name, target.name))
        return table.c.Name.not_in(self.unreachable) if self.unreachable else None

    def masked(self, via, target, field):
        return f"{via.name}.{field.name}" in self.masks


def refused(org, statement, **limits):
    with pytest.raises(SalesforceError) as fault:
        org.query(statement, scope=Narrow(**limits))
    return fault.value


HIDDEN_PHONE = {"fields": frozenset({"Account.Phone"})}


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT Phone FROM Account",
        "SELECT Id FROM Account WHERE Phone = null",
        "SELECT Id FROM Account WHERE NOT (Name = 'x' OR PHONE = 'y')",
        "SELECT Id FROM Account ORDER BY Phone",
        "SELECT COUNT(Id) FROM Account GROUP BY Phone",
        "SELECT COUNT(Phone) FROM Account",
        "SELECT Name FROM Account GROUP BY Name HAVING MAX(Phone) = 'x'",
        "SELECT Account.Phone FROM Contact",
        "SELECT Id FROM Contact WHERE Account.Phone = 'x'",
        "SELECT Id FROM Contact ORDER BY Account.Phone",
        "SELECT Id FROM Contact WHERE Id IN (SELECT ContactId FROM Case WHERE Account.Phone = 'x')",
        "SELECT Id, (SELECT Phone FROM ChildAccounts) FROM Account",
        "SELECT a.Phone FROM Contact c, c.Account a",
    ],
)
def test_an_unreadable_field_does_not_exist_anywhere(statement, org):
    assert org.query(statement).total_size >= 0
    error = refused(org, statement, **HIDDEN_PHONE)
    assert error.code == "INVALID_FIELD"
    assert "on entity 'Account'" in error.message


def test_fields_all_leaves_unreadable_ones_out(org):
    record = org.query("SELECT FIELDS(ALL) FROM Account LIMIT 1", scope=Narrow(**HIDDEN_PHONE)).records[0]
    assert "Phone" not in record
    assert "Fax" in record


def test_an_address_shows_its_readable_parts_only(org):
    scope = Narrow(fields=frozenset({"Account.BillingCity"}))
    assert org.names("SELECT BillingAddress FROM Account WHERE Name = 'P1'", scope=scope) == [None]


@pytest.mark.parametrize(
    ("statement", "code", "text"),
    [
        ("SELECT Id FROM Account", "INVALID_TYPE", "sObject type 'Account' is not supported"),
        ("SELECT COUNT() FROM Account", "INVALID_TYPE", "sObject type 'Account' is not supported"),
        ("SELECT Account.Name FROM Contact", "INVALID_FIELD", "Didn't understand relationship 'Account' in field path"),
        (
            "SELECT Id FROM Contact WHERE Account.Name = 'x'",
            "INVALID_FIELD",
            "Didn't understand relationship 'Account'",
        ),
        ("SELECT (SELECT Id FROM Accounts__r) FROM User", "INVALID_TYPE", "Didn't understand relationship"),
        (
            "SELECT Id FROM Contact WHERE AccountId IN (SELECT Id FROM Account)",
            "INVALID_TYPE",
            "sObject type 'Account' is not supported",
        ),
    ],
)
def test_an_object_without_read_does_not_exist(statement, code, text, org):
    error = refused(org, statement, objects=frozenset({"Account"}))
    assert error.code == code
    assert text in error.message


def test_a_child_relationship_needs_its_object_and_its_lookup(org):
    statement = "SELECT Id, (SELECT Id FROM Contacts) FROM Account"
    for limits in ({"objects": frozenset({"Contact"})}, {"fields": frozenset({"Contact.AccountId"})}):
        assert refused(org, statement, **limits).code == "INVALID_TYPE"


def test_a_parent_needs_its_lookup(org):
    error = refused(org, "SELECT Account.Name FROM Contact", fields=frozenset({"Contact.AccountId"}))
    assert "Didn't understand relationship 'Account' in field path" in error.message


def test_invisible_rows_are_missing_at_from_and_in_counts(org):
    scope = Narrow(rows=("P1",))
    assert org.names("SELECT Name FROM Account", scope=scope) == ["P2", "P3"]
    assert org.query("SELECT COUNT() FROM Account", scope=scope).total_size == 2
    assert org.names("SELECT COUNT(Id) FROM Account", scope=scope) == [2]
    assert org.names("SELECT Name FROM Account WHERE Name = 'P1' OR Name != null", scope=scope) == ["P2", "P3"]


def test_invisible_rows_are_missing_in_child_subqueries_and_semi_joins(org):
    scope = Narrow(rows=("Ann", "Cy"))
    assert org.names("SELECT (SELECT Id FROM Contacts) FROM Account", scope=scope) == [None, None, None]
    statement = "SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact)"
    assert org.names(statement, scope=scope) == []
    assert org.names(statement) == ["P1"]


def test_an_unreachable_parent_is_null_and_filters_as_null(org):
    scope = Narrow(unreachable=("P1",))
    assert org.names("SELECT Account.Name FROM Contact", scope=scope) == [None, None, None]
    assert org.names("SELECT Name FROM Contact WHERE Account.Name = 'P1'", scope=scope) == []
    assert org.names("SELECT Name FROM Contact WHERE Account.Name = null", scope=scope) == ["Ann", "Cy", "Bo"]
    assert org.names("SELECT Account__r.Name, COUNT(Id) FROM Deal__c GROUP BY Account__r.Name", scope=scope) == [
        None,
        "P2",
    ]
    assert ("AccountId", "Account") in scope.asked


def test_an_unreachable_owner_of_several_types_is_null(org):
    scope = Narrow(unreachable=("Pat Partner",))
    owners = [record["Owner"] for record in org.query("SELECT Owner.Name, Owner.Type FROM Lead", scope=scope).records]
    assert owners[0]["Name"] == "Leads Queue"
    assert owners[1] is None
    assert org.names("SELECT Name FROM Lead WHERE Owner.Type = 'User'", scope=scope) == []
    assert ("OwnerId", "User") in scope.asked


def test_a_masked_field_is_null_unless_the_parent_is_visible(org):
    masks = frozenset({"OwnerId.Email", "OwnerId.UserRoleId"})
    scope = Narrow(masks=masks, rows=("Kim",))
    org.put("User", Name="Kim", LastName="Kim", Username="kim@example.com", Email="kim@example.com")
    org.put("Account", Name="Masked", OwnerId=org.ids["Kim"])
    org.put("Lead", Name="Masked", OwnerId=org.ids["Kim"])
    for sobject in ("Account", "Lead"):
        statement = f"SELECT Owner.Name, Owner.Email, Owner.UserRole.Name FROM {sobject} WHERE Name = 'Masked'"
        (record,) = org.query(statement, scope=scope).records
        owner = record["Owner"]
        assert (owner["Name"], owner["Email"], owner["UserRole"]) == ("Kim", None, None)
        guess = "Owner.Email = 'kim@example.com' OR Owner.UserRole.Name = 'Channel'"
        hidden = f"SELECT Id FROM {sobject} WHERE Name = 'Masked' AND ({guess})"
        assert org.query(hidden, scope=scope).total_size == 0
        assert org.query(f"SELECT Id FROM {sobject} ORDER BY Owner.Email", scope=scope).total_size > 0
        typed = "SELECT TYPEOF Owner WHEN User THEN Name, Email END FROM Lead WHERE Name = 'Masked'"
        assert org.query(typed, scope=scope).records[0]["Owner"]["Email"] is None
        seen = org.query(statement, scope=Narrow(masks=masks)).records[0]["Owner"]
        assert seen["Email"] == "kim@example.com"


def test_a_masked_id_hides_the_whole_parent(org):
    scope = Narrow(masks=frozenset({"OwnerId.Id"}), rows=("Pat Partner",))
    assert org.names("SELECT Owner.Name FROM Account LIMIT 1", scope=scope) == [None]


def test_deleted_records_are_there_for_all_rows_only(org):
    assert org.names("SELECT Name FROM Account WHERE Name = 'Gone'") == []
    assert org.names("SELECT Name FROM Account WHERE Name = 'Gone' ALL ROWS", all_rows=True) == ["Gone"]
    assert org.names("SELECT Name FROM Account WHERE IsDeleted = true") == []
    org.put("Contact", Name="Orphan", LastName="Orphan", AccountId=org.ids["Gone"])
    assert org.names("SELECT Account.Name FROM Contact WHERE Name = 'Orphan'") == [None]
    assert org.names("SELECT Name FROM Contact WHERE AccountId IN (SELECT Id FROM Account)") == ["Ann", "Cy"]


def test_scope_mine_is_the_running_users(org):
    mine = {"user_id": org.ids["Pat Partner"]}
    assert org.names("SELECT Name FROM Lead USING SCOPE mine", **mine) == ["Lou"]
    assert org.names("SELECT Name FROM Lead USING SCOPE Everything", **mine) == ["Lee", "Lou"]


def test_typeof_shows_neither_hidden_records_nor_hidden_fields(org):
    statement = "SELECT Subject, TYPEOF What WHEN Account THEN Name, Phone END FROM Task WHERE Subject = 'Call'"
    assert org.query(statement).records[0]["What"]["Name"] == "P2"
    assert org.query(statement, scope=Narrow(unreachable=("P2",))).records[0]["What"] is None
    assert refused(org, statement, **HIDDEN_PHONE).code == "INVALID_FIELD"
    assert refused(org, statement, objects=frozenset({"Account"})).code == "INVALID_TYPE"


def test_distance_asks_for_the_parts_of_a_place(org):
    statement = "SELECT Name FROM Account WHERE DISTANCE(ShippingAddress, GEOLOCATION(48, 10), 'km') < 100"
    assert org.names(statement) == ["P1"]
    assert refused(org, statement, fields=frozenset({"Account.ShippingLatitude"})).code == "INVALID_FIELD"


def test_subtotals_count_visible_rows_only(org):
    statement = "SELECT Name, COUNT(Id) n FROM Account GROUP BY ROLLUP(Name)"
    found = org.query(statement, scope=Narrow(rows=("P1",))).records
    assert [(row["Name"], row["n"]) for row in found] == [("P2", 1), ("P3", 1), (None, 2)]

"""The form of answers: attributes, URLs, the order of keys, child results."""

from mock_org.soql import QueryResult


def test_a_record_has_its_type_and_url_and_then_the_selected_fields_in_their_order(org):
    (record,) = org.query("select PHONE, name from account where name = 'P1'").records
    assert list(record) == ["attributes", "Phone", "Name"]
    assert record["attributes"] == {"type": "Account", "url": f"/services/data/v62.0/sobjects/Account/{org.ids['P1']}"}


def test_id_is_answered_only_when_it_is_selected(org):
    assert "Id" not in org.query("SELECT Name FROM Account").records[0]
    assert org.query("SELECT id FROM Account").records[0]["Id"] == org.ids["P1"]


def test_a_parent_has_its_own_type_and_url(org):
    (record,) = org.query("SELECT Account.Owner.Name FROM Contact WHERE Name = 'Ann'").records
    assert record["Account"]["attributes"]["type"] == "Account"
    assert record["Account"]["Owner"]["attributes"] == {
        "type": "User",
        "url": f"/services/data/v62.0/sobjects/User/{org.ids['Pat Partner']}",
    }


def test_a_parent_of_several_types_is_a_name_with_the_url_of_its_record(org):
    lee, lou = org.query("SELECT Owner.Name FROM Lead ORDER BY Name").records
    queue, pat = org.ids["Leads Queue"], org.ids["Pat Partner"]
    assert lee["Owner"]["attributes"] == {"type": "Name", "url": f"/services/data/v62.0/sobjects/Group/{queue}"}
    assert lou["Owner"]["attributes"] == {"type": "Name", "url": f"/services/data/v62.0/sobjects/User/{pat}"}


def test_children_are_a_result_of_their_own(org):
    (record,) = org.query(
        "SELECT (SELECT Name FROM Contacts WHERE Name = 'Ann') FROM Account WHERE Name = 'P1'"
    ).records
    assert record["Contacts"] == {
        "totalSize": 1,
        "done": True,
        "records": [
            {
                "attributes": {"type": "Contact", "url": f"/services/data/v62.0/sobjects/Contact/{org.ids['Ann']}"},
                "Name": "Ann",
            }
        ],
    }


def test_children_come_to_their_parents_for_more_parents_than_one_statement_takes(org):
    for number in range(1100):
        parent = org.put("Account", Name=f"A{number}")
        org.put("Contact", Name=f"C{number}", LastName="x", AccountId=parent)
    statement = "SELECT Name, (SELECT Name FROM Contacts LIMIT 1) FROM Account WHERE Name LIKE 'A%'"
    records = org.query(statement).records
    assert len(records) == 1100
    assert all(r["Contacts"]["records"][0]["Name"][1:] == r["Name"][1:] for r in records)


def test_aggregates_have_a_type_and_no_url(org):
    (record,) = org.query("SELECT COUNT(Id) FROM Account").records
    assert record == {"attributes": {"type": "AggregateResult"}, "expr0": 3}


def test_ids_of_either_length_and_case_find_their_record(org):
    full = org.ids["P1"]
    for written in (full, full[:15], full.swapcase()):
        statement = f"SELECT Name FROM Account WHERE Id = '{written}' OR ParentId IN ('{written}') ORDER BY Name"
        assert org.names(statement) == ["P1", "P2"]


def test_virtual_objects_are_answered_by_code(org):
    seen = []

    def answer(query, context):
        seen.append((query.where, context.user_id))
        return QueryResult(1, [{"attributes": {"type": "UserRecordAccess"}, "RecordId": "x"}])

    result = org.query(
        "SELECT RecordId FROM UserRecordAccess WHERE UserId = 'y' AND RecordId = 'x'",
        virtual={"userrecordaccess": answer},
    )
    assert result.total_size == 1
    assert len(seen) == 1

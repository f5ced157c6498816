"""SOAP delete, undelete, emptyRecycleBin, merge."""

from tests.mock_org.api.soap_caller import Soap, told

ALL = "<urn:AllOrNoneHeader><urn:allOrNone>true</urn:allOrNone></urn:AllOrNoneHeader>"


def ids(call, *record_ids):
    return f"<{call}>{''.join(f'<ids>{each}</ids>' for each in record_ids)}</{call}>"


def test_records_go_to_the_recycle_bin_and_come_back(admin):
    account, contact = admin.create("Account", Name="A"), admin.create("Contact", LastName="C")
    soap = Soap.of(admin)
    results = soap.call(ids("delete", account, contact, "x"))
    assert [told(each, "success") for each in results] == ["true", "true", "false"]
    assert (told(results[0], "id"), told(results[2], "id")) == (account, None)
    assert told(results[2], "statusCode") == "MALFORMED_ID"
    assert told(soap.call(ids("undelete", account))[0], "success") == "true"
    assert [each["Id"] for each in admin.query("SELECT Id FROM Account")] == [account]
    assert told(soap.call(ids("emptyRecycleBin", contact))[0], "success") == "true"
    assert told(soap.call(ids("undelete", contact))[0], "success") == "false"


def test_all_or_none_deletes_nothing_when_one_is_refused(admin):
    account = admin.create("Account", Name="A")
    results = Soap.of(admin).call(ids("delete", account, "001000000000001AAA"), ALL)
    assert [told(each, "success") for each in results] == ["false", "false"]
    assert len(admin.query("SELECT Id FROM Account")) == 1


def test_201_ids_are_too_many(admin):
    for call in ("delete", "undelete", "emptyRecycleBin"):
        assert Soap.of(admin).refused(ids(call, *["x"] * 201))[0] == "sf:EXCEEDED_ID_LIMIT"


def test_records_are_merged_into_a_master(admin):
    master, loser = admin.create("Account", Name="M"), admin.create("Account", Name="L")
    contact = admin.create("Contact", LastName="C", AccountId=loser)
    request = (
        "<merge><request><masterRecord><type>Account</type><Id>{}</Id><Phone>1</Phone></masterRecord>"
        "<recordToMergeIds>{}</recordToMergeIds>{}</request></merge>"
    )
    soap = Soap.of(admin)
    assert (
        "additionalInformationMap"
        in soap.refused(
            request.format(master, loser, "<additionalInformationMap><name>x</name></additionalInformationMap>")
        )[1]
    )
    (result,) = soap.call(request.format(master, loser, ""))
    assert [told(result, name) for name in ("id", "mergedRecordIds", "success", "updatedRelatedIds")] == [
        master,
        loser,
        "true",
        contact,
    ]
    assert admin.query("SELECT Name, Phone FROM Account")[0]["Phone"] == "1"
    (again,) = soap.call(request.format(master, loser, ""))
    assert (told(again, "id"), told(again, "statusCode")) == (None, "ENTITY_IS_DELETED")


def test_a_merge_without_master_record_is_refused(admin):
    assert Soap.of(admin).refused("<merge><request/></merge>")[0] == "soapenv:Client"

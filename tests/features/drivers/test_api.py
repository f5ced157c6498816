import pytest

from factories import Refused
from features.drivers.api import ApiPartnerUser
from tests.factories.fake_org import FakeOrg, connect_to

NOT_FOUND = [{"errorCode": "NOT_FOUND", "message": "The requested resource does not exist"}]
READ_ONLY = [{"errorCode": "INSUFFICIENT_ACCESS_OR_READONLY", "message": "insufficient access rights on object id"}]


def field(name, label, kind="string", **more):
    return {"name": name, "label": label, "type": kind, "nameField": name == "Name", "referenceTo": []} | more


FIELDS = [
    field("Name", "Name"),
    field("Company", "Company"),
    field("Rating", "Rating"),
    field("Partner_Account__c", "Partner Account", "reference", referenceTo=["Account"]),
]


@pytest.fixture
def fake():
    fake = FakeOrg()
    fake.answer("GET", "sobjects", 200, {"sobjects": [{"name": "Lead"}, {"name": "Account"}]})
    fake.answer("GET", "sobjects/Lead/describe", 200, {"fields": FIELDS})
    fake.answer("GET", "sobjects/Lead/00Q1", 200, {"Name": "Ann Lee", "Company": "Initech", "Rating": None})
    return fake


@pytest.fixture
def ann(fake):
    """Ann's program, logged in."""
    org = connect_to(fake)
    ann = ApiPartnerUser(username="ann@acme.example", org=org)
    ann._session = org
    yield ann
    org.close()


def found(fake, *rows):
    records = [{"attributes": {"type": "Lead"}, **row} for row in rows]
    fake.answer("GET", "query/", 200, {"records": records, "done": True, "totalSize": len(rows)})


def test_what_the_org_does_not_offer_is_not_asked_for(ann, fake):
    assert ann.sees("Campaign") == set()
    assert ann.access("Campaign", "701") == "none"
    assert [path for _, path, _ in fake.received] == ["sobjects"]


def test_an_update_that_passes_proves_edit(ann, fake):
    found(fake, {"Id": "00Q1"})
    assert ann.access("Lead", "00Q1") == "edit"
    assert fake.sent("PATCH", "sobjects/Lead/00Q1") == [{}]


def test_an_update_that_is_refused_leaves_read(ann, fake):
    found(fake, {"Id": "00Q1"})
    fake.answer("PATCH", "sobjects/Lead/00Q1", 403, READ_ONLY)
    assert ann.access("Lead", "00Q1") == "read"


def test_a_record_that_neither_query_nor_id_finds_is_out_of_reach(ann, fake):
    found(fake)
    fake.answer("GET", "sobjects/Lead/00Q1", 404, NOT_FOUND)
    assert ann.access("Lead", "00Q1") == "none"


def test_query_and_id_that_disagree_are_a_fault_of_the_org(ann, fake):
    found(fake)
    with pytest.raises(AssertionError, match="found by query: False; but got by its id: True"):
        ann.access("Lead", "00Q1")


def test_a_fault_of_another_kind_is_not_taken_for_read_only(ann, fake):
    found(fake, {"Id": "00Q1"})
    fake.answer("PATCH", "sobjects/Lead/00Q1", 500, [{"errorCode": "UNKNOWN_EXCEPTION", "message": "boom"}])
    with pytest.raises(Refused, match="boom"):
        ann.access("Lead", "00Q1")


def test_fields_are_read_under_their_labels_and_hidden_ones_are_absent(ann):
    assert ann.read("Lead", "00Q1") == {"Name": "Ann Lee", "Company": "Initech", "Rating": ""}


def test_a_lookup_is_read_as_the_other_records_name(ann, fake):
    fake.answer("GET", "sobjects/Lead/00Q1", 200, {"Partner_Account__c": "001A"})
    found(fake, {"Name": "Acme"})
    assert ann.read("Lead", "00Q1") == {"Partner Account": "Acme"}
    found(fake)
    assert ann.read("Lead", "00Q1") == {"Partner Account": ""}


def test_values_are_written_by_label(ann, fake):
    ann.create("Lead", {"Company": "Initech"})
    ann.change("Lead", "00Q1", {"Rating": "Hot"})
    assert fake.sent("POST", "sobjects/Lead") == [{"Company": "Initech"}]
    assert fake.sent("PATCH", "sobjects/Lead/00Q1") == [{"Rating": "Hot"}]


def test_a_label_that_this_user_is_not_shown_is_refused(ann):
    with pytest.raises(Refused, match="no field Share With Partners"):
        ann.create("Lead", {"Share With Partners": "true"})


def test_nothing_is_seen_before_logging_in(fake):
    org = connect_to(fake)
    ann = ApiPartnerUser(username="ann@acme.example", org=org)
    assert not ann.logged_in()
    with pytest.raises(Refused, match="has not logged in"):
        ann.sees("Lead")
    org.close()


@pytest.mark.parametrize(("status", "expected"), [(200, True), (401, False), (403, False)])
def test_the_org_is_asked_whether_the_session_is_good(ann, fake, status, expected):
    fake.answer("GET", "/services/oauth2/userinfo", status, {"user_id": "005A"})
    assert ann.logged_in() is expected

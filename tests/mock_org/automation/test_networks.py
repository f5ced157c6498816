from datetime import timedelta

import pytest

from mock_org.errors import SalesforceError

CENTRAL = "SELECT Id, Status, FirstActivationDate FROM Network WHERE Name = 'Partner Central'"


@pytest.fixture
def central(admin):
    return admin.query(CENTRAL)[0]["Id"]


def refusal(answer):
    return answer.status_code, answer.json[0]["errorCode"], answer.json[0]["fields"]


def test_a_published_site_never_goes_back_to_preview(admin, central):
    for status in ("DownForMaintenance", "Live"):
        assert admin.update("Network", central, Status=status).status_code == 204
        refused = admin.update("Network", central, Status="UnderConstruction")
        assert refusal(refused) == (400, "FIELD_INTEGRITY_EXCEPTION", ["Status"])
        assert admin.query(CENTRAL)[0]["Status"] == status


def test_the_day_of_the_first_publication_stays(admin, central, world):
    first = admin.query(CENTRAL)[0]["FirstActivationDate"]
    assert first
    admin.update("Network", central, Status="DownForMaintenance")
    world.org.clock.advance(timedelta(days=30))
    admin.update("Network", central, Status="Live")
    assert admin.query(CENTRAL)[0]["FirstActivationDate"] == first


def test_a_network_is_not_made_and_not_deleted_as_a_record(admin, central):
    assert admin.call("POST", "/sobjects/Network", json={"Name": "x"}).status_code == 400
    assert admin.call("DELETE", f"/sobjects/Network/{central}").status_code in (400, 405)
    assert len(admin.query(CENTRAL)) == 1


def test_a_partner_sees_the_site_while_it_is_open_and_cannot_change_it(admin, central, world):
    ann = world.partner("Acme").caller
    assert [row["Id"] for row in ann.query("SELECT Id FROM Network")] == [central]
    assert ann.update("Network", central, Status="DownForMaintenance").status_code >= 400
    admin.update("Network", central, Status="DownForMaintenance")
    assert ann.query("SELECT Id FROM Network") == []
    assert len(admin.query(CENTRAL)) == 1


def test_somebody_who_is_no_member_sees_no_site(world):
    outsider = world.caller(world.user("Out", "Sales Rep"))
    assert outsider.query("SELECT Id FROM Network") == []


def test_an_address_belongs_to_one_site(admin, central, world):
    other = world.org.system_session().insert(
        "Network",
        {"Name": "Other", "UrlPathPrefix": "other", "EmailSenderName": "O", "EmailSenderAddress": "o@x.example"},
    )
    taken = admin.query(f"SELECT UrlPathPrefix FROM Network WHERE Id = '{central}'")[0]["UrlPathPrefix"]
    assert refusal(admin.update("Network", other, UrlPathPrefix=taken.upper()))[1] == "DUPLICATE_VALUE"
    assert refusal(admin.update("Network", other, UrlPathPrefix="a/b"))[1] == "FIELD_INTEGRITY_EXCEPTION"
    assert admin.update("Network", other, UrlPathPrefix="elsewhere").status_code == 204


@pytest.mark.parametrize("name", ["Standard User", "Partner Central Profile"])
def test_who_registers_never_gets_an_internal_profile(admin, central, world, name):
    refused = admin.update("Network", central, SelfRegProfileId=world.profile(name))
    assert refusal(refused) == (400, "FIELD_INTEGRITY_EXCEPTION", ["SelfRegProfileId"])


def test_a_bad_status_is_refused_by_the_engine_too(world, central):
    with pytest.raises(SalesforceError):
        world.org.system_session().update("Network", central, {"Status": "Gone"})

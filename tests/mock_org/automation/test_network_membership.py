import pytest
from sqlalchemy import select

from mock_org.automation.profiles import make_profile
from mock_org.errors import SalesforceError
from mock_org.storage.outbox import OUTBOX
from tests.mock_org.dml.bare_org import CUSTOMER_PROFILE, PARTNER_PROFILE


def site(bare, status="Live", welcome=True, **values):
    sender = {"EmailSenderName": "Central", "EmailSenderAddress": "central@vendor.example"}
    path = {"Name": "Central", "UrlPathPrefix": "partners"}
    return bare.records.insert(
        "Network", sender | path | {"Status": status, "OptionsSendWelcomeEmail": welcome} | values
    )


def join(bare, network, parent):
    return bare.admin.insert("NetworkMemberGroup", {"NetworkId": network, "ParentId": parent})


def members(bare, network):
    return {row["MemberId"] for row in bare.records.find("NetworkMember", NetworkId=network)}


def mails(bare):
    return [dict(row) for row in bare.org.database.rows(select(OUTBOX).order_by(OUTBOX.c.id))]


def test_users_with_a_profile_of_the_site_are_members(bare):
    network, partner = site(bare), bare.partner(bare.account())
    group = join(bare, network, bare.profile(PARTNER_PROFILE))
    assert bare.row("NetworkMemberGroup", group)["AssignmentStatus"] == "Added"
    late = bare.partner(bare.account("Globex"))
    bare.partner(bare.account("x"), CUSTOMER_PROFILE)
    assert members(bare, network) == {partner, late}


def test_a_permission_set_opens_the_site_and_its_loss_closes_it(bare):
    network, partner = site(bare), bare.partner(bare.account())
    extra = bare.admin.insert("PermissionSet", {"Name": "x", "Label": "x"})
    join(bare, network, extra)
    given = bare.admin.insert("PermissionSetAssignment", {"AssigneeId": partner, "PermissionSetId": extra})
    assert members(bare, network) == {partner}
    bare.admin.delete("PermissionSetAssignment", given)
    assert members(bare, network) == set()


def test_a_permission_set_group_brings_its_users_and_takes_them_along(bare):
    network, partner = site(bare), bare.partner(bare.account())
    extra = bare.admin.insert("PermissionSet", {"Name": "x", "Label": "x"})
    group = bare.admin.insert("PermissionSetGroup", {"DeveloperName": "g", "MasterLabel": "g"})
    bare.admin.insert("PermissionSetAssignment", {"AssigneeId": partner, "PermissionSetGroupId": group})
    join(bare, network, extra)
    assert members(bare, network) == set()
    part = {"PermissionSetGroupId": group, "PermissionSetId": extra}
    component = bare.admin.insert("PermissionSetGroupComponent", part)
    assert members(bare, network) == {partner}
    bare.admin.delete("PermissionSetGroupComponent", component)
    assert members(bare, network) == set()


def test_a_group_that_holds_a_sites_permission_set_brings_users_when_it_is_assigned(bare):
    network, partner = site(bare), bare.partner(bare.account())
    extra = bare.admin.insert("PermissionSet", {"Name": "x", "Label": "x"})
    group = bare.admin.insert("PermissionSetGroup", {"DeveloperName": "g", "MasterLabel": "g"})
    bare.admin.insert("PermissionSetGroupComponent", {"PermissionSetGroupId": group, "PermissionSetId": extra})
    bare.admin.insert("PermissionSetAssignment", {"AssigneeId": partner, "PermissionSetGroupId": group})
    join(bare, network, extra)
    assert members(bare, network) == {partner}


def test_a_revoked_permission_set_opens_no_site(bare):
    network, partner = site(bare), bare.partner(bare.account())
    extra = bare.admin.insert("PermissionSet", {"Name": "x", "Label": "x"})
    join(bare, network, extra)
    given = bare.admin.insert("PermissionSetAssignment", {"AssigneeId": partner, "PermissionSetId": extra})
    assert members(bare, network) == {partner}
    bare.admin.update("PermissionSetAssignment", given, {"IsRevoked": True})
    assert members(bare, network) == set()


def test_another_profile_is_another_membership(bare):
    network, partner = site(bare), bare.partner(bare.account())
    join(bare, network, bare.profile(PARTNER_PROFILE))
    outside = make_profile(bare.records, "Outside", "Partner Community")
    bare.admin.update("User", partner, {"ProfileId": outside})
    assert members(bare, network) == set()
    bare.admin.update("User", partner, {"ProfileId": bare.profile(PARTNER_PROFILE)})
    assert members(bare, network) == {partner}


def test_a_group_that_waits_for_removal_is_gone(bare):
    network = site(bare)
    bare.partner(bare.account())
    group = join(bare, network, bare.profile(PARTNER_PROFILE))
    bare.admin.update("NetworkMemberGroup", group, {"AssignmentStatus": "WaitingForRemove"})
    assert bare.records.get("NetworkMemberGroup", group) is None
    assert members(bare, network) == set()


def test_a_disabled_user_leaves_and_a_deactivated_one_stays(bare):
    network, account = site(bare), bare.account()
    join(bare, network, bare.profile(PARTNER_PROFILE))
    asleep, disabled = bare.partner(account), bare.partner(account)
    bare.admin.update("User", asleep, {"IsActive": False})
    bare.admin.update("User", disabled, {"IsPortalEnabled": False})
    assert members(bare, network) == {asleep}


def test_a_new_member_of_a_live_site_gets_one_welcome_mail_with_username_and_address(bare):
    network = site(bare)
    join(bare, network, bare.profile(PARTNER_PROFILE))
    bare.partner(bare.account(), Username="ann@acme.com", Email="ann@mail.example", FirstName="<b>Ann")
    (mail,) = mails(bare)
    assert (mail["to"], mail["subject"]) == ("ann@mail.example", "Welcome to Central")
    for body in (mail["text"], mail["html"]):
        assert "ann@acme.com" in body
        assert "http://127.0.0.1/partners" in body
    assert "<b>Ann" not in mail["html"]


@pytest.mark.parametrize(
    "more", [{"welcome": False}, {"status": "UnderConstruction"}, {"status": "DownForMaintenance"}]
)
def test_no_mail_without_a_live_site_that_welcomes(bare, more):
    network = site(bare, **more)
    join(bare, network, bare.profile(PARTNER_PROFILE))
    bare.partner(bare.account())
    assert mails(bare) == []


def test_no_mail_for_a_user_who_belongs_to_no_site(bare):
    site(bare)
    bare.partner(bare.account())
    assert mails(bare) == []


def test_members_are_welcomed_when_the_site_goes_live_and_not_again(bare):
    network = site(bare, "UnderConstruction")
    join(bare, network, bare.profile(PARTNER_PROFILE))
    bare.partner(bare.account())
    for status in ("Live", "DownForMaintenance", "Live"):
        bare.admin.update("Network", network, {"Status": status})
    assert len(mails(bare)) == 1


def test_a_refused_user_gets_no_mail(bare):
    """The mail is written before a second user of the same call is refused; both are undone."""
    network, account = site(bare), bare.account()
    join(bare, network, bare.profile(PARTNER_PROFILE))
    good = bare.new_user(PARTNER_PROFILE, ContactId=bare.contact(account))
    results = bare.admin.insert_many("User", [good, bare.new_user(PARTNER_PROFILE)])
    assert [r.success for r in results] == [False, False]
    assert mails(bare) == []
    assert bare.records.count("UserRole", PortalAccountId=account) == 0


def test_a_published_site_does_not_go_back_to_preview(bare):
    network = site(bare)
    with pytest.raises(SalesforceError) as error:
        bare.admin.update("Network", network, {"Status": "UnderConstruction"})
    assert error.value.status == 400
    assert bare.row("Network", network)["Status"] == "Live"
    with pytest.raises(SalesforceError):
        bare.admin.update("Network", network, {"Status": "Gone"})


def test_going_live_is_dated_once(bare):
    network = site(bare, "UnderConstruction")
    assert bare.row("Network", network)["FirstActivationDate"] is None
    bare.admin.update("Network", network, {"Status": "Live"})
    assert bare.row("Network", network)["FirstActivationDate"] == bare.org.clock.now().date().isoformat()

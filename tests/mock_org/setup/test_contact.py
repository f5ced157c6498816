"""The page of a contact: what it offers when, and what the actions do."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.mock_org.setup.visitor import visitor_of


@pytest.fixture
def visitor(world, admin):
    return visitor_of(world, admin)


def path(contact, end="view"):
    return f"/lightning/r/Contact/{contact}/{end}"


def state(admin, user_id, fields):
    return admin.query(f"SELECT {fields} FROM User WHERE Id = '{user_id}'")[0]


def test_a_contact_of_a_partner_account_can_be_enabled_once(world, admin, visitor):
    partner = world.partner("Acme")
    contact = admin.create("Contact", LastName="New", AccountId=partner.account_id)
    assert "Enable Partner User" in visitor.read(path(contact))
    said = visitor.read(path(partner.contact_id))
    assert "Enable Partner User" not in said
    for offered in ("View Partner User", "Disable Partner User", "Log in to Experience as User"):
        assert offered in said


def test_a_contact_of_an_account_that_is_no_partner_offers_nothing(admin, visitor):
    contact = admin.create("Contact", LastName="New", AccountId=admin.create("Account", Name="Household"))
    said = visitor.read(path(contact))
    assert "Household" in said
    for action in ("Enable Partner User", "Disable Partner User", "Super"):
        assert action not in said


def test_who_does_not_manage_partners_is_offered_nothing(world):
    partner = world.partner("Acme")
    said = visitor_of(world, world.caller(world.user("Rep", "Sales Rep"))).read(path(partner.contact_id))
    assert "Disable Partner User" not in said


def test_super_user_access_is_given_and_taken(world, admin, visitor):
    partner = world.partner("Acme")
    given = visitor.after(visitor.send(path(partner.contact_id, "EnablePartnerSuperUser")))
    assert "Acme Contact has super user access." in given
    assert "Disable Partner Super Access" in given
    assert state(admin, partner.user_id, "IsPrmSuperUser")["IsPrmSuperUser"] is True
    visitor.send(path(partner.contact_id, "DisablePartnerSuperUser"))
    assert state(admin, partner.user_id, "IsPrmSuperUser")["IsPrmSuperUser"] is False
    world.org.configure(world.org.settings.patched({"partner_super_user_access": False}))
    assert "Super User Access" not in visitor.read(path(partner.contact_id))
    assert visitor.open(path(partner.contact_id, "EnablePartnerSuperUser")).status_code == 404


def test_disabling_says_what_is_lost_and_frees_the_contact(world, admin, visitor):
    partner = world.partner("Acme")
    assert "It cannot be undone" in visitor.read(path(partner.contact_id, "DisablePartnerPortal"))
    after = visitor.after(visitor.send(path(partner.contact_id, "DisablePartnerPortal")))
    assert "Acme Contact is no partner user any more." in after
    assert "Enable Partner User" in after
    assert state(admin, partner.user_id, "ContactId")["ContactId"] is None


def test_the_log_in_leads_to_the_servlet_with_site_and_user(world, admin, visitor):
    partner = world.partner("Acme")
    [link] = re.findall(r'href="(/servlet/servlet.su[^"]*)"', visitor.open(path(partner.contact_id)).text)
    asked = parse_qs(urlsplit(unescape(link)).query)
    [site] = admin.query("SELECT Id FROM Network")
    assert asked["sunetworkid"] == [site["Id"]]
    assert asked["sunetworkuserid"] == [partner.user_id]
    assert asked["retURL"] == [path(partner.contact_id)]


def test_a_contact_that_is_not_there_is_not_found(visitor):
    assert visitor.open(path("003000000000000AAA")).status_code == 404


def test_of_several_sites_one_is_chosen_before_logging_in(world, admin, visitor):
    partner = world.partner("Acme")
    site = {"name": "Second", "urlPathPrefix": "second", "templateName": "Partner Central"}
    assert admin.call("POST", "/connect/communities", json=site).status_code < 300
    system = world.org.system_session().records()
    sites = [row["Id"] for row in system.find("Network")]
    for each in sites:
        if not system.find("NetworkMember", NetworkId=each, MemberId=partner.user_id):
            system.insert("NetworkMember", {"NetworkId": each, "MemberId": partner.user_id})
    page = visitor.open(path(partner.contact_id)).text
    assert "servlet.su" not in page
    assert f'role="menuitem" href="{path(partner.contact_id, "LoginToNetworkAsUser")}"' in page
    chooser = visitor.open(path(partner.contact_id, "LoginToNetworkAsUser")).text
    assert set(re.findall(r'type="radio" name="sunetworkid" value="(\w+)"', chooser)) == set(sites)
    asked = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', chooser)) | {"sunetworkid": sites[0]}
    entered = visitor.client.get("/servlet/servlet.su", query_string=asked)
    assert entered.location == "/partners/s/"


def test_who_may_not_log_in_as_the_user_gets_no_chooser(world):
    partner = world.partner("Acme")
    rep = visitor_of(world, world.caller(world.user("Rep", "Sales Rep")))
    assert "Show more actions" not in rep.read(path(partner.contact_id))
    assert rep.open(path(partner.contact_id, "LoginToNetworkAsUser")).status_code in (403, 404)

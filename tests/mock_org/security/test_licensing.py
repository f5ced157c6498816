"""What a licence does not allow."""

import pytest

from mock_org.security.arithmetic import ObjectPermission, Permissions
from mock_org.security.licenses import catalogue, license_named
from mock_org.security.licensing import allowed, never, refusals

ALL = ObjectPermission(True, True, True, True, True, True, True)
GIVEN = Permissions(frozenset({"ApiEnabled", "ViewAllData"}), {"lead": ALL, "case": ALL}, {})


@pytest.mark.parametrize(
    ("name", "view_all", "refused"),
    [
        ("Salesforce", False, set()),
        ("Partner Community", True, {"ViewAllData"}),
        (
            "Gold Partner",
            False,
            {"ViewAllData", "view_all lead", "modify_all lead", "view_all case", "modify_all case"},
        ),
        ("Customer Community", True, {"ViewAllData", *(f"{name} lead" for name in ObjectPermission.__slots__)}),
    ],
)
def test_a_licence_refuses_what_it_does_not_allow(name, view_all, refused):
    found = refusals(license_named(name, None), GIVEN, view_all=view_all)
    assert {" ".join(each).strip() for each in found} == refused


def test_what_is_for_users_of_any_licence_is_not_refused():
    assert list(refusals(None, GIVEN, view_all=False)) == []


def test_an_internal_user_has_what_is_given():
    assert allowed(license_named("Salesforce", None), GIVEN, view_all=False) is GIVEN


def test_what_is_stored_and_not_allowed_does_not_work():
    found = allowed(license_named("Partner Community", None), GIVEN, view_all=False)
    assert found.user == {"ApiEnabled"}
    assert (found.objects["lead"].edit, found.objects["lead"].view_all) == (True, False)


def test_a_guest_reads_and_creates():
    found = allowed(license_named("Guest User License", None), GIVEN, view_all=True).objects["lead"]
    assert found == ObjectPermission(create=True, read=True)


@pytest.mark.parametrize("name", ["Partner Community", "Gold Partner", "Silver Partner", "Partner", "Channel Account"])
def test_partner_licences_open_leads(name):
    assert allowed(license_named(name, None), GIVEN, view_all=True).objects["lead"].edit


@pytest.mark.parametrize("name", ["Customer Community Plus", "Customer Portal Manager", "External Apps"])
def test_customer_licences_open_cases_and_no_leads(name):
    objects = allowed(license_named(name, None), GIVEN, view_all=True).objects
    assert ("lead" in objects, "case" in objects) == (False, True)


@pytest.mark.parametrize("name", [name for name in catalogue() if name.endswith(" Login")])
def test_a_login_licence_opens_what_its_member_licence_does(name):
    login, member = catalogue()[name], catalogue()[name.removesuffix(" Login")]
    assert (login.opens, login.user_type, login.portal) == (member.opens, member.user_type, member.portal)


def test_reports_and_delegated_administration_are_not_for_every_licence():
    assert {"RunReports", "DelegatedPortalUserAdmin"} <= never(catalogue()["Customer Community"])
    assert "DelegatedPortalUserAdmin" not in never(catalogue()["Gold Partner"])


def test_a_licence_that_nobody_knows_closes_what_no_external_user_can_have():
    found = allowed(license_named("Bought Elsewhere", "CspLitePortal"), GIVEN, view_all=True)
    assert (found.user, found.objects["lead"].edit) == ({"ApiEnabled"}, True)

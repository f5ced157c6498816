import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_org.audit.doctor import examine
from mock_org.automation.licenses import set_seats
from mock_org.errors import SalesforceError, SetupError
from mock_org.security.licenses import catalogue
from mock_org.settings import Settings
from tests.mock_org.dml.bare_org import CUSTOMER_PROFILE, PARTNER_PROFILE, fresh

LICENSES = ("Partner Community", "Customer Community")
PROFILES = (PARTNER_PROFILE, CUSTOMER_PROFILE)
STEPS = ("create", "sleep", "wake", "disable", "change", "role", "move")


def actual(bare, name):
    license_id = bare.records.one("UserLicense", Name=name)["Id"]
    profiles = [row["Id"] for row in bare.records.find("Profile", UserLicenseId=license_id)]
    return bare.records.count("User", ProfileId=profiles, IsActive=True)


steps = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 5), st.booleans()),
    min_size=1,
    max_size=12,
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps)
def test_used_seats_are_the_active_users_and_everything_fits_together_whatever_happens(plan):
    bare = fresh()
    for name in LICENSES:
        row = bare.records.one("UserLicense", Name=name)
        bare.records.write("UserLicense", [row["Id"]], {"TotalLicenses": 1})
    bare.configure(portal_roles=2, any_external_license=True)
    accounts, users = (bare.account(), bare.account("Other")), []
    for what, which, flag in plan:
        user = users[which % len(users)] if users else None
        changes = {
            "sleep": {"IsActive": False},
            "wake": {"IsActive": True},
            "disable": {"IsPortalEnabled": False},
            "change": {"ProfileId": bare.profile(PROFILES[flag])},
            "role": {"PortalRole": "Manager" if flag else "Worker"},
        }
        try:
            if what == "create":
                users.append(bare.partner(accounts[which % 2], PROFILES[flag], IsActive=which > 0))
            elif what == "move" and user:
                contact = bare.row("User", user)["ContactId"] or users[0]  # who is disabled has none: refused
                bare.admin.update("Contact", contact, {"AccountId": accounts[flag]})
            elif user:
                bare.admin.update("User", user, changes[what])
        except SalesforceError:
            pass
        for name in LICENSES:
            assert bare.used(name) == actual(bare, name) <= 1
    session = bare.org.system_session()
    assert examine(lambda soql: session.query(soql).records).findings == ()


def test_a_new_org_has_the_seats_of_its_settings(bare):
    seats = {row["Name"]: row["TotalLicenses"] for row in bare.records.find("UserLicense")}
    assert seats == {name: 0 if kind.legacy else 100 for name, kind in catalogue().items()}


def test_a_licence_without_seats_is_disabled(bare):
    set_seats(bare.records, Settings(licenses={"Gold Partner": 3}))
    status = {row["Name"]: row["Status"] for row in bare.records.find("UserLicense")}
    assert (status["Gold Partner"], status["Silver Partner"], status["Partner Community"]) == (
        "Active",
        "Disabled",
        "Active",
    )


def test_seats_change_with_the_settings(bare):
    set_seats(bare.records, Settings(licenses={"Partner Community": 2}))
    assert bare.records.one("UserLicense", Name="Partner Community")["TotalLicenses"] == 2


def test_a_licence_that_is_not_there_is_named(bare):
    with pytest.raises(SetupError, match="no user licence 'Partner Comunity'"):
        set_seats(bare.records, Settings(licenses={"Partner Comunity": 2}))


def test_fewer_seats_than_users_leave_the_users_alone(bare):
    user = bare.partner(bare.account())
    set_seats(bare.records, Settings(licenses={"Partner Community": 0}))
    bare.admin.update("User", user, {"Phone": "1"})
    assert bare.row("User", user)["IsActive"] is True

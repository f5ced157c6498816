"""The permission sets that users of partner companies have by the tier of their company."""

import pytest

from mock_org.automation.tier_check import find_inconsistencies
from mock_org.errors import SalesforceError, SetupError
from tests.mock_org.dml.bare_org import PARTNER_PROFILE, refused

TIERS = {"field": "Type", "sets": {"Gold": ["Api", "Deals"], "Silver": ["Deals"], "Registered": []}}


@pytest.fixture
def tiered(bare):
    """Accounts whose type tells the tier; the set Api is for partner users of the member licence, Deals for all."""
    licence = bare.records.one("UserLicense", Name="Partner Community")["Id"]
    make_set(bare, "Api", LicenseId=licence)
    make_set(bare, "Deals")
    make_set(bare, "Own")
    bare.configure(tiers=TIERS)
    return bare


def make_set(bare, name, **values):
    return bare.admin.insert("PermissionSet", {"Name": name, "Label": name, **values})


def give(bare, user, name):
    assigned = bare.records.one("PermissionSet", Name=name)["Id"]
    return bare.admin.insert("PermissionSetAssignment", {"AssigneeId": user, "PermissionSetId": assigned})


def sets(bare, user):
    ids = [row["PermissionSetId"] for row in bare.records.find("PermissionSetAssignment", AssigneeId=user)]
    return sorted(row["Name"] for row in bare.records.find("PermissionSet", Id=ids, IsOwnedByProfile=False))


def findings(bare):
    found = find_inconsistencies(bare.records, bare.org.database, bare.org.settings.tiers)
    return [(each.kind, each.says) for each in found]


def enrol(bare, account, program, level):
    programs = [row["Id"] for row in bare.records.find("ChannelProgram", Name=program)]
    program_id = programs[0] if programs else bare.admin.insert("ChannelProgram", {"Name": program})
    levels = bare.records.find("ChannelProgramLevel", ProgramId=program_id, Name=level)
    values = {"Name": level, "ProgramId": program_id}
    level_id = levels[0]["Id"] if levels else bare.admin.insert("ChannelProgramLevel", values)
    member = {"ProgramId": program_id, "LevelId": level_id, "PartnerId": account}
    return bare.admin.insert("ChannelProgramMember", member)


def test_a_new_user_gets_the_sets_of_the_tier(tiered):
    assert sets(tiered, tiered.partner(tiered.account(Type="Gold"))) == ["Api", "Deals"]
    assert sets(tiered, tiered.partner(tiered.account(Type="Silver"))) == ["Deals"]
    assert sets(tiered, tiered.partner(tiered.account())) == []


def test_an_internal_user_gets_none(tiered):
    assert sets(tiered, tiered.user()) == []


def test_another_tier_takes_and_gives(tiered):
    account = tiered.account(Type="Gold")
    users = [tiered.partner(account), tiered.partner(account)]
    tiered.admin.update("Account", account, {"Type": "Silver"})
    assert [sets(tiered, each) for each in users] == [["Deals"], ["Deals"]]
    tiered.admin.update("Account", account, {"Type": "Gold"})
    assert [sets(tiered, each) for each in users] == [["Api", "Deals"], ["Api", "Deals"]]
    tiered.admin.update("Account", account, {"Type": None})
    assert [sets(tiered, each) for each in users] == [[], []]


def test_sets_given_by_hand_stay(tiered):
    account = tiered.account(Type="Silver")
    user = tiered.partner(account)
    give(tiered, user, "Own")
    give(tiered, user, "Api")
    for tier in ("Gold", "Silver"):
        tiered.admin.update("Account", account, {"Type": tier})
    assert sets(tiered, user) == ["Api", "Deals", "Own"]


def test_inactive_users_wait_until_they_are_active_again(tiered):
    account = tiered.account(Type="Silver")
    user = tiered.partner(account)
    tiered.admin.update("User", user, {"IsActive": False})
    tiered.admin.update("Account", account, {"Type": "Gold"})
    assert sets(tiered, user) == ["Deals"]
    tiered.admin.update("User", user, {"IsActive": True})
    assert sets(tiered, user) == ["Api", "Deals"]


def test_who_moves_to_another_company_has_its_tier(tiered):
    contact = tiered.contact(tiered.account(Type="Gold"))
    user = tiered.partner("", ContactId=contact)
    tiered.admin.update("Contact", contact, {"AccountId": tiered.account("Silver Ltd", Type="Silver")})
    assert sets(tiered, user) == ["Deals"]


def test_a_set_of_another_licence_is_passed_over(tiered):
    licence = tiered.records.one("UserLicense", Name="Partner Community Login")["Id"]
    tiered.admin.insert("Profile", {"Name": "By Login", "UserLicenseId": licence})
    user = tiered.partner(tiered.account(Type="Gold"), "By Login")
    assert sets(tiered, user) == ["Deals"]
    tiered.admin.update("User", user, {"ProfileId": tiered.profile(PARTNER_PROFILE)})
    assert sets(tiered, user) == ["Api", "Deals"]


def test_a_missing_seat_is_told_and_nothing_changes(tiered):
    seats = tiered.records.load(
        "PermissionSetLicense", [{"DeveloperName": "Mdf", "MasterLabel": "MDF", "TotalLicenses": 1, "UsedLicenses": 0}]
    )
    make_set(tiered, "Funds", LicenseId=seats[0])
    tiered.configure(tiers=TIERS | {"sets": TIERS["sets"] | {"Gold": ["Deals", "Funds"]}})
    account = tiered.account(Type="Silver")
    users = [tiered.partner(account), tiered.partner(account)]
    before = tiered.counts()
    with pytest.raises(SalesforceError) as error:
        tiered.admin.update("Account", account, {"Type": "Gold"})
    code, text = refused(error)
    name = tiered.row("User", users[1])["Name"]
    assert (code, text) == (
        "LICENSE_LIMIT_EXCEEDED",
        f"Tier Gold, permission set Funds, user {name}: License Limit Exceeded - MDF",
    )
    assert tiered.counts() == before
    assert tiered.row("Account", account)["Type"] == "Silver"


def test_a_tier_that_ends_gives_its_seats_back(tiered):
    seats = tiered.records.load(
        "PermissionSetLicense", [{"DeveloperName": "Mdf", "MasterLabel": "MDF", "TotalLicenses": 1, "UsedLicenses": 0}]
    )
    make_set(tiered, "Funds", LicenseId=seats[0])
    tiered.configure(tiers=TIERS | {"sets": {"Gold": ["Funds"]}})
    first, second = tiered.account(Type="Gold"), tiered.account("Second")
    tiered.partner(first)
    user = tiered.partner(second)
    tiered.admin.update("Account", first, {"Type": None})
    tiered.admin.update("Account", second, {"Type": "Gold"})
    assert sets(tiered, user) == ["Funds"]
    assert tiered.row("PermissionSetLicense", seats[0])["UsedLicenses"] == 1


def test_a_level_of_a_program_can_be_the_tier(tiered):
    tiered.configure(tiers={"program": "Resellers", "sets": TIERS["sets"]})
    account = tiered.account()
    user = tiered.partner(account)
    member = enrol(tiered, account, "Resellers", "Gold")
    assert sets(tiered, user) == ["Api", "Deals"]
    enrol(tiered, tiered.account("Other"), "Resellers", "Silver")
    silver = tiered.records.one("ChannelProgramLevel", Name="Silver")["Id"]
    tiered.admin.update("ChannelProgramMember", member, {"LevelId": silver})
    assert sets(tiered, user) == ["Deals"]
    tiered.admin.update("ChannelProgramLevel", silver, {"Name": "Gold"})
    assert sets(tiered, user) == ["Api", "Deals"]
    tiered.admin.delete("ChannelProgramMember", member)
    assert sets(tiered, user) == []


def test_an_account_shows_its_oldest_enrolment(bare):
    account = bare.account()
    shown = lambda: tuple(bare.row("Account", account)[f"ChannelProgram{n}Name"] for n in ("", "Level"))  # noqa: E731
    first = enrol(bare, account, "Resellers", "Gold")
    enrol(bare, account, "Integrators", "Base")
    assert shown() == ("Resellers", "Gold")
    bare.admin.update("ChannelProgramLevel", bare.row("ChannelProgramMember", first)["LevelId"], {"Name": "Top"})
    assert shown() == ("Resellers", "Top")
    bare.admin.delete("ChannelProgramMember", first)
    assert shown() == ("Integrators", "Base")


def test_what_an_account_shows_of_programs_is_not_written(bare):
    for name in ("ChannelProgramName", "ChannelProgramLevelName"):
        with pytest.raises(SalesforceError) as error:
            bare.account(**{name: "Gold"})
        assert error.value.code == "INVALID_FIELD_FOR_INSERT_UPDATE"


def test_where_everything_fits_nothing_is_found(tiered):
    tiered.partner(tiered.account(Type="Gold"))
    tiered.partner(tiered.account("Plain"))
    assert findings(tiered) == []


def test_a_tier_that_no_mapping_knows_is_found(tiered):
    tiered.account(Type="gold ")
    assert findings(tiered) == [
        ("unknown tier", "Account Acme has the tier 'gold', which no mapping knows; 'Gold' may be meant.")
    ]


def test_users_whose_sets_do_not_fit_are_found(tiered):
    account = tiered.account(Type="Silver")
    user = tiered.partner(account, Username="ann@example.com", LastName="Ann")
    give(tiered, user, "Api")
    [assigned] = tiered.records.find(
        "PermissionSetAssignment",
        AssigneeId=user,
        PermissionSetId=tiered.records.one("PermissionSet", Name="Deals")["Id"],
    )
    tiered.admin.delete("PermissionSetAssignment", assigned["Id"])
    assert findings(tiered) == [
        ("set missing", "User Ann (ann@example.com) of tier Silver does not have the permission set Deals."),
        ("set of another tier", "User Ann (ann@example.com) of tier Silver has Api, given by hand."),
    ]


def test_a_field_and_a_level_that_differ_are_found(tiered):
    account = tiered.account(Type="Silver")
    enrol(tiered, account, "Resellers", "Gold")
    assert findings(tiered) == [
        ("level differs", "Account Acme has the tier 'Silver', but the level 'Gold' in its channel program.")
    ]
    enrol(tiered, tiered.account("Globex", Type="Silver"), "Integrators", "Authorized")
    assert len(findings(tiered)) == 1


def test_a_mapping_to_what_is_not_there_is_refused(tiered):
    tiered.configure(tiers={"field": "Tier__c", "sets": {"Gold": ["Nothing"]}})
    with pytest.raises(SetupError) as error:
        findings(tiered)
    assert error.value.faults == (
        "tiers.field: Account has no field Tier__c",
        "tiers.sets.Gold: there is no permission set Nothing",
    )

"""Digital Experiences > All Sites, and the administration of a site."""

import io

import pytest

from tests.mock_org.setup.visitor import text_of, visitor_of
from tests.mock_org.site.test_branding import PNG

LIST = "/lightning/setup/SetupNetworks/home"


@pytest.fixture
def page(world, admin):
    return visitor_of(world, admin)


@pytest.fixture
def central(admin):
    return admin.query("SELECT Id FROM Network")[0]["Id"]


def at(central, tab):
    return f"/lightning/setup/SetupNetworks/{central}/{tab}"


def site(admin, *fields):
    row = admin.query(f"SELECT {', '.join(fields)} FROM Network")[0]
    return tuple(row[name] for name in fields)


def test_the_list_tells_status_template_members_and_log_ins(world, page):
    world.partner("Acme")
    said = text_of(page.open(LIST))
    assert "Partner Central /partners/ Published Partner Central 2 0" in said


def test_a_site_is_taken_offline_and_published_again_and_never_back_in_preview(admin, page, central):
    assert "is Offline now." in page.after(page.send(at(central, "settings"), status="DownForMaintenance"))
    assert site(admin, "Status") == ("DownForMaintenance",)
    assert "Nobody can see it" in text_of(page.open(at(central, "settings")))
    assert "is Published now." in page.after(page.send(at(central, "settings"), status="Live"))
    refused = page.send(at(central, "settings"), status="UnderConstruction")
    assert (refused.status_code, "can't go back" in text_of(refused)) == (400, True)
    page.send(at(central, "settings"), Description="<b>Ours")
    assert site(admin, "Status", "Description") == ("Live", "<b>Ours")


def test_a_new_site_is_made_from_a_template_and_begins_in_preview(admin, page):
    form = {"name": "Academy", "urlPathPrefix": "academy", "templateName": "Build Your Own (LWR)"}
    new = "/lightning/setup/SetupNetworks/new"
    assert "Academy was created, in Preview." in page.after(page.send(new, **form))
    assert "Academy /academyvforcesite/ Preview Build Your Own (LWR) 1 0" in text_of(page.open(LIST))
    refused = page.send(new, **form)
    assert (refused.status_code, "already exists" in text_of(refused), 'value="Academy"' in refused.text) == (
        400,
        True,
        True,
    )


def test_a_profile_is_added_and_removed(world, admin, page, central):
    rep, profile = world.user("Rep", "Sales Rep"), world.profile("Sales Rep")
    page.after(page.send(at(central, "members"), add=profile))
    assert "Sales Rep Profile Added" in text_of(page.open(at(central, "members")))
    who = f"SELECT Id FROM NetworkMember WHERE MemberId = '{rep}'"
    assert len(admin.query(who)) == 1
    group = admin.query(f"SELECT Id FROM NetworkMemberGroup WHERE ParentId = '{profile}'")[0]["Id"]
    page.after(page.send(at(central, "members"), remove=group))
    assert admin.query(who) == []
    refused = page.send(at(central, "members"), remove="0DLMo0000000099IAA")
    assert (refused.status_code, "Choose a profile" in text_of(refused)) == (400, True)
    assert page.send(at(central, "members")).status_code == 400


def test_self_registration_is_switched_on_with_profile_and_account(world, admin, page, central):
    account = admin.create("Account", Name="Walk-ins")
    form = {"OptionsSelfRegistrationEnabled": "on", "SelfRegProfileId": world.profile("Channel Partner")}
    tab = at(central, "registration")
    refused = page.send(tab, **form, account="Nobody knows")
    assert (refused.status_code, "No account has this name" in text_of(refused)) == (400, True)
    assert 'value="Nobody knows"' in refused.text
    assert page.send(tab, OptionsSelfRegistrationEnabled="on", account="Walk-ins").status_code == 400
    assert site(admin, "OptionsSelfRegistrationEnabled") == (False,)
    page.after(page.send(tab, **form, account="Walk-ins"))
    assert site(admin, "OptionsSelfRegistrationEnabled", "OptionsAllowInternalUserLogin") == (True, False)
    assert admin.query("SELECT AccountId FROM NetworkSelfRegistration")[0]["AccountId"] == account
    page.after(page.send(tab, account="", OptionsAllowInternalUserLogin="on"))
    assert site(admin, "OptionsSelfRegistrationEnabled", "OptionsAllowInternalUserLogin") == (False, True)


def test_sender_and_templates_of_mails_are_chosen(admin, page, central):
    names = ("WelcomeEmailTemplateId", "ForgotPasswordEmailTemplateId", "ChangePasswordEmailTemplateId")
    templates = dict(zip(names, site(admin, *names), strict=True))
    sent = {"EmailSenderName": "Us", "EmailSenderAddress": "us@vendor.example"}
    page.after(page.send(at(central, "emails"), **sent, **templates))
    assert site(admin, "EmailSenderName", "OptionsSendWelcomeEmail") == ("Us", False)
    refused = page.send(at(central, "emails"), **(sent | {"EmailSenderAddress": "no address"}), **templates)
    assert (refused.status_code, "no address" in refused.text) == (400, True)
    assert site(admin, "EmailSenderAddress") == ("us@vendor.example",)


def test_name_colors_and_logo_are_saved_and_what_cannot_be_read_is_told(admin, page, central):
    tab = at(central, "branding")
    sent = {"Name": "Acme Partners", "zeronaryColor": "#ffff00", "logo": (io.BytesIO(PNG), "logo.png")}
    page.after(page.send(tab, **sent))
    assert site(admin, "Name") == ("Acme Partners",)
    said = page.open(tab)
    assert 'src="/partners/sfsites/logo"' in said.text
    assert "too little: the pages use #000000" in text_of(said)
    refused = page.send(tab, Name="Acme Partners", zeronaryColor="zork")
    assert (refused.status_code, 'value="zork"' in refused.text) == (400, True)
    page.after(page.send(tab, Name="Acme Partners", no_logo="on"))
    assert "sfsites/logo" not in page.open(tab).text


def test_only_who_sets_up_sites_gets_there_and_no_form_is_forged(world, admin, central):
    viewer = admin.create("PermissionSet", Name="Looks", Label="Looks", PermissionsViewSetup=True)
    sal = world.user("Sal", "Standard User")
    admin.create("PermissionSetAssignment", AssigneeId=sal, PermissionSetId=viewer)
    page = visitor_of(world, world.caller(sal))
    for path in (LIST, at(central, "settings"), at(central, "members")):
        assert page.open(path).status_code == 403
    for visitor in (page, visitor_of(world, admin)):  # the second may, but its form has no token
        form = {"status": "DownForMaintenance"}
        assert visitor.client.post(at(central, "settings"), data=form).status_code == 403
    assert site(admin, "Status") == ("Live",)


@pytest.mark.parametrize("network", ["0DBMo0000000099IAA", "x", "001Mo0000000001IAA"])
def test_a_site_that_is_not_there_is_not_found(page, network):
    assert page.open(at(network, "settings")).status_code == 404

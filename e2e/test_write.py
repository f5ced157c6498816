# mypy: ignore-errors
"""Writing at the site in a real browser: forms, choices by keyboard, toasts, files, posts, on every kind of site."""

import re
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from e2e.pages import DeletePage, FeedPage, FormPage, Toast, UploadPage
from e2e.pages.form import NotOffered
from factories import LeadFactory

SERIOUS = {"serious", "critical"}
NARROW = {"width": 390, "height": 800}
LATER = pytest.mark.heavy


@pytest.fixture(params=["aura", pytest.param("lwr", marks=LATER), pytest.param("shadow", marks=LATER)])
def flavour(request, target):
    """What the portal looks like; asked for before the partner logs in."""
    target.look_like(request.param)
    return request.param


def serious_faults(page):
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(fault["id"], node["html"]) for fault in found if fault["impact"] in SERIOUS for node in fault["nodes"]]


def open_form(partner, tab="Leads"):
    partner.driver.home.open()
    partner.driver.home.open_tab(tab)
    partner.driver.list.new()
    form = FormPage(partner.driver.page)
    expect(form.save_button).to_be_visible()
    return form


def test_a_record_is_written_on_every_kind_of_site(flavour, partner):
    page = partner.driver.page
    form, toast = open_form(partner), Toast(page)
    assert form.options("Rating") == ["--None--", "Hot", "Warm", "Cold"]
    with pytest.raises(NotOffered, match='offers no "Lukewarm"'):
        form.fill({"Rating": "Lukewarm"})
    form.fill({"Last Name": "Lee", "Rating": "Hot"})
    page.set_viewport_size(NARROW)
    form.save()
    expect(form.errors).to_have_text(["Review the following fields: Company"])
    assert form.refused_fields()["Company"].endswith("Complete this field.")
    assert serious_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    form.fill({"Company": "Initech"})
    form.save()
    expect(toast.shown).to_be_visible()
    assert toast.text() == 'Lead "Lee" was created.'
    toast.close()
    expect(toast.shown).to_have_count(0)
    assert partner.driver.record.fields()["Rating"] == "Hot"
    close = date.today() + timedelta(days=30)
    form = open_form(partner, "Opportunities")
    form.fill({"Name": "Rollout", "Stage": "Prospecting", "Close Date": close.isoformat(), "Account": "Acme"})
    form.save()
    expect(partner.driver.record.heading).to_have_text("Rollout")
    assert partner.driver.record.fields()["Account"] == "Acme"


def test_files_and_posts_of_a_record_on_every_kind_of_site(flavour, partner, tmp_path):
    lead, page = LeadFactory(LastName="Lee", owner=partner.user), partner.driver.page
    offer, empty = tmp_path / "offer.txt", tmp_path / "empty.txt"
    offer.write_bytes(b"1000 pieces")
    empty.touch()
    partner.driver.record.open(lead.Id)
    partner.driver.record.related.click()
    upload = UploadPage(page)
    assert upload.upload(offer, empty) == ["empty.txt is empty."]
    assert upload.names() == ["offer.txt"]
    assert upload.load("offer.txt") == b"1000 pieces"
    assert serious_faults(page) == []
    feed = FeedPage(page)
    if flavour == "lwr":
        expect(feed.tab).to_have_count(0)
        return
    feed.open()
    assert serious_faults(page) == []
    feed.share("Called them today.")
    expect(feed.post("Called them today.")).to_contain_text(partner.user.LastName)
    feed.comment("Called them today.", "They like it.")
    expect(feed.comments("Called them today.")).to_contain_text(partner.user.LastName)
    assert serious_faults(page) == []


def test_a_record_is_deleted_and_undo_brings_it_back(flavour, org, partner):
    [own] = org.query(
        "SELECT Id FROM ObjectPermissions WHERE SobjectType = 'Lead' AND Parent.Profile.Name = 'Channel Partner'"
    )
    org.update("ObjectPermissions", own.Id, PermissionsDelete=True)
    lead, page = LeadFactory(FirstName="Ann", LastName="Lee", owner=partner.user), partner.driver.page
    asked, toast = DeletePage(page), Toast(page)
    partner.driver.record.open(lead.Id)
    partner.driver.record.act("Delete")
    expect(asked.dialog).to_contain_text("Are you sure you want to delete this lead?")
    assert serious_faults(page) == []
    asked.delete()
    expect(toast.shown).to_be_visible()
    assert toast.text() == 'Lead "Ann Lee" was deleted.' + ("" if flavour == "lwr" else " Undo")
    assert serious_faults(page) == []
    assert org.query("SELECT Id FROM Lead") == []
    if flavour != "lwr":
        toast.undo()
        expect(partner.driver.record.heading).to_have_text("Ann Lee")
        assert len(org.query("SELECT Id FROM Lead")) == 1


def test_a_modal_keeps_the_focus_and_escape_closes_first_the_list_then_the_modal(partner):
    page, form = partner.driver.page, open_form(partner)
    focused = "document.activeElement.closest('dialog') !== null"
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Cancel and close")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(form.save_button).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Cancel and close")).to_be_focused()
    assert page.evaluate(focused)
    source = form.control("Lead Source")
    source.focus()
    for key in ("ArrowDown", "w", "ArrowDown"):
        page.keyboard.press(key)
    expect(source).to_have_attribute("aria-expanded", "true")
    assert serious_faults(page) == []
    page.keyboard.press("Enter")
    expect(source).to_have_attribute("aria-expanded", "false")
    expect(source).not_to_have_text("--None--")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(form.save_button).to_be_visible()
    page.keyboard.press("Escape")
    expect(partner.driver.list.new_button).to_be_visible()


@LATER
def test_a_lookup_finds_while_one_types_and_offers_nobody_elses(partner):
    page, form = partner.driver.page, open_form(partner, "Opportunities")
    account = form.control("Account")
    expect(account).to_have_attribute("placeholder", "Search Accounts...")
    account.press_sequentially("ac")
    expect(page.get_by_role("option", name="Acme", exact=True)).to_be_visible()
    assert serious_faults(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(account).to_have_value("Acme")
    account.fill("Nobody")
    expect(page.get_by_text('No results for "Nobody"')).to_be_visible()


def test_a_form_without_scripts_is_a_form(browser, partner, site_url):
    state = partner.driver.page.context.storage_state()
    with browser.new_context(java_script_enabled=False, storage_state=state, viewport=NARROW) as context:
        page = context.new_page()
        page.goto(f"{site_url}/s/createrecord/NewLead")
        page.get_by_label(re.compile("Last Name")).fill("Berg")
        page.get_by_label(re.compile("Company")).fill("Hooli")
        page.get_by_label("Rating").select_option(label="Warm")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_role("heading", name="Berg")).to_be_visible()
        expect(page.locator("[field-label=Rating]")).to_contain_text("Warm")

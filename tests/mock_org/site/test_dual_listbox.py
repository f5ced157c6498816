"""Multi-select picklists in a real browser: two lists, by mouse and by keys, and the <select> that the form sends."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from e2e.dual_listbox import DualListbox
from e2e.pages import FormPage, LoginPage
from e2e.pages.form import NotOffered
from tests.mock_org.site.portal import PASSWORD
from tests.mock_org.site.test_form_choices import LEE, NEW_LEAD, fields, leads
from tests.mock_org.site.test_form_in_browser import portal

__all__ = ["fields", "portal"]
pytestmark = pytest.mark.heavy
NARROW = {"width": 390, "height": 800}


@pytest.fixture
def form(fields, acme, page, portal):
    """The form of a new lead, with a multi-select picklist."""
    page.set_default_timeout(10_000)
    acme.visitor.submit(NEW_LEAD, **LEE, Colors__c="Blue")
    LoginPage(page, portal).open()
    LoginPage(page, portal).log_in(acme.username, PASSWORD)
    page.get_by_role("navigation", name="Main Menu").wait_for()
    page.goto(f"{portal}/s/createrecord/NewLead")
    return FormPage(page)


def test_what_is_moved_by_buttons_and_keys_is_saved(world, form, page):
    colors = DualListbox(form.control("Colors"))
    assert (colors.held(), colors.offered()) == ([], ["Red", "Blue"])
    with pytest.raises(NotOffered, match='offers no "Green"'):
        form.fill({"Colors": "Green"})
    form.fill({"Last Name": "Roe", "Company": "Hooli", "Colors": "Blue;Red"})
    assert colors.held() == ["Blue", "Red"]
    form.fill({"Colors": "Red"})
    assert colors.held() == ["Red"]
    colors.available.get_by_role("option", name="Blue").focus()
    for key in ("Space", "Control+ArrowRight", "Control+a", "Control+ArrowLeft"):
        page.keyboard.press(key)
    expect(colors.chosen.get_by_role("option")).to_have_count(0)
    expect(colors.available.get_by_role("option", name="Red")).to_be_focused()
    for key in ("ArrowDown", "Shift+ArrowUp", "Control+Space", "Control+ArrowRight"):
        page.keyboard.press(key)
    assert colors.held() == ["Blue"]
    page.set_viewport_size(NARROW)
    faults = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [fault["id"] for fault in faults if fault["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    form.save()
    page.get_by_role("tab", name="Details").wait_for()
    assert {row["Name"]: row["Colors__c"] for row in leads(world)} == {"Lee": "Blue", "Roe": "Blue"}
    form_page = page.url.replace("/detail/", "/lead/").partition("?")[0] + "/edit"
    page.goto(form_page)
    assert DualListbox(form.control("Colors")).held() == ["Blue"]

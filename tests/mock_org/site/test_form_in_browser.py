"""Choices that scripts narrow, in a real browser: what the templates say is what people are offered."""

import logging
from threading import Thread

import pytest
from werkzeug.serving import make_server

from e2e.pages import FormPage, LoginPage
from e2e.pages.form import NotOffered
from tests.mock_org.site.portal import PASSWORD
from tests.mock_org.site.test_form_choices import fields, kinds

__all__ = ["fields", "kinds"]
pytestmark = pytest.mark.heavy


@pytest.fixture
def portal(world):
    """The address of the portal of this org."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, world.app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/partners"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("template", ["Partner Central", "Build Your Own (LWR)", "Partner Central (Shadow)"])
def test_picklists_follow_their_record_type_and_their_controlling_field(
    world, fields, kinds, acme, page, portal, template
):
    world.org.configure(world.org.settings.patched({"site_template": template}))
    page.set_default_timeout(10_000)
    login, form = LoginPage(page, portal), FormPage(page)
    login.open()
    login.log_in(acme.username, PASSWORD)
    page.get_by_role("navigation", name="Main Menu").wait_for()
    page.goto(f"{portal}{'/s' if template.startswith('Partner') else ''}/createrecord/NewLead")
    assert set(form.record_types()) == {"Any Lead", "Hot Lead"}
    with pytest.raises(NotOffered, match='no record type "Cold Lead"'):
        form.fill({"Record Type": "Cold Lead"})
    form.fill({"Record Type": "Any Lead", "Last Name": "Lee", "Company": "Initech"})
    assert form.options("Model") == ["--None--"]
    form.fill({"Rating": "Hot"})
    assert form.options("Model") == ["--None--", "Large"]
    form.fill({"Model": "Large", "Rating": "Cold"})
    assert form.control("Model").inner_text().strip() == "--None--"
    form.fill({"Model": "Small", "Colors": "Red;Blue"})
    assert form.options("Colors") == ["Red", "Blue"]
    form.save()
    page.get_by_role("tab", name="Details").wait_for()
    [lead] = world.admin.query("SELECT Model__c, Colors__c, RecordType.DeveloperName FROM Lead")
    assert (lead["Model__c"], lead["Colors__c"]) == ("Small", "Red;Blue")
    assert lead["RecordType"]["DeveloperName"] == "Any"

"""A page object for each page of the mock's own portal, of the same name."""

import pkgutil

import mock_org.site
from e2e import pages
from mock_org.site import change_password, toast, verification

# Pages that stand at the org's own addresses, for sites and internal users alike, and a part of many pages; neither a
# stylesheet nor the search behind a lookup nor what takes a lead out of its queue is a page.
SHARED = (change_password, verification, toast)
NO_PAGES = {"branding", "lookup", "lead_inbox"}


def test_every_page_of_the_portal_has_a_page_object_of_the_same_name():
    views = {page.view.__module__.rpartition(".")[2] for page in mock_org.site.PAGES} - NO_PAGES
    views |= {module.__name__.rpartition(".")[2] for module in SHARED}
    assert views == {module.name for module in pkgutil.iter_modules(pages.__path__)}


def test_every_page_object_is_listed_in_pages():
    modules = {page.__module__.rpartition(".")[2] for page in pages.PAGES}
    assert modules == {module.name for module in pkgutil.iter_modules(pages.__path__)}

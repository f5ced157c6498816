"""Sharing Settings: the organization-wide defaults, sharing rules and sharing sets of each object."""

from flask.typing import ResponseReturnValue

from mock_org.setup.page import Page
from mock_org.setup.rendering import page
from mock_org.setup.visit import Visit

LEAD = "Organization-wide defaults, sharing rules and sharing sets of each object."


def sharing_settings(visit: Visit) -> ResponseReturnValue:
    """All objects whose records are shared."""
    objects = visit.org.system_session().sharing_overview()
    ruled = [each for each in objects if each.entries]
    return page(visit, "sharing_settings", ruled=ruled, objects=objects, lead=LEAD)


PAGES = (Page("/lightning/setup/SecuritySharing/home", "Sharing Settings", LEAD, sharing_settings, group="Security"),)

"""All Sites: the Experience Cloud sites of the org, with their status, members and log-ins."""

from dataclasses import dataclass
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from mock_org.errors import SalesforceError
from mock_org.org.branding import TEMPLATES
from mock_org.setup.page import Page
from mock_org.setup.rendering import done, page
from mock_org.setup.visit import Visit

PATH, NEW = "/lightning/setup/SetupNetworks/home", "/lightning/setup/SetupNetworks/new"
LEAD = "The sites that partners and customers use: whether they are open, and who comes."
NEEDED = ("ViewSetup", "ManageNetworks")
# Network.Status by its label (Object Reference).
STATUSES = {"UnderConstruction": "Preview", "Live": "Published", "DownForMaintenance": "Offline"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A site in the list. url: its address, as a path. log_ins: how often somebody has come in."""

    id: str
    name: str
    url: str
    status: str
    template: str
    members: int
    log_ins: int


def sites(visit: Visit) -> ResponseReturnValue:
    """The list."""
    system = visit.org.system_session()
    networks = system.find("Network") if "Network" in visit.org.schema else []
    rows = [_listed(visit, row) for row in sorted(networks, key=lambda row: str(row["Name"]).casefold())]
    return page(visit, "sites", sites=rows, lead=LEAD)


def new_site(visit: Visit) -> ResponseReturnValue:
    """Make a site from a template, in Preview; the maker's profile is its member."""
    typed = {name: request.form.get(name, "").strip() for name in ("name", "urlPathPrefix", "templateName")}
    if request.method != "POST":
        return page(visit, "site_new", templates=TEMPLATES, typed=typed)
    try:
        visit.session.create_community(typed)
    except SalesforceError as refusal:
        return page(visit, "site_new", 400, templates=TEMPLATES, typed=typed, error=refusal.message)
    made = visit.org.system_session().find("Network", Name=typed["name"])[0]
    return done(f"{made['Name']} was created, in Preview.", f"/lightning/setup/SetupNetworks/{made['Id']}/settings")


def site_path(network: dict[str, Any]) -> str:
    """The address of a site, as a path."""
    return f"/{network['UrlPathPrefix'] or ''}".rstrip("/") + "/"


def _listed(visit: Visit, row: dict[str, Any]) -> Listed:
    system = visit.org.system_session()
    records = system.records()
    return Listed(
        row["Id"],
        row["Name"],
        site_path(row),
        STATUSES[row["Status"]],
        str(system.site_look(row).template),
        records.count("NetworkMember", NetworkId=row["Id"]),
        records.count("LoginHistory", NetworkId=row["Id"], Status="Success"),
    )


_MAKE = ("GET", "POST")
PAGES = (
    Page(PATH, "All Sites", LEAD, sites, NEEDED, group="Digital Experiences"),
    Page(NEW, "New Site", "A site from a template.", new_site, NEEDED, "Digital Experiences", _MAKE, in_menu=False),
)

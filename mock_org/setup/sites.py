"""All Sites: the Experience Cloud sites of the org, with their status, members and log-ins."""

from dataclasses import dataclass
from typing import Any

from flask.typing import ResponseReturnValue

from mock_org.setup.page import Page
from mock_org.setup.rendering import page
from mock_org.setup.visit import Visit

PATH = "/lightning/setup/SetupNetworks/home"
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


PAGES = (Page(PATH, "All Sites", LEAD, sites, NEEDED, group="Digital Experiences"),)

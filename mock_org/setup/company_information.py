"""Company Information: user licences, permission set licences and log-ins, with what they cost."""

from flask.typing import ResponseReturnValue

from mock_org.audit.license_use import license_use
from mock_org.audit.license_what_if import what_if
from mock_org.setup.license_chart import chart
from mock_org.setup.page import Page
from mock_org.setup.rendering import page
from mock_org.setup.visit import Visit

LEAD = "Licenses of this org: how many there are, how many are used, and what they cost."
MONTHS = 12


def company_information(visit: Visit) -> ResponseReturnValue:
    """The licences of the org, now and over the last months."""
    found = license_use(visit.org, MONTHS)
    return page(visit, "company_information", lead=LEAD, use=found, chart=chart(found), what_if=what_if(found))


PAGES = (
    Page(
        "/lightning/setup/CompanyProfileInfo/home",
        "Company Information",
        LEAD,
        company_information,
        group="Company Settings",
    ),
)

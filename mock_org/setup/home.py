"""Setup's first page: where to go."""

from flask.typing import ResponseReturnValue

from mock_org.setup.page import Page
from mock_org.setup.rendering import page
from mock_org.setup.visit import Visit


def home(visit: Visit) -> ResponseReturnValue:
    """The list of pages."""
    return page(visit, "home")


PAGES = (
    Page(
        "/lightning/setup/SetupOneHome/home",
        "Home",
        "Partner accounts and their users, and who sees what and why.",
        home,
    ),
)

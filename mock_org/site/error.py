"""The pages for what cannot be shown: no such page, and a site that is not in service."""

from flask.typing import ResponseReturnValue

from mock_org.site.page import Page
from mock_org.site.rendering import invalid_page, page
from mock_org.site.visit import Arrival, Visit


def error(visit: Visit) -> ResponseReturnValue:
    """The site's error page."""
    return invalid_page(visit)


def unknown(visit: Visit, rest: str) -> ResponseReturnValue:
    """Every other address below the site."""
    return invalid_page(visit)


def service_not_available(arrival: Arrival) -> ResponseReturnValue:
    """What everybody gets of a site that is not Live."""
    return page(
        arrival,
        "service",
        503,
        heading="Service Not Available",
        text="This site is down for maintenance. Sorry for the inconvenience. Check back later.",
    )


PAGES = (
    Page("/s/error", error),
    Page("/s/service-not-available", service_not_available, guests=True),
    Page("/s/<path:rest>", unknown),
)

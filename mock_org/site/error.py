"""The pages for what cannot be shown: no such page, a site that is not in service, too many visitors at once."""

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


def too_many_requests(arrival: Arrival) -> ResponseReturnValue:
    """What a visitor gets where more come than the site can serve."""
    return page(
        arrival,
        "service",
        429,
        heading="Too Many Requests",
        text="The site has more visitors than it can serve right now. Wait a moment, and try again.",
    )


PAGES = (
    Page("/s/error", error),
    Page("/s/service-not-available", service_not_available, guests=True),
    Page("/s/too-many-requests", too_many_requests, guests=True),
    Page("/s/<path:rest>", unknown),
)

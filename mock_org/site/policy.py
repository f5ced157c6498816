"""The headers of a site's answers: those of every page, and scripts of the site's own, as nobody else's."""

from types import MappingProxyType

from mock_org.web.guard import HEADERS

_SCRIPTS = "; script-src 'self'; connect-src 'self'"
SITE_HEADERS = MappingProxyType(
    HEADERS | {"Content-Security-Policy": HEADERS["Content-Security-Policy"] + _SCRIPTS},
)

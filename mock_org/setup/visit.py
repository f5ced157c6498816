"""Somebody in Setup: an internal user with a browser session."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import request

from mock_org import auth
from mock_org.org import Org, Session
from mock_org.setup.page import Page
from mock_org.web.guard import SID


@dataclass(frozen=True)
class Visit:
    """A request by an internal user who is logged in."""

    org: Org
    session: Session

    @property
    def org_name(self) -> str:
        """The organization's name."""
        return str(self.org.system_session().find("Organization")[0]["Name"])

    @property
    def time_zone(self) -> ZoneInfo:
        """The time zone that this user reads times in."""
        return ZoneInfo(str(self.session.user.time_zone))

    def menu(self, pages: Sequence[Page]) -> list[tuple[str, list[Page]]]:
        """The pages that this user may open from the menu, under their headings."""
        groups: dict[str, list[Page]] = {}
        for page in pages:
            if page.in_menu and self.may(page.permissions):
                groups.setdefault(page.group, []).append(page)
        return list(groups.items())

    def may(self, permissions: tuple[str, ...]) -> bool:
        """Whether the user has all of these user permissions."""
        return all(self.session.user.has(each) for each in permissions)


def visit_of(org: Org) -> Visit | None:
    """Who is asking; None for a guest and for external users, whose sessions open sites only."""
    token = auth.browser_token(org, request.cookies.get(SID))
    if token is None:
        return None
    session = org.session(token.user_id)
    return None if session.user.external else Visit(org, session)

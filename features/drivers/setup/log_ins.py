"""Log-ins: their history, sessions, locked users, password policies, and logging in as somebody else."""

from typing import Protocol
from urllib.parse import urljoin

import requests

from factories import OrgClient, Refused
from factories.soql import text_literal
from factories.transport import http_session
from features.drivers import PartnerUser
from features.drivers.api import ApiPartnerUser


class LogInSetup(Protocol):
    """What an administrator does about log-ins. Each verb raises Refused."""

    def history(self, username: str) -> list[str]:
        """What became of the attempts of this user, the newest first: "Success", or why not."""

    def end_sessions(self, username: str) -> None:
        """Remove all sessions of this user."""

    def unlock(self, user_id: str) -> None:
        """Let a locked-out user try again."""

    def log_in_as(self, user_id: str) -> PartnerUser:
        """Log in to Experience as User: the portal, as this partner user."""

    def go_back(self) -> None:
        """Log out of the portal, to where the administrator came from."""


class ApiLogInSetup:
    """The same over REST; logging in as somebody is asked for as a browser would."""

    def __init__(self, org: OrgClient) -> None:
        self._org = org
        self._browser = http_session(org.connection.instance_url, org.connection.ca_file)

    def history(self, username: str) -> list[str]:
        """Query LoginHistory."""
        rows = self._org.query(
            f"SELECT Status FROM LoginHistory WHERE UserId = '{self._id(username)}' ORDER BY LoginTime DESC, Id DESC"
        )
        return [row.Status for row in rows]

    def end_sessions(self, username: str) -> None:
        """Delete the rows of AuthSession."""
        for row in self._org.query(f"SELECT Id FROM AuthSession WHERE UsersId = '{self._id(username)}'"):
            self._org.delete("AuthSession", row.Id)

    def unlock(self, user_id: str) -> None:
        """Clear UserLogin.IsPasswordLocked."""
        [row] = self._org.query(f"SELECT Id FROM UserLogin WHERE UserId = {text_literal(user_id)}")
        self._org.update("UserLogin", row.Id, IsPasswordLocked=False)

    def log_in_as(self, user_id: str) -> PartnerUser:
        """Ask servlet.su as a browser would; what is done then takes one: such scenarios are tagged @browser.

        It leads to the site, which has a host and a session of its own (Salesforce help, "My Domain URL Formats"; A).
        """
        [organization] = self._org.query("SELECT Id FROM Organization")
        where = f"MemberId = {text_literal(user_id)} AND Network.UrlPathPrefix != null"
        found = self._org.query(f"SELECT NetworkId FROM NetworkMember WHERE {where}")
        network = found[0].NetworkId if found else ""
        path = f"/servlet/servlet.su?oid={organization.Id}&retURL=%2F&sunetworkid={network}&sunetworkuserid={user_id}"
        answer = self._step(self._org.browser_entry(path))
        while answer.is_redirect and not answer.url.startswith(self._site):
            answer = self._step(urljoin(answer.url, answer.headers["Location"]))
        if not answer.url.startswith(self._site):
            raise Refused(answer.text, status=answer.status_code)
        [user] = self._org.query(f"SELECT Username FROM User WHERE Id = {text_literal(user_id)}")
        return ApiPartnerUser(user.Username, self._org)

    def go_back(self) -> None:
        """Log out as a browser would."""
        self._step(f"{self._site}/secur/logout.jsp")

    def _step(self, url: str) -> requests.Response:
        """One answer; a session goes nowhere by itself."""
        return self._browser.get(url, timeout=30, allow_redirects=False)

    @property
    def _site(self) -> str:
        return self._org.connection.site_url.rstrip("/").removesuffix("/s")

    def _id(self, username: str) -> str:
        return self._org.id_of("User", Username=username)

"""The one way of the harness to an org, mock or sandbox: REST as one user, through simple-salesforce."""

from dataclasses import replace
from typing import Any

from factories.answers import oauth_refusal
from factories.connection import Connection
from factories.data import TestData
from factories.records import Records
from factories.transport import http_session
from factories.undo import undo


class OrgClient(Records):
    """An org as one user sees it.

    It remembers what it and the clients that it logged in have made, so that `undo` can take it back.
    """

    def __init__(self, connection: Connection, session_id: str, data: TestData | None = None) -> None:
        self.connection = connection
        self.session_id = session_id
        self.data = data or TestData()
        self.user_id = ""
        self._logged_in: list[OrgClient] = []
        self._http = http_session(connection.instance_url, connection.ca_file)
        super().__init__(connection, session_id, self._http)

    def close(self) -> None:
        """Let go of the connections, also of the clients logged in from here; sessions live on in the org."""
        for client in self._logged_in:
            client.close()
        self._http.close()

    # -- this session

    def whoami(self) -> dict[str, Any]:
        """Who this session belongs to: the OpenID user info."""
        url = f"{self.connection.instance_url}/services/oauth2/userinfo"
        answer = self._http.get(url, headers={"Authorization": f"Bearer {self.session_id}"})
        if not answer.ok:
            raise oauth_refusal(answer)
        return dict(answer.json())

    # -- sites

    def make_site(self, name: str, url: str, template: str) -> None:
        """Make an Experience Cloud site (Connect REST API); it is under construction then."""
        self._rest("POST", "connect/communities", {"name": name, "urlPathPrefix": url, "templateName": template})

    # -- users

    def set_password(self, user_id: str, password: str) -> None:
        """Give a user a password, as an administrator."""
        self._rest("POST", f"sobjects/User/{user_id}/password", {"NewPassword": password})

    def reset_password(self, user_id: str) -> str:
        """Have the org make up a password for a user; the user has to choose another one."""
        return str(self._rest("DELETE", f"sobjects/User/{user_id}/password")["NewPassword"])

    def log_in(self, username: str, password: str, *, at_site: bool = False) -> "OrgClient":
        """The org as this user, by the username-password flow.

        Args:
            at_site: log in at the site's own token endpoint, as a partner's program does.
        """
        base = self.connection.site_url if at_site else self.connection.instance_url
        form = {
            "grant_type": "password",
            "client_id": self.connection.client_id,
            "client_secret": self.connection.client_secret,
            "username": username,
            "password": password,
        }
        answer = self._http.post(f"{base.rstrip('/').removesuffix('/s')}/services/oauth2/token", data=form)
        if not answer.ok:
            raise oauth_refusal(answer)
        token = answer.json()
        there = replace(self.connection, instance_url=token["instance_url"])
        client = OrgClient(there, token["access_token"], self.data)
        client.made, client.user_id = self.made, token["id"].rpartition("/")[2]
        self._logged_in.append(client)
        return client

    def browser_entry(self, path: str) -> str:
        """A URL that opens a page of the org in a browser as this user, once and soon. It is a credential.

        OAuth single access (Salesforce help, "Generate a Frontdoor URL to Bridge into UI Sessions"); no password.
        """
        url = f"{self.connection.instance_url}/services/oauth2/singleaccess"
        answer = self._http.post(url, data={"access_token": self.session_id, "redirect_uri": path})
        if not answer.ok:
            raise oauth_refusal(answer)
        return str(answer.json()["frontdoor_uri"])

    def log_out(self) -> None:
        """End the session (OAuth token revocation)."""
        url = f"{self.connection.instance_url}/services/oauth2/revoke"
        answer = self._http.post(url, data={"token": self.session_id})
        if not answer.ok:
            raise oauth_refusal(answer)

    def undo(self) -> list[str]:
        """Undo or disable everything made through this client; return a sentence for each record that stays."""
        return undo(self, self.made)

"""The one way of the harness to an org, mock or sandbox: REST as one user, through simple-salesforce."""

from contextlib import nullcontext
from typing import Any

from factories.answers import oauth_refusal
from factories.budget import Budget
from factories.connection import Connection
from factories.data import TestData
from factories.journal import Entry, Journal
from factories.partnering import NewAccounts, PartnerAccounts
from factories.records import Records, noted
from factories.secrets import Secrets
from factories.transport import http_session
from factories.undo import undo


class OrgClient(Records):
    """An org as one user sees it.

    It remembers what it and the clients that it logged in have made, so that `undo` can take it back.

    Args:
        journal: where that is written down; without one it is kept in memory.
        budget: counts API calls where the org has them limited.
    """

    def __init__(
        self,
        connection: Connection,
        session_id: str,
        data: TestData | None = None,
        journal: Journal | None = None,
        budget: Budget | None = None,
    ) -> None:
        self.connection = connection
        self.session_id = session_id
        self.user_id = ""
        self.partners: PartnerAccounts = NewAccounts()
        self._logged_in: list[OrgClient] = []
        self._http = http_session(connection.instance_url, connection.ca_file, connection.tries)
        self.secrets = Secrets()
        self.secrets.add(session_id, connection.client_secret)
        super().__init__(connection, session_id, self._http, data or TestData(), journal or Journal(), budget)

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
        with self.foreseen("Network", Name=name):
            self.rest("POST", "connect/communities", {"name": name, "urlPathPrefix": url, "templateName": template})

    # -- users

    def set_password(self, user_id: str, password: str) -> None:
        """Give a user a password, as an administrator."""
        self.secrets.add(password)
        self.rest("POST", f"sobjects/User/{user_id}/password", {"NewPassword": password})

    def reset_password(self, user_id: str) -> str:
        """Have the org make up a password for a user; the user has to choose another one."""
        password = str(self.rest("DELETE", f"sobjects/User/{user_id}/password")["NewPassword"])
        self.secrets.add(password)
        return password

    def log_in(self, username: str, password: str, *, at_site: bool = False) -> "OrgClient":
        """The org as this user, in the connection's way; only a log-in by password looks at the password.

        Args:
            at_site: log in at the site's own token endpoint, as a partner's program does.
        """
        self.guard.check_org(self)
        if at_site:
            self.guard.check_site(self.connection)
        with noted(self.journal, self._session_of(username)):
            token = self.connection.log_in.token(self._http, self.connection, username, password, at_site)
        self.secrets.add(password, token["access_token"])
        self.guard.check_address(self.connection, token["instance_url"])
        there = self.connection.at(token["instance_url"])
        client = OrgClient(there, token["access_token"], self.data, self.journal, self.budget)
        client.user_id = token["id"].rpartition("/")[2]
        client._witness = self.witness
        client.partners, client.secrets = self.partners, self.secrets
        self._logged_in.append(client)
        return client

    def browser_entry(self, path: str) -> str:
        """A URL that opens a page of the org in a browser as this user, once and soon. It is a credential.

        OAuth single access (Salesforce help, "Generate a Frontdoor URL to Bridge into UI Sessions"); no password.
        """
        self.guard.check_org(self)
        url = f"{self.connection.instance_url}/services/oauth2/singleaccess"
        answer = self._http.post(url, data={"access_token": self.session_id, "redirect_uri": path})
        if not answer.ok:
            raise oauth_refusal(answer)
        entry = str(answer.json()["frontdoor_uri"])
        self.secrets.add(entry)
        self.guard.check_address(self.connection, entry)
        return entry

    def log_out(self) -> None:
        """End the session (OAuth token revocation)."""
        url = f"{self.connection.instance_url}/services/oauth2/revoke"
        answer = self._http.post(url, data={"token": self.session_id})
        if not answer.ok:
            raise oauth_refusal(answer)

    def undo(self) -> list[str]:
        """Undo everything made through this client, and by others in its journal, that was not tried in vain before.

        Returns a sentence for each record that stays.
        """
        tried = [entry for entry in self.journal.open_entries() if not entry.stays]
        with self.budget.undoing() if self.budget else nullcontext():
            return [outcome.sentence for outcome in undo(self, self.journal, tried) if outcome.sentence]

    def _session_of(self, username: str) -> list[Entry]:
        """What the journal is told of a log-in; sessions of the run's own users end when these are deactivated."""
        if not self.journal.on_paper or self.journal.has_named("User", username):
            return []
        return [Entry("session", "User", {"Username": username})]

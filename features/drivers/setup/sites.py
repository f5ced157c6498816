"""The portal: its status, its members, who may register, how it looks."""

from typing import Protocol

from factories import OrgClient, Record, Refused
from factories.soql import text_literal

STATUSES = {"Preview": "UnderConstruction", "Published": "Live", "Offline": "DownForMaintenance"}
MEMBERS = {"profile": ("Profile", "Name"), "permission set": ("PermissionSet", "Label")}


class SiteSetup(Protocol):
    """What an administrator does with sites, the portal where none is named. Each verb raises Refused."""

    def create(self, name: str, url: str, template: str) -> None:
        """Make a site from a template."""

    def status(self, site: str = "") -> str:
        """Preview, Published or Offline."""

    def set_status(self, status: str, site: str = "") -> None:
        """Give it one of these."""

    def members(self) -> dict[str, str]:
        """The profiles and permission sets of members, each with its Assignment Status."""

    def add(self, kind: str, name: str) -> None:
        """Make who has a profile or permission set a member."""

    def remove(self, name: str) -> None:
        """Take a profile or permission set away."""

    def let_register(self, profile: str, account: str) -> None:
        """Allow self-registration, with this profile, under this account."""

    def brand(self, name: str, header: str) -> None:
        """Give it a name and a colour for its header."""


class ApiSiteSetup:
    """The same over REST."""

    def __init__(self, org: OrgClient) -> None:
        self._org = org

    def create(self, name: str, url: str, template: str) -> None:
        """Post to Connect REST API."""
        self._org.make_site(name, url, template)

    def status(self, site: str = "") -> str:
        """The label of Network.Status."""
        values = {value: label for label, value in STATUSES.items()}
        return values[str(self._site(site).Status)]

    def set_status(self, status: str, site: str = "") -> None:
        """Set Network.Status."""
        self._org.update("Network", self._site(site).Id, Status=STATUSES[status])

    def members(self) -> dict[str, str]:
        """The rows of NetworkMemberGroup, with the labels of their statuses."""
        soql = "SELECT ParentId, toLabel(AssignmentStatus) FROM NetworkMemberGroup WHERE NetworkId = "
        rows = self._org.query(soql + text_literal(self._portal.Id))
        return {self._name(str(row.ParentId)): str(row.AssignmentStatus) for row in rows}

    def add(self, kind: str, name: str) -> None:
        """Create a NetworkMemberGroup."""
        sobject, field = MEMBERS[kind]
        values = {"NetworkId": self._portal.Id, "ParentId": self._org.id_of(sobject, **{field: name})}
        self._org.insert("NetworkMemberGroup", values)

    def remove(self, name: str) -> None:
        """Set its AssignmentStatus: the object knows no delete."""
        for row in self._org.query("SELECT Id, ParentId FROM NetworkMemberGroup"):
            if self._name(str(row.ParentId)) == name:
                self._org.update("NetworkMemberGroup", row.Id, AssignmentStatus="WaitingForRemove")
                return
        raise Refused(f"{name} is no member")

    def let_register(self, profile: str, account: str) -> None:
        """Set the fields of Network and create a NetworkSelfRegistration."""
        portal, profile_id = self._portal.Id, self._org.id_of("Profile", Name=profile)
        self._org.update("Network", portal, OptionsSelfRegistrationEnabled=True, SelfRegProfileId=profile_id)
        [found] = self._org.query(f"SELECT Id FROM Account WHERE Name = {text_literal(account)}")
        self._org.insert("NetworkSelfRegistration", {"NetworkId": portal, "AccountId": found.Id})

    def brand(self, name: str, header: str) -> None:
        """Refused: Salesforce has this on its pages and in metadata alone; tag the scenario @browser."""
        raise Refused(f"no API makes the portal {name} or its header {header}")

    @property
    def _portal(self) -> Record:
        return self._site("")

    def _site(self, name: str) -> Record:
        """The site of that name; without one, the portal, which was there first."""
        where = f"Name = {text_literal(name)}" if name else "UrlPathPrefix != null"
        return self._org.query(f"SELECT Id, Status FROM Network WHERE {where} ORDER BY CreatedDate, Id")[0]

    def _name(self, parent_id: str) -> str:
        sobject, field = MEMBERS["profile" if parent_id.startswith("00e") else "permission set"]
        return str(self._org.get(sobject, parent_id)[field])

"""People made for a comparison: of each profile and role, and for each external profile two companies of users.

What is made follows from names only, so that two orgs of different metadata get the same people as far as they can.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from mock_org.audit.diff.compared import Person
from mock_org.errors import SalesforceError
from mock_org.org import Org
from mock_org.settings.licenses import EXTERNAL_LICENSES

PORTAL_ROLES = ("Executive", "Manager", "User")
STANDARD_PROFILE = "Standard User"
DOMAIN = "diff.mock-org.example"
USER = {
    "TimeZoneSidKey": "America/Los_Angeles",
    "LocaleSidKey": "en_US",
    "EmailEncodingKey": "UTF-8",
    "LanguageLocaleKey": "en_US",
}


@dataclass
class People:
    """Who was made, and their companies. notes: who could not be made, and why."""

    persons: list[Person] = field(default_factory=list)
    companies: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def make_people(org: Org) -> People:
    """Internal users of each role and group, and users of two companies for each external profile.

    Seats are enough for everybody; external users get each permission set of the project once.
    """
    org.configure(org.settings.patched({"licenses": dict.fromkeys(EXTERNAL_LICENSES, 1000)}))
    making = _Making(org)
    making.internal()
    for profile in making.profiles(external=True):
        making.external(profile)
    making.guests()
    return making.people


class _Making:
    def __init__(self, org: Org) -> None:
        self._records = org.system_session().records()
        self._declared = [each for each in org.sharing.declared if each.holder]
        self.people = People()

    def profiles(self, *, external: bool) -> list[str]:
        """The project's profiles of that kind."""
        held = (each for each in self._declared if each.of_profile and each.external is external)
        return sorted({each.holder for each in held} - {"System Administrator"})

    def internal(self) -> None:
        """Each internal profile in each role; and a member of each public group, without a role."""
        profiles = self.profiles(external=False) or [STANDARD_PROFILE]
        for role in self._roles():
            for profile in profiles:
                self._user(f"{profile} in role {role['Name']}", profile, profile, UserRoleId=role["Id"])
        for group in sorted(self._records.find("Group", Type="Regular"), key=lambda row: str(row["DeveloperName"])):
            name = f"{profiles[0]} in group {group['Name']}"
            made = self._user(name, profiles[0], profiles[0])
            if made:
                self._records.insert("GroupMember", {"GroupId": group["Id"], "UserOrGroupId": made})
        for name, set_id in self._sets(external=False):
            self._user(f"{profiles[0]} with {name}", f"{profiles[0]} with {name}", profiles[0], (set_id,))

    def external(self, profile: str) -> None:
        """Two companies; in the first one a user of each portal role, a colleague, and one with each permission set."""
        for number, company in enumerate(("One", "Two")):
            name = f"{profile} {company}"
            account = self._company(name, number)
            roles = ("User",) if number else PORTAL_ROLES
            made = [self._external_user(f"{role} of {name}", profile, account, PortalRole=role) for role in roles]
            if not any(made):
                made = [self._external_user(f"User of {name}", profile, account)]
            if number == 0:
                self._external_user(f"Colleague of {name}", profile, account)
                for set_name, set_id in self._sets(external=True):
                    group = f"{profile} with {set_name}"
                    self._external_user(f"User of {name} with {set_name}", profile, account, (set_id,), group)

    def guests(self) -> None:
        """The guest user of each site, whom every org has."""
        for row in self._records.find("User", UserType="Guest", IsActive=True):
            self.people.persons.append(Person(row["Id"], str(row["Name"]), "guest", True))

    def _external_user(
        self,
        name: str,
        profile: str,
        account: str,
        sets: tuple[str, ...] = (),
        group: str | None = None,
        **values: str,
    ) -> str | None:
        contact = self._records.insert("Contact", {"LastName": name[:80], "AccountId": account})
        return self._user(name, group or profile, profile, sets, ContactId=contact, **values)

    def _company(self, name: str, number: int) -> str:
        """An account that is a partner's, of an owner in a role; two of them have owners in two roles."""
        owners = [p for p in self.people.persons if not p.external and p.role] or self.people.persons
        owner = owners[min(number, len(owners) - 1)].id if owners else None
        account = self._records.insert("Account", {"Name": name} | ({"OwnerId": owner} if owner else {}))
        try:
            self._records.update("Account", account, {"IsPartner": True})
        except SalesforceError as refusal:
            self._note(f"account {name} is no partner account: {refusal.message}")
        self.people.companies[name] = account
        return account

    def _user(self, name: str, group: str, profile: str, sets: tuple[str, ...] = (), **values: str) -> str | None:
        """One user with these permission sets; without the name of a fault, None."""
        found = self._records.one("Profile", Name=profile)
        if found is None:
            return None
        number = len(self.people.persons)
        base = {"LastName": name[:80], "Alias": f"d{number}", "ProfileId": found["Id"], **USER}
        address = dict.fromkeys(("Username", "Email"), f"d{number}@{DOMAIN}") | {"CommunityNickname": f"d{number}"}
        try:
            made = self._records.insert("User", base | address | values)
            for each in sets:
                self._records.insert("PermissionSetAssignment", {"AssigneeId": made, "PermissionSetId": each})
        except SalesforceError as refusal:
            if values.get("PortalRole", "User") == "User":  # an org may have fewer partner roles than three
                self._note(f"no {name}: {refusal.message}")
            return None
        self.people.persons.append(Person(made, name, group, "ContactId" in values, values.get("UserRoleId")))
        return made

    def _roles(self) -> list[dict[str, str]]:
        """Internal roles, those first under which nobody else is."""
        rows = [row for row in self._records.find("UserRole") if row.get("PortalType") in (None, "None")]
        rows = [row for row in rows if row["DeveloperName"] != "Mock_Org_Administrator"]
        above = {row["ParentRoleId"] for row in rows}
        return sorted(rows, key=lambda row: (row["Id"] in above, str(row["Name"])))

    def _sets(self, *, external: bool) -> Iterator[tuple[str, str]]:
        names = sorted({e.holder for e in self._declared if not e.of_profile and e.external is external})
        for name in names:
            for row in self._records.find("PermissionSet", Name=name, IsOwnedByProfile=False):
                yield name, str(row["Id"])

    def _note(self, text: str) -> None:
        self.people.notes.append(text)

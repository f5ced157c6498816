"""The verb of a Session by which somebody becomes a member of a site without help: self-registration."""

from dataclasses import dataclass
from typing import Any

from mock_org.errors import SalesforceError
from mock_org.org.view import View


@dataclass(frozen=True, slots=True)
class Registrant:
    """What somebody typed who signs up; the email address becomes the username."""

    first_name: str
    last_name: str
    email: str


class Registration(View):
    """Signing up at a site."""

    def register(self, network_id: str, person: Registrant) -> str:
        """Make a contact and an external user for somebody, in system mode; the user's id.

        Salesforce help, "Set Up Self-Registration": a profile that is a member of the site, and an account for those
        who come (confidence A; where one of them is missing, code and texts are D).
        Raises what the save of contact and user refuses: no seat left, username taken, owner of the account without
        a role; nothing is made then.
        """
        records = self.system().records()
        site = records.get("Network", network_id) or {}
        if site.get("Status") != "Live" or not site.get("OptionsSelfRegistrationEnabled"):
            raise _closed("Self-registration is not available.")
        profile, account = self._profile(site), self._account(site)
        with self.org.database.transaction():
            names = {"FirstName": person.first_name or None, "LastName": person.last_name, "Email": person.email}
            contact = {"AccountId": account["Id"], "OwnerId": account["OwnerId"]}
            contact_id = records.insert("Contact", names | contact)
            return records.insert("User", names | self._user(profile, person) | {"ContactId": contact_id})

    def _profile(self, site: dict[str, Any]) -> str:
        records, profile_id = self.system().records(), site.get("SelfRegProfileId")
        if not profile_id:
            raise _closed("Self-registration has no profile.")
        if not records.count("NetworkMemberGroup", NetworkId=site["Id"], ParentId=profile_id, AssignmentStatus="Added"):
            raise _closed("The profile of self-registration is no member of the site.")
        return str(profile_id)

    def _account(self, site: dict[str, Any]) -> dict[str, Any]:
        records = self.system().records()
        row = records.one("NetworkSelfRegistration", NetworkId=site["Id"]) or {}
        account = records.get("Account", row.get("AccountId"))
        if account is None:
            raise _closed("Self-registration has no account.")
        return account

    def _user(self, profile_id: str, person: Registrant) -> dict[str, Any]:
        return {
            "Username": person.email,
            "ProfileId": profile_id,
            "IsPortalSelfRegistered": True,
            "TimeZoneSidKey": self.org.settings.time_zone,
            "LocaleSidKey": "en_US",
            "LanguageLocaleKey": "en_US",
            "EmailEncodingKey": "UTF-8",
        }


def _closed(message: str) -> SalesforceError:
    return SalesforceError("INVALID_OPERATION", message)

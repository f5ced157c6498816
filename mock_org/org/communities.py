"""The verbs of a Session about Experience Cloud sites (Connect REST API, "Experience Cloud Sites")."""

import re
from typing import Any
from zlib import crc32

from mock_org.errors import SalesforceError
from mock_org.org.branding import LWR_TEMPLATES, MANAGES, SERVLETS, SHADOW_TEMPLATE, TEMPLATES, Branding
from mock_org.org.view import not_found
from mock_org.schema import make_id, to_18
from mock_org.storage.site_looks import SiteLook

Row = dict[str, Any]
# Of which sites members are told (Object Reference, Network; confidence A).
OPEN = ("Live", "UnderConstruction")
_PREFIX = re.compile(r"[A-Za-z0-9_-]*")
_LONGEST = 80
# Key of a site's answer ← switch of Network.
_SWITCHES = {
    "allowChatterAccessWithoutLogin": "OptionsGuestChatterEnabled",
    "allowMembersToFlag": "OptionsAllowMembersToFlag",
    "builderBasedSnaEnabled": "OptionsExperienceBundleBasedSnaOverrideEnabled",
    "guestMemberVisibilityEnabled": "OptionsGuestMemberVisibility",
    "imageOptimizationCDNEnabled": "OptionsImageOptimizationCDNEnabled",
    "invitationsEnabled": "OptionsInvitationsEnabled",
    "knowledgeableEnabled": "OptionsKnowledgeableEnabled",
    "memberVisibilityEnabled": "OptionsMemberVisibility",
    "nicknameDisplayEnabled": "OptionsNicknameDisplayEnabled",
    "privateMessagesEnabled": "OptionsPrivateMessagesEnabled",
    "reputationEnabled": "OptionsReputationEnabled",
    "sendWelcomeEmail": "OptionsSendWelcomeEmail",
    "siteAsContainerEnabled": "OptionsSiteAsContainerEnabled",
}


class Communities(Branding):
    """Sites: those of the user, their templates, a new one, publishing."""

    def communities(self, status: str | None = None) -> list[Row]:
        """The sites that the user is a member of; all for whoever sets them up.

        status: only those of that Network.Status, in any case.
        """
        records = self.system().records()
        if "Network" not in self.org.schema:
            raise _off()
        sites = sorted(records.find("Network"), key=lambda site: str(site["Name"]).casefold())
        if not self._manages():
            mine = {row["NetworkId"] for row in records.find("NetworkMember", MemberId=self.user.id)}
            sites = [site for site in sites if site["Id"] in mine and site["Status"] in OPEN]
        return [self._told_site(site) for site in sites if status is None or site["Status"].lower() == status.lower()]

    def community(self, record_id: str) -> Row:
        """One of them. Raises NOT_FOUND."""
        wanted = to_18(record_id)
        found = next((site for site in self.communities() if site["id"] == wanted), None)
        if found is None:
            raise not_found()
        return found

    def create_community(self, values: Row) -> Row:
        """Make a site, under construction; the creator's profile becomes a member.

        Raises INVALID_INPUT for a name or address that is taken or does not fit, INSUFFICIENT_ACCESS without the
        permission.
        """
        self._require_manager()
        name, prefix = self._checked(values)
        records = self.system().records()
        with self.org.database.transaction():
            made = {
                "Name": name,
                "UrlPathPrefix": prefix,
                "Description": values.get("description"),
                "Status": "UnderConstruction",
                "EmailSenderName": self.user.name,
                "EmailSenderAddress": records.find("User", Id=self.user.id)[0]["Email"],
                "OptionsNicknameDisplayEnabled": True,
            }
            network_id = records.insert("Network", made)
            member = {"NetworkId": network_id, "ParentId": self.user.profile_id, "AssignmentStatus": "Added"}
            records.insert("NetworkMemberGroup", member)
            self.set_look(network_id, SiteLook(template=str(values["templateName"])))
        # What the client is told: Salesforce makes the site in the background (sf CLI, community create).
        return {
            "action": "CREATE",
            "jobId": _job(network_id),
            "message": "Your site is being created.",
            "name": name,
        }

    def publish_community(self, record_id: str) -> Row:
        """Publish a site's pages; its status stays what it is. Raises NOT_FOUND, INSUFFICIENT_ACCESS."""
        site = self.community(record_id)
        self._require_manager()
        return {
            "id": site["id"],
            "jobId": _job(site["id"]),
            # The text is what its clients expect.
            "message": "We are publishing your changes now. You will receive an email confirmation when your changes "
            "are live.",
            "name": site["name"],
            "url": site["siteUrl"],
        }

    def _manages(self) -> bool:
        return not self.user.external and self.user.has(MANAGES)

    def _require_manager(self) -> None:
        if "Network" not in self.org.schema:
            raise _off()
        if not self._manages():
            raise SalesforceError("INSUFFICIENT_ACCESS", "You don't have permission to create or change sites.")

    def _checked(self, values: Row) -> tuple[str, str | None]:
        name, prefix = str(values.get("name", "")).strip(), values.get("urlPathPrefix") or None
        if prefix and values.get("templateName") in LWR_TEMPLATES:
            prefix += SERVLETS
        known = self.system().records().find("Network")
        if not name or len(name) > _LONGEST:
            raise _invalid(f"name: give one of at most {_LONGEST} characters.")
        if any(str(site["Name"]).casefold() == name.casefold() for site in known):
            raise _invalid("Enter a different name. That one already exists.")
        if values.get("templateName") not in (*TEMPLATES, SHADOW_TEMPLATE):
            raise _invalid(f"templateName: there is no template {values.get('templateName')!r}.")
        if prefix is not None and (len(prefix) > _LONGEST or not _PREFIX.fullmatch(prefix)):
            raise _invalid("urlPathPrefix: use letters, digits, hyphens and underscores.")
        if any((site["UrlPathPrefix"] or "").casefold() == (prefix or "").casefold() for site in known):
            raise _invalid("Enter a different URL. That one already exists.")
        return name, prefix

    def _told_site(self, site: Row) -> Row:
        """Connect REST API, "Experience Cloud Site" (key set: answers of real orgs)."""
        here = f"{self.base_url}/{site['UrlPathPrefix']}" if site["UrlPathPrefix"] else self.base_url
        builder = f"{self.base_url}/sfsites/picasso/core/config/commeditor.jsp?siteId={site['Id'][:15]}"
        told = {key: bool(site.get(column)) for key, column in _SWITCHES.items()} | {
            "builderUrl": builder if self._manages() else None,
            "description": site["Description"],
            "id": site["Id"],
            "loginUrl": f"{here}/login",
            "name": site["Name"],
            "siteUrl": here,
            "status": site["Status"],
            "templateName": self.site_look(site).template,
            "url": f"/services/data/v{self.version}/connect/communities/{site['Id']}",
            "urlPathPrefix": site["UrlPathPrefix"],
        }
        return dict(sorted(told.items()))


def _job(network_id: str) -> str:
    return make_id("08P", crc32(network_id.encode()))


def _off() -> SalesforceError:
    return SalesforceError(
        "FUNCTIONALITY_NOT_ENABLED", "This feature is not currently enabled for this user.", status=403
    )


def _invalid(message: str) -> SalesforceError:
    return SalesforceError("INVALID_INPUT", message)

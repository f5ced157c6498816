"""Logging in to the portal as one of its users, without a password: the link that an administrator follows."""

from urllib.parse import quote, urlencode, urlsplit

from factories.org import OrgClient
from factories.refused import Refused
from factories.soql import text_literal

SERVLET = "/servlet/servlet.su"


def log_in_as_link(org: OrgClient, username: str) -> str:
    """A one-time address that opens the portal as this user. It is a credential.

    One hop: single access lets the administrator in, on to the servlet that Salesforce's own button "Log in to
    Experience as User" opens (seen in Salesforce Inspector Reloaded; confidence B).
    org: the org as an administrator. Raises Refused for who is no member of the portal.
    """
    return org.browser_entry(log_in_as_path(org, username))


def log_in_as_path(org: OrgClient, username: str) -> str:
    """The path of the servlet, for an administrator who is in already. Raises Refused."""
    found = org.query(f"SELECT Id, ContactId FROM User WHERE Username = {text_literal(username)}")
    if not found:
        raise Refused(f"the org has no user {username}")
    [user], [organization] = found, org.query("SELECT Id FROM Organization")
    ids = {"sunetworkid": _network(org, user.Id), "sunetworkuserid": user.Id}
    back = quote(f"/{user.ContactId}" if user.ContactId else "/", safe="")
    return f"{SERVLET}?oid={organization.Id}&retURL={back}&{urlencode(ids)}"


def _network(org: OrgClient, user_id: str) -> str:
    """The live site that the user is a member of; of several the one that the run is about."""
    where = f"MemberId = {text_literal(user_id)} AND Network.Status = 'Live'"
    rows = org.query(f"SELECT NetworkId, Network.UrlPathPrefix FROM NetworkMember WHERE {where}")
    if not rows:
        raise Refused("the user is a member of no live site")
    prefix = urlsplit(org.connection.site_url).path.strip("/").removesuffix("/s")
    named = [row for row in rows if (row.Network["UrlPathPrefix"] or "") == prefix]
    return str((named or rows)[0].NetworkId)

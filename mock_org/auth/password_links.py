"""Links in mails by which users give themselves a password: once, and within 24 hours.

Salesforce help 000387741 and "Reset Passwords for Your Users" (confidence A). Real ones look like this: the log-in page
with the parameter c (seen in welcome mails; confidence B).
"""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from mock_org import mail
from mock_org.auth.networks import site_for
from mock_org.auth.setup_audit import note
from mock_org.clock import Clock
from mock_org.dml.values import format_datetime
from mock_org.mail.sending import site_address
from mock_org.org import Org
from mock_org.storage import Database, log_ins

LIFE = timedelta(hours=24)
PARAMETER = "c"


def new_link(database: Database, clock: Clock, user_id: str, address: str) -> str:
    """The address of a new link, in the transaction of whoever mails it. The first that sets a password ends them all.

    address: of the site, or of the org for internal users.
    """
    token = log_ins.keep_link(database, user_id, format_datetime(clock.now()))
    return f"{address}/login?{urlencode({PARAMETER: token})}"


def user_of_link(org: Org, token: str) -> str | None:
    """Whose password a link sets; None for one that is unknown, used or too old, and for who cannot log in."""
    found = log_ins.link(org.database, token) if token else None
    if found is None:
        return None
    created = datetime.strptime(found.created, "%Y-%m-%dT%H:%M:%S.%f%z")
    if org.clock.now() >= created + LIFE:
        return None
    system = org.system_session()
    active = system.find("User", Id=found.user_id, IsActive=True)
    frozen = system.find("UserLogin", UserId=found.user_id, IsFrozen=True)
    return found.user_id if active and not frozen else None


def forgotten(org: Org, username: str, network_id: str | None) -> None:
    """Mail a link to the user of that name, if there is one who may log in there; nobody learns whether.

    The link leads to the org's own address: the host of a request is the word of whoever sent it.
    """
    system = org.system_session()
    found = system.find("User", Username=username.strip(), IsActive=True) if username.strip() else []
    if not found or system.find("UserLogin", UserId=found[0]["Id"], IsFrozen=True):
        return
    sites = system.find("Network", Id=network_id) if network_id else []
    member = system.find("NetworkMember", NetworkId=network_id, MemberId=found[0]["Id"]) if sites else []
    if bool(member) != bool(sites) or (not sites and found[0]["UserType"] != "Standard"):
        return
    _send(org, mail.FORGOT_PASSWORD, found[0]["Id"], sites[0] if sites else None, org.base_url)


def reset_by_mail(org: Org, actor_id: str, user_id: str) -> None:
    """What an administrator's Reset Password does: the present password stays, and a mail with a link goes out.

    Salesforce help, "Reset Passwords for Your Users" (confidence B); it also ends a lock-out.
    """
    user = org.system_session().find("User", Id=user_id)[0]
    with org.database.transaction():
        note(org, actor_id, "resetpassword", f"Reset password for user {user['Name']}")
        tell_of_reset(org, user_id)


def tell_of_reset(org: Org, user_id: str) -> None:
    """Mail a link to a user whose password was reset."""
    user = org.system_session().find("User", Id=user_id)[0]
    _send(org, mail.CHANGE_PASSWORD, user_id, site_for(org, user), org.base_url)


def _send(org: Org, template: str, user_id: str, network: dict[str, Any] | None, base_url: str) -> None:
    user = org.system_session().find("User", Id=user_id)[0]
    with org.database.transaction():
        log_ins.drop_links(org.database, user_id)
        link = new_link(org.database, org.clock, user_id, site_address(base_url, network or {}))
        mail.send_template(org.mail_desk(), template, user, {"Community_Url": link}, network=network)

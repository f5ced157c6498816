"""Mails that saves send: the welcome mail of a site, the word about a converted lead."""

from collections.abc import Mapping
from typing import Any

from mock_org import mail
from mock_org.auth.password_links import new_link
from mock_org.dml import TriggerContext

Row = Mapping[str, Any]


def send_welcome_mail(context: TriggerContext, network: Row, user: Row) -> None:
    """Welcome a new member of a site: username, and the way to log in.

    Who never logged in gets a link that sets the password (Salesforce help 000387741; confidence A).
    """
    words = {}
    if not user.get("LastLoginDate"):
        address = mail.site_address(context.base_url, network)
        words = {"Community_Url": new_link(context.database, context.clock, user["Id"], address)}
    mail.send_template(context, mail.WELCOME, user, words, network=network)


def send_converted_mail(source: mail.MailSource, owner: Row, lead: Row, sender: Row) -> None:
    """Tell the new owner of a converted lead (LeadConvert.sendNotificationEmail)."""
    mail.send_template(source, mail.LEAD_CONVERTED, owner, records={"Lead": lead}, sender=sender)

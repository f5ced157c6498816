"""Mails that the platform sends: the welcome mail of a site, the word about a converted lead."""

from collections.abc import Mapping
from html import escape
from typing import Any

from mock_org.clock import Clock
from mock_org.dml import TriggerContext
from mock_org.dml.values import format_datetime
from mock_org.storage import Database
from mock_org.storage.mails import Mail, send

_SENDER = "no-reply@mock-org.example"


def site_address(base_url: str, network: dict[str, Any]) -> str:
    """Where a site is: the org's address and the site's URL path."""
    prefix = network.get("UrlPathPrefix")
    return f"{base_url}/{prefix}" if prefix else base_url


def send_welcome_mail(context: TriggerContext, network: dict[str, Any], user: dict[str, Any]) -> None:
    """Welcome a new member of a site: username, and the way to log in (Salesforce help 000387741; wording ours)."""
    name, username, site = user.get("Name") or "", user["Username"], network["Name"]
    address = site_address(context.base_url, network)
    text = f"Hi {name},\n\nWelcome to {site}! To get started, go to {address}\n\nUsername: {username}\n"
    html = (
        f"<p>Hi {escape(name)},</p><p>Welcome to {escape(site)}! To get started, go to "
        f'<a href="{escape(address)}">{escape(address)}</a></p><p>Username: {escape(username)}</p>'
    )
    mail = Mail(
        to=user["Email"],
        sender=network.get("EmailSenderAddress") or _SENDER,
        subject=f"Welcome to {site}",
        text=text,
        html=html,
        sent=format_datetime(context.clock.now()),
    )
    send(context.database, mail)


def send_converted_mail(database: Database, clock: Clock, owner: Mapping[str, Any], lead: Mapping[str, Any]) -> None:
    """Tell the new owner of a converted lead (LeadConvert.sendNotificationEmail; wording ours)."""
    subject = f"The lead {lead.get('Name')} was converted and assigned to you"
    text = f"Hi {owner.get('Name') or ''},\n\n{subject}.\n"
    now = format_datetime(clock.now())
    html = f"<p>{escape(subject)}.</p>"
    send(database, Mail(str(owner.get("Email")), _SENDER, subject, text, html, now))

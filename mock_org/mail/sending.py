"""Sending by the name of a template: the mail is a row of the outbox, in the transaction of whoever sends it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from mock_org.clock import Clock
from mock_org.dml import Records
from mock_org.dml.values import format_datetime
from mock_org.errors import SalesforceError
from mock_org.mail.merging import OBJECTS, WORDS, MergeFault, fault_in, merge, normal
from mock_org.mail.templates import template_for
from mock_org.mail.texts import html_of, one_line, text_of
from mock_org.mail.values import Row, Values, Word
from mock_org.schema import Schema
from mock_org.settings import Settings
from mock_org.storage import Database
from mock_org.storage.mails import Mail, send


class MailSource(Protocol):
    """What sending needs of the org: a TriggerContext has it, and `Org.mail_desk()` gives it."""

    @property
    def database(self) -> Database:
        """Where the outbox is."""

    @property
    def clock(self) -> Clock:
        """The org's time."""

    @property
    def settings(self) -> Settings:
        """Who mails come from that are no site's."""

    @property
    def system(self) -> Records:
        """The org's records."""

    @property
    def base_url(self) -> str:
        """Where the org answers."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A MailSource outside of triggers."""

    database: Database
    clock: Clock
    settings: Settings
    system: Records
    base_url: str


def send_template(
    source: MailSource,
    template: str,
    user: Row,
    words: Mapping[str, Word] | None = None,
    *,
    network: Row | None = None,
    records: Mapping[str, Row] | None = None,
    sender: Row | None = None,
    to: str | None = None,
) -> None:
    """Send a mail to a user.

    template: DeveloperName of a standard template (mock_org.mail.WELCOME and so on); the site's own takes its place.
    words: what merge fields stand for that belong to no record ("Community_Url", "Review_Due"); dates and instants are
    written in the user's locale and time zone. network: the site that sends it. records: those that the template may
    name, by object ("Lead"). sender: the user who caused the mail ({!User.Name}) and gets the answers. to: another
    address than the user's.
    Raises INVALID_OPERATION, with a sentence, for a template that is gone, not active, or has a field nobody can fill.
    """
    row = _template(source.system, template, network)
    values = _values(source, user, words or {}, network, dict(records or {}) | {"User": sender or {}})
    subject, text, html = _filled(row, values)
    mail = Mail(
        to=to or str(user.get("Email") or ""),
        sender="",
        subject=subject,
        text=text,
        html=html,
        sent="",
        to_name=str(user.get("Name") or ""),
        reply_to=str((sender or {}).get("Email") or ""),
        template=row["DeveloperName"],
    )
    post(source, mail, network)
    used = {"TimesUsed": (row["TimesUsed"] or 0) + 1, "LastUsedDate": format_datetime(source.clock.now())}
    source.system.write("EmailTemplate", [row["Id"]], used)


def _template(records: Records, name: str, network: Row | None) -> Row:
    """The template to send; one that cannot be sent is refused."""
    row = template_for(records, name, network)
    if row is None or not row["IsActive"]:
        raise _refused(name, "is not there" if row is None else "is not available for use")
    fault = check_template(row, records.schema)
    if fault:
        raise _refused(row["DeveloperName"], f"cannot be filled: {fault[0]}: {fault[1]}")
    return row


def post(source: MailSource, mail: Mail, network: Row | None = None) -> None:
    """Send a mail that is written: now, and from the site or the org unless it says from whom.

    Network.EmailSenderAddress and EmailSenderName (Object Reference; confidence A).
    """
    settings, site = source.settings, network or {}
    sender = mail.sender or site.get("EmailSenderAddress") or settings.mail.org_wide_address
    name = mail.sender_name or ("" if mail.sender else site.get("EmailSenderName") or settings.mail.org_wide_name)
    send(
        source.database,
        replace(
            mail,
            to=one_line(mail.to),
            to_name=one_line(mail.to_name),
            sender=one_line(sender),
            sender_name=one_line(name),
            reply_to=one_line(mail.reply_to),
            subject=one_line(mail.subject),
            sent=format_datetime(source.clock.now()),
        ),
    )


def check_template(template: Row, schema: Schema) -> tuple[str, MergeFault] | None:
    """The first of an EmailTemplate's fields that cannot be filled, and what is wrong with it; None if all can."""
    for name in ("Subject", "Body", "HtmlValue"):
        fault = fault_in(str(template.get(name) or ""), schema)
        if fault:
            return name, fault
    return None


def _values(
    source: MailSource, user: Row, words: Mapping[str, Word], network: Row | None, records: Mapping[str, Row]
) -> Values:
    system = source.system
    organization = system.one("Organization") or {}
    said: dict[str, Word] = {
        "community_name": str((network or organization).get("Name") or ""),
        "community_url": site_address(source.base_url, network or {}),
    }
    said |= {normal(name): value for name, value in words.items()}
    if unknown := said.keys() - WORDS.keys():
        raise ValueError(f"no mail has the words {', '.join(sorted(unknown))}; merging.WORDS has those that there are")
    named = {"Receiving_User": user, "Organization": organization, "Contact": _contact(system, user)} | dict(records)
    rows = {normal(name): (OBJECTS.get(normal(name), name), row) for name, row in named.items() if row}
    return Values(system, source.base_url, user, said, rows)


def site_address(base_url: str, network: Row) -> str:
    """Where a site is: the org's address and the site's URL path."""
    prefix = network.get("UrlPathPrefix")
    return f"{base_url}/{prefix}" if prefix else base_url


def _contact(system: Records, user: Row) -> Row:
    return system.get("Contact", user.get("ContactId")) or {}


def _filled(template: Row, values: Values) -> tuple[str, str, str]:
    """Subject, text and HTML. What a template has of the two is made from the other."""
    text, html = str(template.get("Body") or ""), str(template.get("HtmlValue") or "")
    subject = merge(str(template.get("Subject") or ""), values.of, html=False)
    plain = merge(text, values.of, html=False)
    rich = merge(html, values.of, html=True) or html_of(plain)
    return subject, plain or text_of(rich), rich


def _refused(template: str, what: str) -> SalesforceError:
    return SalesforceError("INVALID_OPERATION", f"The mail is not sent: its template {template} {what}")

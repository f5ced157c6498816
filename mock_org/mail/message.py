"""A mail of the outbox as a MIME message (RFC 5322): text, and HTML beside it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from typing import Any

from mock_org.mail.texts import one_line

Row = Mapping[str, Any]


def message(mail: Row) -> EmailMessage:
    """The message of a row of the outbox; the same bytes each time it is asked for."""
    made = EmailMessage(policy=SMTP if is_ascii(mail) else SMTPUTF8)
    made["Message-ID"] = mail["message_id"]
    made["Date"] = format_datetime(datetime.strptime(mail["sent"], "%Y-%m-%dT%H:%M:%S.%f%z").astimezone(UTC))
    made["From"] = _address(mail["from"], mail["from_name"])
    if mail["reply_to"]:
        made["Reply-To"] = _address(mail["reply_to"], "")
    made["To"] = _address(mail["to"], mail["to_name"])
    made["Subject"] = one_line(mail["subject"])
    made["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    made.set_content(mail["text"] or "", cte="quoted-printable")
    if mail["html"]:
        made.add_alternative(mail["html"], subtype="html", cte="quoted-printable")
        made.set_boundary(f"=_{mail['message_id'].strip('<>').partition('@')[0]}")
    return made


def is_ascii(mail: Row) -> bool:
    """Whether the addresses are those of old mail servers, too."""
    return all(str(mail[name] or "").isascii() for name in ("from", "to", "reply_to"))


def _address(address: str, name: str) -> Address:
    try:
        return Address(one_line(name), addr_spec=one_line(address))
    except (ValueError, IndexError, HeaderParseError):
        # An address that the standard does not know is a name that nobody can be reached by.
        return Address(one_line(f"{name} {address}"), username="invalid", domain="invalid.example")

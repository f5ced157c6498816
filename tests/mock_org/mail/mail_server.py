"""A real SMTP server on this machine, that keeps what it is sent."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Event
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from mock_org.cli.ports import free_port


class Mailboxes:
    """What came in: envelopes and messages. refuse: a recipient that it does not know. came: set with the first."""

    def __init__(self, refuse: str = "") -> None:
        self.refuse = refuse
        self.envelopes: list[tuple[str, list[str]]] = []
        self.messages: list[EmailMessage] = []
        self.bytes: list[bytes] = []
        self.came = Event()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        if address == self.refuse:
            return "550 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.envelopes.append((envelope.mail_from or "", list(envelope.rcpt_tos)))
        self.bytes.append(envelope.content)
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        self.came.set()
        return "250 OK"


@contextmanager
def mail_server(refuse: str = "") -> Iterator[tuple[str, Mailboxes]]:
    """Its HOST:PORT and what comes in."""
    mailboxes, port = Mailboxes(refuse), free_port("127.0.0.1", 0)
    controller = Controller(mailboxes, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield f"127.0.0.1:{port}", mailboxes
    finally:
        controller.stop()

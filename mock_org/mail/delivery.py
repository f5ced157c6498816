"""Delivery: each mail of a committed save goes to an SMTP server, in a thread of its own, once."""

import logging
import re
import smtplib
import threading
from collections.abc import Mapping
from queue import Queue
from typing import Any

from mock_org.errors import SetupError
from mock_org.mail.message import is_ascii, message
from mock_org.storage import Database
from mock_org.storage.mailbox import claim, settle, undelivered
from mock_org.storage.outbox import FAILED, SENT

_ADDRESS = re.compile(r"(?P<host>\[[0-9a-fA-F:.]+\]|[^:\s\[\]]+):(?P<port>\d{1,5})\Z")
_PATIENCE = 10.0  # seconds for a server that does not answer
_LOG = logging.getLogger(__name__)


def smtp_address(text: str) -> tuple[str, int]:
    """Host and port of HOST:PORT.

    Raises SetupError.
    """
    found = _ADDRESS.match(text)
    if found is None or not 0 < int(found["port"]) < 65536:
        raise SetupError(f"smtp: {text!r} is no HOST:PORT, such as 127.0.0.1:2525")
    return found["host"].strip("[]"), int(found["port"])


class Postman:
    """Delivers what is queued whenever a save was committed. A failure is logged and fails no save.

    A mail is claimed before it is handed over, and a claim outlives the process: after a restart it is not delivered
    twice. What a server refused, or what no server took, is tried once more at the next start.
    """

    def __init__(self, database: Database, address: str) -> None:
        self._database = database
        self._host, self._port = smtp_address(address)
        self._bell: Queue[bool] = Queue()
        # What this process has tried, it does not try again, though an image to which the org goes back says so.
        self._taken: set[str] = set()
        self._thread = threading.Thread(target=self._work, name="postman", daemon=True)

    def start(self) -> None:
        """From now on mails are queued and delivered; first those that an earlier process left."""
        self._database.postman = self._ring
        self._thread.start()
        self._ring()

    def stop(self) -> None:
        """Deliver no more; what is queued stays so."""
        self._database.postman = None
        self._bell.put(False)
        self._thread.join()

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is left to deliver; whether that came to be."""
        with self._bell.all_tasks_done:
            return self._bell.all_tasks_done.wait_for(lambda: not self._bell.unfinished_tasks, seconds)

    def _ring(self) -> None:
        self._bell.put(True)

    def _work(self) -> None:
        while self._bell.get():
            try:
                self._round()
            finally:
                self._bell.task_done()

    def _round(self) -> None:
        for mail in undelivered(self._database):
            name = mail["message_id"]
            if name not in self._taken and claim(self._database, name):
                self._taken.add(name)
                settle(self._database, name, self._deliver(mail))

    def _deliver(self, mail: Mapping[str, Any]) -> str:
        """Hand one mail over; what became of it. The log says nothing that the mail says."""
        try:
            with smtplib.SMTP(self._host, self._port, local_hostname="localhost", timeout=_PATIENCE) as server:
                server.sendmail(mail["from"], [mail["to"]], message(mail).as_bytes(), _options(mail))
        except (OSError, smtplib.SMTPException, UnicodeError, ValueError) as fault:
            code = getattr(fault, "smtp_code", "")
            _LOG.warning("mail %s was not delivered to %s:%s: %s %s", mail["id"], self._host, self._port,
                         type(fault).__name__, code)  # fmt: skip
            return FAILED
        return SENT


def _options(mail: Mapping[str, Any]) -> list[str]:
    """RFC 6531: addresses beyond ASCII are told as such; a server that does not take them refuses the mail."""
    return [] if is_ascii(mail) else ["SMTPUTF8", "BODY=8BITMIME"]

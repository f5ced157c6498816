"""The outbox: which mails the org sent, and each one as its receiver reads it. A page of the mock's own.

Mails hold links that log in and codes, so only who may change every user and every record anyway gets to see them.
"""

import re
from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from mock_org.mail.message import message
from mock_org.setup.page import Page
from mock_org.setup.rendering import page, refused
from mock_org.setup.visit import Visit

PATH = "/lightning/setup/Outbox/home"
MOST = 200
LABELS = {"to": "To", "subject": "Subject", "template": "Email Template"}
STATES = {
    "kept": "In the outbox only",
    "queued": "Waits for the mail server",
    "sending": "Handed to the mail server, which has not answered",
    "sent": "Delivered",
    "failed": "Not delivered",
}
# A message may say what it wants: nothing in it is run, fetched or followed, and it knows nothing of this org.
FRAME_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'; sandbox",
    "X-Frame-Options": "SAMEORIGIN",
    "Cache-Control": "no-store",
}
_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")


def outbox(visit: Visit) -> ResponseReturnValue:
    """The mails, newest first, by what is asked for."""
    asked = {name: request.args.get(name, "").strip() for name in LABELS}
    found = visit.org.mails(**{name: value or None for name, value in asked.items()})[::-1]
    values: dict[str, Any] = {"asked": asked, "labels": LABELS, "states": STATES, "path": PATH}
    return page(visit, "outbox", found=found[:MOST], count=len(found), **values)


def mail(visit: Visit, mail_id: int) -> ResponseReturnValue:
    """One mail: its header, its text, and its HTML in a frame that can do nothing."""
    found = visit.org.mail(mail_id)
    if found is None:
        return _gone(visit)
    own = f"{visit.org.base_url}/"
    links = [each for each in dict.fromkeys(_LINK.findall(found["text"])) if each.startswith((own, request.host_url))]
    return page(visit, "mail", mail=found, links=links, states=STATES, path=PATH)


def html(visit: Visit, mail_id: int) -> ResponseReturnValue:
    """The HTML of a mail, for the frame."""
    found = visit.org.mail(mail_id)
    if found is None:
        return _gone(visit)
    text = str(found["html"] or "").encode("utf-8", "replace")
    return Response(text, mimetype="text/html", headers=FRAME_HEADERS)


def eml(visit: Visit, mail_id: int) -> ResponseReturnValue:
    """The message as a file."""
    found = visit.org.mail(mail_id)
    if found is None:
        return _gone(visit)
    headers = {"Content-Disposition": f'attachment; filename="mail-{mail_id}.eml"', "Cache-Control": "no-store"}
    return Response(message(found).as_bytes(), mimetype="message/rfc822", headers=headers)


def _gone(visit: Visit) -> Response:
    return refused(visit, "Mail Not Found", "There is no such mail in the outbox any more.", 404)


_READERS = ("ViewSetup", "ManageUsers", "ModifyAllData")
_LEAD = "The mails that this org sent, to whom, and what they say."
PAGES = (
    Page(PATH, "Outbox", _LEAD, outbox, _READERS, group="Email", mock_only=True),
    Page(
        "/lightning/setup/Outbox/<int:mail_id>",
        "Mail",
        _LEAD,
        mail,
        _READERS,
        group="Email",
        in_menu=False,
        mock_only=True,
    ),
    Page(
        "/lightning/setup/Outbox/<int:mail_id>/html",
        "Mail",
        _LEAD,
        html,
        _READERS,
        group="Email",
        in_menu=False,
        mock_only=True,
    ),
    Page(
        "/lightning/setup/Outbox/<int:mail_id>.eml",
        "Mail",
        _LEAD,
        eml,
        _READERS,
        group="Email",
        in_menu=False,
        mock_only=True,
    ),
)

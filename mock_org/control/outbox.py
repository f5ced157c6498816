"""GET and DELETE outbox: the mails that the org sent, as JSON and as messages."""

from flask import Blueprint, Response, abort, jsonify, request

from mock_org.control.guard import org, takes
from mock_org.mail.message import message

bp = Blueprint("outbox", __name__)

_FILTERS = ("to", "subject", "template")


@bp.get("/outbox")
@takes(*_FILTERS)
def mails() -> Response:
    """All mails, oldest first; with ?to=, ?subject= or ?template=, those to one address, of words or of a template."""
    return jsonify(org().mails(**{name: request.args.get(name) for name in _FILTERS}))


@bp.get("/outbox/<int:mail_id>.eml")
def eml(mail_id: int) -> Response:
    """One mail as the MIME message that a mail server gets."""
    found = org().mail(mail_id)
    if found is None:
        abort(404)
    headers = {"Content-Disposition": f'attachment; filename="mail-{mail_id}.eml"', "Cache-Control": "no-store"}
    return Response(message(found).as_bytes(), mimetype="message/rfc822", headers=headers)


@bp.delete("/outbox")
def clear() -> Response:
    """Throw all mails away."""
    org().clear_mails()
    return jsonify(deleted=True)

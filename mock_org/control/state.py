"""POST reset; snapshots by name."""

import re

from flask import Blueprint, Response, jsonify
from werkzeug.exceptions import NotFound

from mock_org.control.guard import org
from mock_org.errors import SetupError
from mock_org.org import OrgImage

bp = Blueprint("state", __name__)
READY = "ready"  # the image taken when the server got ready
_NAME = re.compile(r"[\w.-]{1,80}")


@bp.post("/reset")
def reset() -> Response:
    """Go back to the image taken when the server got ready; named snapshots stay."""
    org().restore(_image(READY))
    return jsonify(restored=READY)


@bp.get("/snapshots")
def snapshots() -> Response:
    """The names of the snapshots."""
    return jsonify(sorted(name for name in org().images if name != READY))


@bp.put("/snapshots/<name>")
def take(name: str) -> Response:
    """Keep the org as it is now: data, setup, clock, outbox."""
    if not _NAME.fullmatch(name) or name == READY:
        raise SetupError(
            f"a snapshot's name is 1 to 80 letters, digits, dots, dashes or underscores, and not {READY!r}"
        )
    org().images[name] = org().image()
    return jsonify(taken=name)


@bp.post("/snapshots/<name>/restore")
def restore(name: str) -> Response:
    """Bring back a snapshot."""
    org().restore(_image(name))
    return jsonify(restored=name)


@bp.delete("/snapshots/<name>")
def forget(name: str) -> Response:
    """Throw a snapshot away."""
    if name == READY:
        raise SetupError(f"{READY!r} is the image that reset needs")
    _image(name)
    del org().images[name]
    return jsonify(deleted=name)


def _image(name: str) -> OrgImage:
    image = org().images.get(name)
    if image is None:
        raise NotFound(f"no snapshot {name!r}; GET /_mock/snapshots lists them")
    return image

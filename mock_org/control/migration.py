"""Doors of the migration from the Classic partner portal: plan, run, check, switch-off."""

from pathlib import PurePosixPath
from typing import Any

from flask import Blueprint, Response, current_app, jsonify

from mock_org.audit.migration import Mapping, Moved, compare_with_before, migrate, plan, read_mapping, switch_off
from mock_org.control.guard import body, only, org, takes
from mock_org.errors import SetupError

bp = Blueprint("migration", __name__, url_prefix="/migration")


@bp.post("/plan")
@takes(body=True)
def show_plan() -> Response:
    """What a migration by this mapping would do, what would fail, who would gain or lose, what stays. Nothing changes.

    Body: {"mapping": {...}}.
    """
    asked = only(body(), "mapping")
    return jsonify(_told(plan(org(), _mapping(asked), _visualforce())))


@bp.post("/run")
@takes(body=True)
def run() -> Response:
    """Move users. Body: {"mapping": {...}, "most": users at once, "together": all or none}."""
    asked = only(body(), "mapping", "most", "together")
    most, together = asked.get("most"), asked.get("together", False)
    if not (most is None or (isinstance(most, int) and most > 0)) or not isinstance(together, bool):
        raise SetupError("most is a number of users, together is true or false")
    done = migrate(org(), _mapping(asked), most=most, together=together, visualforce=_visualforce())
    return jsonify(_told(done))


@bp.get("/check")
def check() -> Response:
    """Who sees or may do more or less than before the first user was moved."""
    return jsonify(differences=[{"gain": each.gain, "says": each.says} for each in compare_with_before(org())])


@bp.post("/switch-off")
@takes(body=True)
def off() -> Response:
    """The old portal lets nobody in any more. Body: {"force": true} although users have no other place."""
    asked = only(body(), "force")
    return jsonify(sessions_ended=switch_off(org(), force=asked.get("force") is True))


def _mapping(asked: dict[str, Any]) -> Mapping:
    return read_mapping(asked.get("mapping") or {})


def _told(done: Moved) -> dict[str, Any]:
    access = [{"gain": each.gain, "says": each.says} for each in done.access]
    return {
        "profiles": done.profiles,
        "moved": done.moved,
        "failed": done.failed,
        "left": done.left,
        "stays": done.stays,
        "access": access,
    }


def _visualforce() -> list[str]:
    """The pages of the project that the deploy has not read."""
    files = [PurePosixPath(fault.file) for fault in current_app.extensions["mock_org_deploy_report"].not_understood]
    return sorted(file.name.split(".")[0] for file in files if "pages" in file.parts and ".page" in file.name)

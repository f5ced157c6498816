"""GET jobs: what is scheduled and what ran; POST jobs/<name>/run."""

from datetime import UTC, datetime

from flask import Blueprint, Response, jsonify

from mock_org.automation.due import Ran, next_dues, run_now
from mock_org.control.guard import org
from mock_org.storage.job_runs import latest_runs

bp = Blueprint("jobs", __name__)
MOST_RUNS = 200


@bp.get("/jobs")
def jobs() -> Response:
    """The scheduled jobs with the time of their next run, null for those that are off, and the latest runs."""
    scheduled = [
        {"job": job.name, "label": job.label, "next": instant_text(at) if at else None} for job, at in next_dues(org())
    ]
    runs = [
        {
            "job": run["job"],
            "at": instant_text(datetime.fromisoformat(run["due"])),
            "failed": run["failed"],
            "said": run["said"],
        }
        for run in latest_runs(org().database, MOST_RUNS)
    ]
    return jsonify(jobs=scheduled, runs=runs)


@bp.post("/jobs/<name>/run")
def run(name: str) -> Response:
    """Run a job now, out of turn; what it did."""
    return jsonify(told(run_now(org(), name)))


def told(ran: Ran) -> dict[str, object]:
    """A run as the doors tell it."""
    return {
        "job": ran.job.name,
        "label": ran.job.label,
        "at": instant_text(ran.at),
        "failed": ran.failed,
        "said": ran.said,
    }


def instant_text(instant: datetime) -> str:
    """An instant as the doors write it."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

"""Scheduled Jobs: what the org does by itself, when next, and what the latest runs did."""

from datetime import datetime

from flask import request
from flask.typing import ResponseReturnValue

from mock_org.automation.due import next_dues, run_now
from mock_org.errors import SetupError
from mock_org.setup.page import Page
from mock_org.setup.rendering import done, page
from mock_org.setup.visit import Visit
from mock_org.storage.job_runs import latest_runs
from mock_org.web.moments import readable_datetime

LEAD = "What the org does by itself, when next, and what the latest runs did."
PATH = "/lightning/setup/ScheduledJobs/home"
_MOST = 100


def scheduled_jobs(visit: Visit) -> ResponseReturnValue:
    """The jobs and their latest runs; the button of a job runs it now."""
    if request.method == "POST":
        try:
            ran = run_now(visit.org, request.form.get("job", ""))
        except SetupError as refusal:
            return _shown(visit, "; ".join(refusal.faults), 400)
        if ran.failed:
            return _shown(visit, f"{ran.job.label} failed: {ran.said}", 400)
        return done(f"{ran.job.label}: {ran.said or 'there was nothing to do'}.", PATH)
    return _shown(visit)


def _shown(visit: Visit, error: str = "", status: int = 200) -> ResponseReturnValue:
    dues = next_dues(visit.org)
    labels = {job.name: job.label for job, _ in dues}
    jobs = [{"name": job.name, "label": job.label, "next": readable_datetime(at, visit.time_zone)} for job, at in dues]
    runs = [
        {
            "label": labels.get(run["job"], run["job"]),
            "at": readable_datetime(datetime.fromisoformat(run["due"]), visit.time_zone),
            "failed": run["failed"],
            "said": run["said"] or "",
        }
        for run in latest_runs(visit.org.database, _MOST)
    ]
    return page(visit, "scheduled_jobs", status, jobs=jobs, runs=runs, lead=LEAD, error=error)


NEEDED = ("ViewSetup", "ModifyAllData")
PAGES = (
    Page(PATH, "Scheduled Jobs", LEAD, scheduled_jobs, NEEDED, group="Jobs", methods=("GET", "POST"), mock_only=True),
)

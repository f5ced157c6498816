"""Runs what has fallen due: in the order of due times, each job with the org's clock standing at its own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from mock_org.automation.jobs import JOBS
from mock_org.automation.schedule import Job
from mock_org.errors import SetupError
from mock_org.org import Due, Org
from mock_org.storage.job_runs import keep_run, look_after, looked_after

# A job that failed is not looked at again for so long: work that is overdue would fail once a moment.
_PAUSE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Ran:
    """One run of a job. at: the due time. said: what it did, or why it failed; None if it has nothing to say."""

    job: Job
    at: datetime
    failed: bool = False
    said: str | None = None


def begin(org: Org, jobs: Sequence[Job] = JOBS) -> None:
    """Look after the jobs from now on: those that are new, and all that the clock was put back behind."""
    now, since = org.clock.now(), looked_after(org.database)
    for job in jobs:
        if job.name not in since or since[job.name] > now:
            look_after(org.database, job.name, now)
    org.due = None


@contextmanager
def looking_after(org: Org, jobs: Sequence[Job] = JOBS) -> Iterator[None]:
    """While settings change: jobs that they switch on are looked after from now on, not from when they were new."""
    off = [job for job, at in next_dues(org, jobs) if at is None]
    yield
    for job in off:
        look_after(org.database, job.name, org.clock.now())


def run_due(org: Org, jobs: Sequence[Job] = JOBS) -> list[Ran]:
    """Run every job that is due by the org's clock, as often as it was due; what ran, in order."""
    if org.due is not None and not org.due.is_now(org.clock.now(), org.settings, _stamp(org, jobs)):
        return []
    ran: list[Ran] = []
    while (found := _next(org, jobs)) is not None:
        ran.append(_run(org, *found))
    return ran


def run_now(org: Org, name: str, jobs: Sequence[Job] = JOBS) -> Ran:
    """Run a job out of turn, at the org's present instant; its next regular run stays where it is.

    Raises SetupError for a job that there is not.
    """
    job = next((each for each in jobs if each.name == name), None)
    if job is None:
        raise SetupError(f"no job {name!r}; there are: {', '.join(each.name for each in jobs)}")
    now = org.clock.now()
    since = looked_after(org.database).get(name, now)
    ran = _run(org, job, now)
    look_after(org.database, name, since)
    return ran


def next_dues(org: Org, jobs: Sequence[Job] = JOBS) -> list[tuple[Job, datetime | None]]:
    """When each job runs next, None for one that is off or has nothing to do."""
    since, now = looked_after(org.database), org.clock.now()
    return [(job, job.next_due(org, since.get(job.name, now))) for job in jobs]


def _next(org: Org, jobs: Sequence[Job]) -> tuple[Job, datetime] | None:
    """The job that is due first, if one is by now; the org remembers when the next one will be."""
    since = looked_after(org.database)
    if any(job.name not in since for job in jobs):
        begin(org, jobs)
        since = looked_after(org.database)
    found = [(at, job) for job in jobs if (at := job.next_due(org, since[job.name])) and at > since[job.name]]
    at, job = min(found, key=lambda each: each[0], default=(None, None))
    org.due = Due(at, _stamp(org, jobs), org.settings)
    return (job, at) if job and at and at <= org.clock.now() else None


def _run(org: Org, job: Job, at: datetime) -> Ran:
    """One run, all or nothing; any fault of the job is its own."""
    with org.clock.standing_at(at):
        try:
            with org.database.transaction():
                ran = Ran(job, at, said=job.run(org, at))
                keep_run(org.database, job.name, at, failed=False, said=ran.said)
        except Exception as fault:  # noqa: BLE001 - a job that fails stops neither the others nor the request
            ran = Ran(job, at, failed=True, said=f"{type(fault).__name__}: {fault}")
            keep_run(org.database, job.name, at, failed=True, said=ran.said)
            look_after(org.database, job.name, at + _PAUSE)
    return ran


def _stamp(org: Org, jobs: Sequence[Job]) -> tuple[int, ...]:
    """What tells whether a remembered due time can still be right."""
    return org.database.stamp("_job", *dict.fromkeys(name for job in jobs for name in job.reads))

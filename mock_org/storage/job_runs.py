"""What the org remembers of scheduled jobs: since when each is looked after, and what its runs did."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import RowMapping, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from mock_org.storage import Database
from mock_org.storage.job_tables import JOB, JOB_RUN

_LOOK = upsert(JOB)
_LOOK_SINCE = _LOOK.on_conflict_do_update(index_elements=["name"], set_={"since": _LOOK.excluded.since})


def looked_after(database: Database) -> dict[str, datetime]:
    """By job, the instant after which its next run is looked for."""
    return {row["name"]: datetime.fromisoformat(row["since"]) for row in database.rows(select(JOB))}


def look_after(database: Database, job: str, since: datetime) -> None:
    """From now on, look for the job's next run after this instant."""
    with database.transaction():
        database.execute(_LOOK_SINCE, {"name": job, "since": since.isoformat()})


def keep_run(database: Database, job: str, due: datetime, *, failed: bool, said: str | None) -> None:
    """Note a run, and look for the next one after it."""
    with database.transaction():
        look_after(database, job, due)
        values = {"job": job, "due": due.isoformat(), "failed": failed, "said": said}
        database.execute(insert(JOB_RUN).values(values))


def latest_runs(database: Database, most: int) -> Sequence[RowMapping]:
    """The latest runs (job, due, failed, said), the last one first."""
    return database.rows(select(JOB_RUN).order_by(JOB_RUN.c.id.desc()).limit(most))

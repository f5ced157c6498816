"""The tables of scheduled jobs: since when each is looked after, and every run."""

from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, Text

_OWN = MetaData()
# One row for each job. since: the instant after which its next run is looked for.
JOB = Table("_job", _OWN, Column("name", String, primary_key=True), Column("since", String, nullable=False))
# One row for each run, in their order. due: when it was to run, and ran by the org's clock. said: what came of it.
JOB_RUN = Table(
    "_job_run",
    _OWN,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("job", String, nullable=False),
    Column("due", String, nullable=False),
    Column("failed", Boolean(create_constraint=False), nullable=False),
    Column("said", Text),
)
JOB_TABLES = _OWN

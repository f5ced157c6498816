"""The table of contents of scheduled jobs; of those due at one instant, the first runs first."""

from mock_org.automation import (
    access_review_steps,
    dormant_users,
    expired_assignments,
    late_sharing,
    monthly_log_ins,
    network_member_groups,
)
from mock_org.automation.schedule import Job

JOBS: tuple[Job, ...] = (
    monthly_log_ins.JOB,
    expired_assignments.JOB,
    network_member_groups.JOB,
    late_sharing.JOB,
    *dormant_users.JOBS,
    *access_review_steps.JOBS,
)

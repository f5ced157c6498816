"""Scheduled jobs run when the org's clock gets there: in order, each at its own time, each all or nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from mock_org.automation.due import begin, next_dues, run_due, run_now
from mock_org.automation.schedule import Job, first_of_month
from mock_org.errors import SalesforceError, SetupError

JANUARY = datetime(2026, 1, 15, 12, tzinfo=UTC)


def every(days):
    """A due time that many days after JANUARY, and again and again."""
    return lambda org, after: after + timedelta(days=days) - (after - JANUARY) % timedelta(days=days)


@pytest.fixture
def org(world):
    world.org.clock.set(JANUARY, frozen=True)
    return world.org


@pytest.fixture
def seen():
    return []


def noting(name, seen, next_due, **more):
    def run(org, at):
        seen.append((name, at, org.clock.now()))
        return f"{name} was here"

    return Job(name, name.title(), next_due, run, **more)


def test_jobs_run_in_the_order_of_their_due_times_with_the_clock_standing_there(org, seen):
    jobs = (noting("fifth", seen, every(5)), noting("second", seen, every(2)))
    begin(org, jobs)
    org.clock.advance(timedelta(days=6))
    ran = run_due(org, jobs)
    assert [(name, (at - JANUARY).days) for name, at, _ in seen] == [
        ("second", 2),
        ("second", 4),
        ("fifth", 5),
        ("second", 6),
    ]
    assert all(at == now for _, at, now in seen)
    assert [(each.job.name, each.at, each.said) for each in ran] == [(n, at, f"{n} was here") for n, at, _ in seen]
    assert org.clock.now() == JANUARY + timedelta(days=6)
    assert run_due(org, jobs) == []


def test_of_two_that_are_due_together_the_first_of_the_table_runs_first(org, seen):
    jobs = (noting("b", seen, every(1)), noting("a", seen, every(1)))
    begin(org, jobs)
    org.clock.advance(timedelta(days=1))
    run_due(org, jobs)
    assert [name for name, *_ in seen] == ["b", "a"]


def test_a_job_that_fails_is_told_undone_and_does_not_stop_the_others(org, seen):
    def fail(org, at):
        org.system_session().records().insert("Account", {"Name": "Half", "OwnerId": org.admin_id})
        raise SalesforceError("UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access")

    jobs = (Job("bad", "Bad", every(1), fail), noting("good", seen, every(1)))
    begin(org, jobs)
    org.clock.advance(timedelta(days=1))
    bad, good = run_due(org, jobs)
    assert (bad.failed, good.failed) == (True, False)
    assert "UNABLE_TO_LOCK_ROW" in bad.said
    assert org.system_session().find("Account", Name="Half") == []
    assert run_due(org, jobs) == []


def test_a_job_whose_due_time_hangs_on_records_is_seen_once_they_are_written(org, seen, admin):
    def due(org, after):
        return after + timedelta(hours=1) if org.system_session().find("Account", Name="Wake") else None

    jobs = (noting("waiting", seen, due, reads=("Account",)),)
    begin(org, jobs)
    org.clock.advance(timedelta(days=1))
    assert run_due(org, jobs) == []
    admin.create("Account", Name="Wake")
    assert run_due(org, jobs)[0].at == JANUARY + timedelta(hours=1)


def test_a_due_time_that_is_past_already_never_runs_in_a_circle(org, seen):
    jobs = (noting("stuck", seen, lambda org, after: after),)
    begin(org, jobs)
    org.clock.advance(timedelta(days=1))
    assert run_due(org, jobs) == []


def test_put_back_the_clock_lets_the_time_pass_again(org, seen):
    jobs = (noting("monthly", seen, first_of_month),)
    begin(org, jobs)
    org.clock.advance(timedelta(days=20))
    run_due(org, jobs)
    org.clock.set(JANUARY, frozen=True)
    begin(org, jobs)
    org.clock.advance(timedelta(days=20))
    assert len(run_due(org, jobs)) == 1


def test_images_keep_what_ran(org, seen):
    jobs = (noting("daily", seen, every(1)),)
    begin(org, jobs)
    image = org.image()
    org.clock.advance(timedelta(days=1))
    run_due(org, jobs)
    after = org.image()
    org.restore(image)
    org.clock.advance(timedelta(days=1))
    assert len(run_due(org, jobs)) == 1
    org.restore(after)
    assert run_due(org, jobs) == []


def test_a_job_can_run_out_of_turn_and_keeps_its_turn(org, seen):
    jobs = (noting("monthly", seen, first_of_month),)
    begin(org, jobs)
    due = next_dues(org, jobs)
    org.clock.advance(timedelta(days=3))
    assert run_now(org, "monthly", jobs).at == JANUARY + timedelta(days=3)
    assert next_dues(org, jobs) == due
    with pytest.raises(SetupError, match="no job 'weekly'; there are: monthly"):
        run_now(org, "weekly", jobs)


def test_work_that_stays_overdue_and_fails_is_tried_once_an_hour(org):
    def fail(org, at):
        raise SalesforceError("UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access")

    jobs = (Job("stuck", "Stuck", lambda org, after: after + timedelta(seconds=1), fail),)
    begin(org, jobs)
    org.clock.advance(timedelta(hours=5))
    assert len(run_due(org, jobs)) == 5

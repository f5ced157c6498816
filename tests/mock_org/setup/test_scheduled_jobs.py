"""The page Scheduled Jobs of Setup."""

from tests.mock_org.setup.visitor import visitor_of

PATH = "/lightning/setup/ScheduledJobs/home"


def test_a_job_is_run_by_its_button_and_told(world):
    visitor = visitor_of(world, world.admin)
    door = world.app.test_client()
    door.put("/_mock/clock", json={"now": "2026-01-10T20:00:00Z", "frozen": True})
    world.partner("Acme")
    door.put("/_mock/clock", json={"now": "2026-06-10T20:00:00Z"})
    assert "Deactivate dormant users Not scheduled" in visitor.read(PATH)
    done = visitor.after(visitor.send(PATH, job="dormant-users"))
    assert "Deactivate dormant users: 1 user deactivated: acmeuser@example.com." in done
    assert "6/10/2026, 1:00 PM Deactivate dormant users 1 user deactivated" in done
    refused = visitor.send(PATH, job="no-such-job")
    assert (refused.status_code, "no job" in refused.text) == (400, True)


def test_only_administrators_see_it(world):
    manager = visitor_of(world, world.caller(world.user("Cy", "Channel Manager")))
    assert manager.open(PATH).status_code == 403

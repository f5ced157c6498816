"""How long a run waits for pages, on a machine that is as fast as it should be and on a slower one."""

from factories.patience import OF_A_SANDBOX, Patience


def test_on_a_slow_machine_pages_are_waited_for_longer_and_nothing_else_changes():
    slow = OF_A_SANDBOX.times(2)
    assert (slow.expect, slow.action, slow.navigation) == (30, 60, 120)
    assert (slow.scenario, slow.sharing, slow.reruns) == (90, 30, 1)


def test_an_org_on_this_machine_is_given_little_time():
    assert Patience().times(1) == Patience()

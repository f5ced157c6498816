"""How long a run waits, at one place: for a page, for a whole scenario, for sharing to arrive."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Patience:
    """Seconds. The defaults are those of an org on this machine: one that needs more has a fault.

    expect: until what is looked for is on the page. action: until a button can be pressed. navigation: until a page is
    there. scenario: for a whole scenario; 0 is any time. sharing: until access that was given or taken is to be seen;
    0 is at once. reruns: how often a scenario that ran out of time is run again.
    """

    expect: float = 2
    action: float = 5
    navigation: float = 5
    scenario: float = 0
    sharing: float = 0
    reruns: int = 0

    def times(self, factor: float) -> "Patience":
        """The same on a machine that is slower, or busy with other work: pages are waited for so many times as long."""
        waits = {name: getattr(self, name) * factor for name in ("expect", "action", "navigation")}
        return replace(self, **waits)


# Time-outs of practitioners who drive real orgs (confidence C); Salesforce calculates sharing in the background.
OF_A_SANDBOX = Patience(expect=15, action=30, navigation=60, scenario=90, sharing=30, reruns=1)

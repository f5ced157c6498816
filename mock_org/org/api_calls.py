"""How many API calls an org has had in the last 24 hours."""

from collections import Counter

from mock_org.clock import Clock

HOURS = 24
_HOUR = 3600


class ApiCalls:
    """Calls by the hour (Salesforce developer limits, "API Request Limits": a rolling 24-hour period; confidence A).

    That whole hours fall out of it is ours (D).
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._by_hour: Counter[int] = Counter()

    def add(self, number: int = 1) -> None:
        """Count calls; a negative number takes back what was counted twice."""
        self._by_hour[self._hour()] += number

    def count(self) -> int:
        """The calls of the last 24 hours."""
        first = self._hour() - HOURS + 1
        for hour in [each for each in self._by_hour if each < first]:
            del self._by_hour[hour]
        return self._by_hour.total()

    def forget(self) -> None:
        """Begin anew."""
        self._by_hour.clear()

    def _hour(self) -> int:
        return self._clock.second() // _HOUR

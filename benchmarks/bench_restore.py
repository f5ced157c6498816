"""Does a restore grow with the number of tests that ran before?"""

from collections.abc import Iterator

from benchmarks.client import MeasuredOrg
from benchmarks.measure import median_seconds
from factories import ContactFactory, PartnerAccountFactory, using

TESTS = 200
SAMPLES = 40


def results(org: MeasuredOrg) -> Iterator[tuple[str, float]]:
    """Ratios: a restore after 1 and after 200 tests; a restore after a small and after a large test."""

    def small_test() -> None:
        with using(org.administrator()):
            PartnerAccountFactory(name="Acme")

    def large_test() -> None:
        with using(org.administrator()):
            ContactFactory.create_batch(200, account=PartnerAccountFactory(name="Acme"))

    first = median_seconds(org.reset, SAMPLES, small_test)
    for _ in range(TESTS):
        small_test()
        org.reset()
    later = median_seconds(org.reset, SAMPLES, small_test)
    large = median_seconds(org.reset, 3, large_test)
    health = median_seconds(org.health, SAMPLES)
    yield f"restore after {TESTS} tests / restore after 1 test", later / first
    yield "restore after a test of 200 records / after a test of 1 record", large / first
    yield "restore / the cheapest request (GET health)", first / health

"""What does one API scenario cost?"""

from collections.abc import Iterator

from benchmarks.client import MeasuredOrg
from benchmarks.measure import median_seconds
from factories import LeadFactory, PartnerAccountFactory, using

SAMPLES = 15


def results(org: MeasuredOrg, seconds_to_start: float) -> Iterator[tuple[str, float]]:
    """Ratios: a scenario against starting a server for it, and against its own cheapest request."""

    def scenario() -> None:
        client = org.administrator()
        with using(client):
            acme = PartnerAccountFactory(name="Acme", users=1)
            LeadFactory(owner=acme.users[0], Company="Initech")
        [ann] = acme.users
        partner = client.log_in(ann.Username, ann.password)
        assert [lead.Company for lead in partner.query("SELECT Company FROM Lead")] == ["Initech"]
        client.close()

    taken = median_seconds(scenario, SAMPLES, org.reset)
    org.reset()
    yield "one API scenario (partner company, user, lead, log-in, query) / start of a server", taken / seconds_to_start
    yield "one API scenario / the cheapest request (GET health)", taken / median_seconds(org.health, SAMPLES)
    yield "one API scenario, in milliseconds on this machine", taken * 1000

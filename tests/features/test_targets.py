import pytest

from factories import Record
from features.targets import CAPABILITIES, MockTarget, SandboxTarget, TargetError, refuse_production

ENVIRONMENT = {
    f"MOCK_ORG_SANDBOX_{name}": f"https://{name.lower()}.example"
    for name in ("URL", "SESSION_ID", "SITE_URL", "CLIENT_ID", "CLIENT_SECRET")
}


class Organization:
    """An org that only tells what it is."""

    def __init__(self, is_sandbox):
        self._is_sandbox = is_sandbox

    def query(self, _soql):
        return [Record("Organization", {"Name": "Northwind", "IsSandbox": self._is_sandbox})]


def test_a_sandbox_without_its_variables_names_them():
    with pytest.raises(TargetError, match="MOCK_ORG_SANDBOX_URL, MOCK_ORG_SANDBOX_SESSION_ID"):
        SandboxTarget({})


@pytest.mark.parametrize("is_sandbox", [False, None, "true"])
def test_nothing_is_written_to_an_org_that_is_no_sandbox(is_sandbox):
    with pytest.raises(TargetError, match="Northwind is no sandbox"):
        refuse_production(Organization(is_sandbox))


def test_a_sandbox_is_accepted():
    refuse_production(Organization(True))


@pytest.mark.parametrize(
    ("ask", "tag"),
    [
        (lambda sandbox: sandbox.advance_clock(1), "@needs-clock"),
        (lambda sandbox: sandbox.mails("ann@acme.example"), "@needs-outbox"),
        (lambda sandbox: sandbox.change_settings(portal_roles=3), "@needs-settings"),
        (lambda sandbox: sandbox.leaks(), "@needs-leaks"),
        (lambda sandbox: sandbox.command("orphans"), "@needs-commands"),
    ],
)
def test_what_a_sandbox_has_not_is_refused_with_the_tag_that_is_missing(ask, tag):
    with pytest.raises(TargetError, match=tag):
        ask(SandboxTarget(ENVIRONMENT))


def test_a_mock_has_every_capability_and_a_sandbox_none():
    assert MockTarget.capabilities == set(CAPABILITIES)
    assert SandboxTarget.capabilities == frozenset()

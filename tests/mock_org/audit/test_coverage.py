"""Which entries about access requests exercise, and which they do not."""

from dataclasses import replace

import pytest

from mock_org.audit.coverage import Coverage
from mock_org.audit.coverage_report import CoverageReport, coverage_report
from mock_org.audit.entries import entries
from mock_org.security.model import Filter, RestrictionRule
from mock_org.soql import Literal

POOL = ("sharing rule", "Lead.Partner_Pool_Leads")
DEALS = ("sharing set", "Partner_Deals.Deal_Registration__c")


@pytest.fixture
def collected(world):
    """Collects from now on; call it for the report."""
    world.org.witness = Coverage(world.org, entries(world.org))

    def report() -> CoverageReport:
        return coverage_report(world.org.witness.entries, world.org.witness.facts)

    yield report
    world.org.witness = None


def ways(report, key):
    [line] = [line for line in report.lines if (line.kind, line.name) == key]
    return line.ways


def test_nothing_is_exercised_before_anybody_asks_and_administrators_exercise_nothing(world, collected):
    world.admin.query("SELECT Id FROM Lead")
    assert (collected().exercised, collected().percent) == (0, 0.0)
    assert collected().total > 80


def test_a_row_that_is_answered_counts_for_the_rule_that_opens_it_and_a_row_that_is_not_for_those_that_do_not(
    world, collected
):
    acme = world.partner("Acme")
    world.admin.create("Lead", LastName="Own", Company="Own")
    acme.caller.query("SELECT Id FROM Lead")
    assert ways(collected(), POOL) == {"granted": {}, "refused": {"record": 1}}
    assert ways(collected(), ("default", "Lead.external")) == {"refused": {"": 1}}
    pool = world.admin.create("Lead", LastName="Pool", Company="Pool", Share_With_Partners__c=True)
    acme.caller.get(f"/sobjects/Lead/{pool}")
    assert ways(collected(), POOL)["granted"] == {"alone": 1}
    assert acme.caller.update("Lead", pool, Company="X").status_code == 403
    assert ways(collected(), POOL)["refused"]["level"] == 1
    rep = world.caller(world.user("Rep", "Sales Rep"))
    rep.query("SELECT Id FROM Lead")
    assert ways(collected(), POOL)["refused"]["user"] == 1


def test_a_sharing_set_grants_the_records_of_the_own_account_and_refuses_others(world, collected):
    acme, globex = world.partner("Acme"), world.partner("Globex")
    world.admin.create("Deal_Registration__c", Deal_Name__c="D", Partner_Account__c=acme.account_id)
    for partner in (acme, globex):
        partner.caller.query("SELECT COUNT() FROM Deal_Registration__c")
    assert ways(collected(), DEALS) == {"granted": {"alone": 1}, "refused": {"record": 1}}


def test_a_restriction_rule_refuses_what_something_else_would_grant(world, collected):
    acme = world.partner("Acme")
    for name in ("Own", "Other"):
        acme.caller.create("Lead", LastName=name, Company=name)
    fits = (Filter("UserType", (Literal("PowerPartner", "string"),)), Filter("Company", (Literal("Own", "string"),)))
    rule = RestrictionRule("Only_Own", "Only own", "Lead", "Restrict", *fits)
    world.org.set_sharing(replace(world.org.sharing, restrictions=(rule,)))
    world.org.witness = Coverage(world.org, entries(world.org))
    assert len(acme.caller.query("SELECT Id FROM Lead")) == 1
    assert ways(collected(), ("restriction rule", "Lead.Only_Own")) == {"refused": {"record": 1}}


def test_permissions_count_as_they_say_when_an_object_or_a_field_is_named(world, collected):
    acme = world.partner("Acme")
    lead = acme.caller.create("Lead", LastName="Own", Company="Own")
    acme.caller.call("DELETE", f"/sobjects/Lead/{lead}")
    acme.caller.get("/query", query_string={"q": "SELECT Share_With_Partners__c FROM Lead"})
    acme.caller.update("Lead", lead, Partner_Tier__c="Gold")
    found = {line.name: line.ways for line in collected().lines if line.name.startswith("Channel Partner: Lead.")}
    assert found["Channel Partner: Lead.Create"]["granted"] == {"alone": 1}
    assert found["Channel Partner: Lead.Delete"]["refused"] == {"alone": 1}
    assert found["Channel Partner: Lead.Share_With_Partners__c read"]["refused"] == {"alone": 1}
    assert found["Channel Partner: Lead.Partner_Tier__c edit"]["refused"] == {"alone": 1}
    assert found["Channel Partner: Lead.ViewAll"]["refused"] == {}

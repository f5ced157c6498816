"""What one user's statements became serves users who are alike, and nobody else."""

from dataclasses import replace
from datetime import date

import pytest

from mock_org import soql
from mock_org.app import create_app, create_org
from mock_org.org.alike_plans import AlikePlans, Asking, LevelsRead, Made, without_ids
from mock_org.schema import make_id
from mock_org.security.facts import Fact, Question
from mock_org.storage.reads import Read
from tests.mock_org.conftest import World

LEADS = "SELECT Company FROM Lead ORDER BY Company"


@pytest.fixture
def compiled(monkeypatch):
    """The texts of the statements that are compiled."""
    texts, compile_query = [], soql.compile_query

    def noted(query, context):
        texts.append(query.text)
        return compile_query(query, context)

    monkeypatch.setattr(soql, "compile_query", noted)
    return texts


def partner_with_lead(world, name):
    partner = world.partner(name)
    world.admin.create("Lead", LastName=name, Company=f"{name} Lead", OwnerId=partner.user_id)
    return partner


def companies(partner, text=LEADS):
    return [row["Company"] for row in partner.caller.query(text)]


def test_users_alike_share_a_statement_and_each_sees_the_own_records(world, compiled):
    partners = {name: partner_with_lead(world, name) for name in ("Acme", "Globex", "Initech", "Umbrella")}
    compiled.clear()
    for name, partner in partners.items():
        assert companies(partner) == [f"{name} Lead"]
    assert compiled.count(LEADS) <= 2  # the second one proves the first


def test_ids_in_a_statement_are_those_of_who_asks(world, compiled):
    partners = [partner_with_lead(world, name) for name in ("Acme", "Globex", "Initech")]
    for partner in partners:
        own = f"SELECT Company FROM Lead WHERE OwnerId = '{partner.user_id}'"
        others = [
            f"SELECT Company FROM Lead WHERE OwnerId = '{other.user_id}'" for other in partners if other != partner
        ]
        assert len(companies(partner, own)) == 1
        assert [companies(partner, text) for text in others] == [[], []]
    admin = [world.admin.query(f"SELECT Company FROM Lead WHERE OwnerId = '{each.user_id}'") for each in partners]
    assert [rows[0]["Company"] for rows in admin] == ["Acme Lead", "Globex Lead", "Initech Lead"]


def test_a_restored_org_compiles_nothing_that_it_knew_before(world, compiled):
    for name in ("Acme", "Globex"):
        companies(partner_with_lead(world, name))
    world.org.restore(world.org.images["ready"])
    later = partner_with_lead(world, "Later")
    compiled.clear()
    assert companies(later) == ["Later Lead"]
    assert LEADS not in compiled


def test_who_is_a_manager_sees_more_than_those_alike_but_for_that(world):
    world.built.configure(world.org.settings.patched({"portal_roles": 2}))
    account = world.admin.create("Account", Name="Acme")
    world.admin.update("Account", account, IsPartner=True)
    callers = {}
    for name, role in (("Ann", "Worker"), ("Abe", "Worker"), ("Max", "Manager")):
        contact = world.admin.create("Contact", LastName=name, AccountId=account)
        user = world.user(f"{name}User", "Channel Partner", ContactId=contact, PortalRole=role)
        callers[name] = world.caller(user)
        world.admin.create("Lead", LastName=name, Company=f"{name} Lead", OwnerId=user)
    seen = {name: [row["Company"] for row in caller.query(LEADS)] for name, caller in callers.items()}
    assert seen["Ann"] == ["Ann Lead"]
    assert seen["Abe"] == ["Abe Lead"]
    assert "Ann Lead" in seen["Max"]
    assert "Abe Lead" in seen["Max"]


def test_another_default_is_seen_at_once_and_gone_after_a_restore(world):
    first, second = partner_with_lead(world, "Acme"), partner_with_lead(world, "Globex")
    world.org.images["partners"] = world.org.image()
    assert (companies(first), companies(second)) == (["Acme Lead"], ["Globex Lead"])
    lead = world.org.schema["Lead"]
    world.org.change_schema([replace(lead, external_sharing_model="Read")])
    assert companies(first) == companies(second) == ["Acme Lead", "Globex Lead"]
    world.org.restore(world.org.images["partners"])
    assert (companies(first), companies(second)) == (["Acme Lead"], ["Globex Lead"])


def test_a_field_that_is_taken_away_is_gone_at_once_for_all_alike(world):
    partners = [partner_with_lead(world, name) for name in ("Acme", "Globex", "Initech")]
    text = "SELECT Company, Phone FROM Lead"
    for partner in partners:
        assert partner.caller.query(text)
    where = "Parent.Profile.Name = 'Channel Partner' AND Field = 'Lead.Phone'"
    row = world.admin.one(f"SELECT Id FROM FieldPermissions WHERE {where}")["Id"]
    assert world.admin.call("DELETE", f"/sobjects/FieldPermissions/{row}").status_code == 204
    for partner in partners:
        assert partner.caller.get("/query", query_string={"q": text}).json[0]["errorCode"] == "INVALID_FIELD"


def test_levels_on_records_are_the_own_ones(world):
    partners = [partner_with_lead(world, name) for name in ("Acme", "Globex", "Initech")]
    leads = [world.admin.one(f"SELECT Id FROM Lead WHERE OwnerId = '{each.user_id}'")["Id"] for each in partners]
    listed = ", ".join(f"'{lead}'" for lead in leads)
    for partner, lead in zip(partners, leads, strict=True):
        rows = partner.caller.query(
            f"SELECT RecordId FROM UserRecordAccess WHERE UserId = '{partner.user_id}' AND RecordId IN ({listed})"
        )
        assert [row["RecordId"] for row in rows] == [lead]


def test_orgs_in_one_process_share_nothing(world):
    built = create_org()
    other = World(built, create_app(built))
    here, there = partner_with_lead(world, "Acme"), partner_with_lead(other, "Acme")
    assert here.user_id == there.user_id
    other.built.configure(other.org.settings.patched({"fiscal_year_start_month": 4}))
    assert companies(here) == companies(there) == ["Acme Lead"]
    assert world.org.alike_plans is not other.org.alike_plans


def test_names_stand_for_ids_in_a_text_and_other_quotes_stay():
    mine, lead = make_id("005", 1), make_id("00Q", 1)
    text, ids = without_ids(f"OwnerId = '{mine}' OR Id IN ('{lead}', '{lead}') OR Name = 'x'", {"id": mine})
    assert text == "OwnerId = '<id 005>' OR Id IN ('<id 1 00Q>', '<id 1 00Q>') OR Name = 'x'"
    assert ids == {"id": mine, "id 1": lead}


class Statements:
    """Asks for a statement of two readers, as one set of plans keeps it."""

    def __init__(self, database):
        self.plans, self.database, self.made = AlikePlans(), database, 0

    def ask(self, reader, sql="SELECT ?", known=None, facts=(), day=date(2026, 1, 1), ids=None, key="key"):
        def anew():
            self.made += 1
            return Made(LevelsRead(Read(sql, ("p",), known or {"p": reader})), of_its_day=day.day > 1)

        asking = Asking(key, ids or {"id": reader}, lambda: facts)
        read = self.plans.statement(asking, 1, anew, lambda: day, self.database).read
        return self.database.raw.execute(read.sql, read.values({})).fetchall()[0][0]


ANN, BOB, CY = (f"00500000000000{n}AAA" for n in (1, 2, 3))


@pytest.fixture
def statements(world):
    return Statements(world.org.database)


def test_the_third_reader_is_served_by_what_the_second_one_proved(statements):
    assert [statements.ask(each) for each in (ANN, BOB, CY)] == [ANN, BOB, CY]
    assert statements.made == 2


def test_what_the_second_reader_cannot_prove_is_never_shared(statements):
    statements.ask(ANN)
    statements.ask(BOB, "SELECT ? || 'x'")
    assert statements.ask(CY) == CY
    assert statements.made == 3


def test_an_id_that_is_a_part_of_something_else_is_not_shared(statements):
    for reader in (ANN, BOB, CY):
        assert statements.ask(reader, known={"p": f"{reader[:15]}%"}) == f"{reader[:15]}%"
    assert statements.made == 3


def test_an_id_that_was_used_up_on_the_way_is_not_shared(statements):
    for reader in (ANN, BOB, CY):
        assert statements.ask(reader, ids={"id": reader, "id 1": "00Q000000000001AAA"}) == reader
    assert statements.made == 3


QUEUE, OTHER = "00G000000000001AAA", "00G000000000002AAA"


def test_an_id_of_the_orgs_own_stays_although_all_have_asked_for_it_so_far(statements):
    asked = {"sql": "SELECT ?", "known": {"p": QUEUE}, "facts": ()}
    for reader in (ANN, BOB):
        assert statements.ask(reader, ids={"id": reader, "id 1": QUEUE}, **asked) == QUEUE
    for reader in (CY, ANN, BOB):
        assert statements.ask(reader, ids={"id": reader, "id 1": OTHER}, **asked) == QUEUE


def test_what_the_second_reader_was_asked_about_counts_for_the_third(statements):
    kept = statements.database.raw
    kept.execute("CREATE TEMP TABLE members (role)")
    kept.execute("INSERT INTO members VALUES (?)", (ANN,))
    rule = "SELECT count(*) FROM members WHERE role = ?"
    by_coincidence = Fact(Question(rule, (ANN,), {0: "id"}), frozenset([(1,)]))
    kept.execute("INSERT INTO members VALUES (?)", (BOB,))
    asked = Fact(Question(rule, (ANN,), {}), frozenset([(1,)]))
    statements.ask(ANN, facts=(by_coincidence,))
    statements.ask(BOB, facts=(asked,))
    kept.execute("DELETE FROM members WHERE role = ?", (ANN,))
    kept.execute("INSERT INTO members VALUES (?)", (CY,))
    statements.plans._answers.clear()
    made = statements.made
    statements.ask(CY, facts=(by_coincidence,))
    assert statements.made == made + 1


def test_readers_whom_the_database_tells_apart_share_nothing(statements):
    fact = Fact(Question("SELECT ? = ?", (ANN, ANN), {0: "id"}), frozenset([(1,)]))
    for reader in (ANN, BOB, CY):
        statements.ask(reader, facts=(fact,))
    assert statements.made == 3


def test_what_names_days_is_kept_for_its_day(statements):
    days = [date(2026, 1, day) for day in (2, 2, 2, 3)]
    for reader, day in zip((ANN, BOB, CY, ANN), days, strict=True):
        assert statements.ask(reader, day=day) == reader
    assert statements.made == 3


def test_the_longest_unused_statements_are_forgotten(statements, monkeypatch):
    monkeypatch.setattr("mock_org.org.alike_plans.MOST_STATEMENTS", 2)
    for key in ("first", "second", "third"):
        statements.ask(ANN, key=key)
    statements.ask(BOB, key="third")
    assert statements.made == 4
    assert [statements.ask(CY, key=key) for key in ("third", "first")] == [CY, CY]
    assert statements.made == 5

"""A journal tells what a run has done to an org, even if the run was killed in the middle of a word."""

import json
import os
import stat

import pytest

from factories.journal import Entry, Head, Journal, JournalError, identifying
from factories.paper import InUse

HEAD = Head("4f2a", "00D000000000001AAA", "https://acme--uat.sandbox.my.salesforce.com")
LEAD = "00Q000000000001AAA"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "4f2a.jsonl"


@pytest.fixture
def journal(path):
    journal = Journal.begin(path, HEAD)
    yield journal
    journal.close()


def told(path):
    return [(each.sobject, each.key, each.id, each.end) for each in Journal.read(path).open_entries()]


def test_a_deed_is_on_the_disk_before_it_is_asked_for(journal, path):
    journal.intend(Entry("insert", "Lead", {"Company": "Initech 4f2a-1"}))
    assert told(path) == [("Lead", {"Company": "Initech 4f2a-1"}, "", "")]


def test_intents_are_synced_to_the_disk_and_results_need_not_be(journal, monkeypatch):
    synced = []
    monkeypatch.setattr("factories.paper.os.fsync", synced.append)
    entry = Entry("insert", "Lead", {"Company": "Initech 4f2a-1"})
    journal.intend(entry)
    assert len(synced) == 1
    journal.confirm(entry, LEAD)
    journal.finish(entry, "deleted")
    assert len(synced) == 1


def test_what_is_confirmed_has_its_id_and_what_is_undone_is_closed(journal, path):
    lead, case = Entry("insert", "Lead", {"Company": "a"}), Entry("insert", "Case", {"Subject": "b"})
    journal.intend(lead, case)
    journal.confirm(lead, LEAD)
    journal.finish(case, "deleted")
    assert told(path) == [("Lead", {"Company": "a"}, LEAD, "")]
    assert journal.knows("nobody", LEAD[:15])
    assert not journal.knows("00Q000000000002")


def test_only_its_owner_reads_a_journal(journal, path):
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_journal_that_a_run_writes_is_nobody_elses(journal, path):
    with pytest.raises(InUse, match=r"4f2a\.jsonl is being written by a run that goes on"):
        Journal.resume(path)


def test_a_killed_run_lets_go_of_its_journal(path):
    child = os.fork()
    if not child:
        Journal.begin(path, HEAD).intend(Entry("insert", "Lead", {"Company": "a"}))
        os.kill(os.getpid(), 9)
    os.waitpid(child, 0)
    journal = Journal.resume(path)
    assert [entry.sobject for entry in journal.open_entries()] == ["Lead"]
    journal.close()


def test_a_journal_of_another_org_is_not_written_on(journal, path):
    journal.close()
    with pytest.raises(JournalError, match="another run or org"):
        Journal.begin(path, Head("4f2a", "00D000000000002AAA", HEAD.instance))


def test_a_journal_of_another_version_is_refused(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"version": 2, **vars(HEAD)}) + "\n")
    with pytest.raises(JournalError, match="of version 2; 1 is understood here"):
        Journal.read(path)


def test_a_run_that_goes_on_numbers_its_deeds_where_it_has_stopped(journal, path):
    journal.intend(Entry("insert", "Lead", {"Company": "a"}))
    journal.close()
    again = Journal.begin(path, HEAD)
    again.intend(Entry("insert", "Case", {"Subject": "b"}))
    assert [entry.number for entry in again.open_entries()] == [2, 1]
    again.close()


def test_a_journal_that_is_cut_at_any_byte_is_read_and_goes_on(tmp_path, monkeypatch):
    """Each prefix holds what was intended until then, and the next deed can be written after it."""
    monkeypatch.setattr("factories.paper.os.fsync", lambda _file: None)
    written, path = tmp_path / "whole.jsonl", tmp_path / "cut.jsonl"
    ends, whole = _write(written), written.read_bytes()
    for cut in range(len(whole) + 1):
        path.write_bytes(whole[:cut])
        intended = [number for number, end in ends.items() if end <= cut]
        assert _numbers(path) == intended, cut
        if cut % 6:
            continue
        journal = Journal.begin(path, HEAD)
        journal.intend(Entry("insert", "Case", {"Subject": "after"}))
        journal.close()
        assert _numbers(path) == [*intended, max(intended, default=0) + 1], cut


def test_what_was_confirmed_before_the_cut_stays_confirmed(tmp_path):
    path = tmp_path / "x.jsonl"
    _write(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.rindex(b"{") + 5])
    assert [(entry.sobject, entry.id, entry.end) for entry in Journal.read(path)._entries.values()] == [
        ("Lead", LEAD, ""),
        ("User", LEAD, "deactivated"),
        ("Größe__c", LEAD, ""),
    ]


def _write(path):
    """Where in the file each intent ends (its line's end does not count)."""
    journal, ends = Journal.begin(path, HEAD), {}
    fates = [
        ("Lead", "Initech", ""),
        ("User", "ann@x.example", "deactivated"),
        ("Größe__c", 'a "\n\\ ü\u2028', "deleted"),
    ]
    for number, (sobject, name, end) in enumerate(fates, 1):
        entry = Entry("insert", sobject, {"Name": name})
        journal.intend(entry)
        ends[number] = path.stat().st_size - 1
        journal.confirm(entry, LEAD)
        if end:
            journal.finish(entry, end)
    journal.close()
    return ends


def _numbers(path):
    return list(Journal.read(path)._entries)


@pytest.mark.parametrize(
    ("sobject", "values", "key"),
    [
        (
            "User",
            {"Username": "ann.1.4f2a-1@x.example", "LastName": "Lee 4f2a-1"},
            {"Username": "ann.1.4f2a-1@x.example"},
        ),
        ("Lead", {"Company": "Initech 4f2a-1", "FirstName": "Ann"}, {"Company": "Initech 4f2a-1"}),
        ("LeadShare", {"LeadId": LEAD, "RowCause": "Manual"}, {"LeadId": LEAD}),
        ("GroupMember", {"GroupId": "00G1", "UserOrGroupId": LEAD}, {"UserOrGroupId": LEAD}),
    ],
)
def test_a_record_is_found_by_what_only_it_has(sobject, values, key):
    assert identifying(sobject, values, "4f2a-1", lambda *ids: LEAD in ids) == key


def test_a_row_that_joins_two_records_is_found_by_both_if_one_is_the_runs():
    values = {"NetworkId": "0DB000000000001AAA", "ParentId": "00e000000000001AAA"}
    assert identifying("NetworkMemberGroup", values, "4f2a-1", lambda *ids: values["ParentId"] in ids) == values
    with pytest.raises(JournalError, match="could not be found again"):
        identifying("NetworkMemberGroup", values, "4f2a-1")


def test_a_username_that_others_could_have_is_nothing_to_find_a_user_by():
    named = {"Username": "ann@acme.example", "LastName": "Lee 4f2a-1"}
    assert identifying("User", named, "4f2a-1") == {"LastName": "Lee 4f2a-1"}
    with pytest.raises(JournalError, match="could not be found again"):
        identifying("User", {"Username": "ann@acme.example"}, "4f2a-1")


def test_a_record_that_could_not_be_told_from_others_is_not_made():
    with pytest.raises(JournalError, match="a Group without the run's tag in its name could not be found again"):
        identifying("Group", {"Name": "Western Leads"}, "4f2a-1")
    with pytest.raises(JournalError, match="a Profile without"):
        identifying("Profile", {"Name": "Outside", "UserLicenseId": "100000000000001AAA"}, "4f2a-1")

"""What a project says in its scenarios.toml: read as it stands, and refused where it cannot be meant so."""

import pytest

from factories.program import Program
from features.project import Kind, Project, ProjectRefused, check_root, find_project, read_project


@pytest.fixture
def told(tmp_path):
    """Writes a scenarios.toml, and names it."""

    def told(text):
        file = tmp_path / "scenarios.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return told


def test_kinds_steps_and_program_are_read(told):
    file = told(
        'steps = ["steps.deals"]\n[program]\npartner_profile = "Globo Partner"\n'
        '[kinds."partner deal"]\nsobject = "Deal__c"\nlabel = "Title"\nfield = "Name"\n'
        '[kinds.entry]\nsobject = "Entry__c"\nlabel = "Entry"\nfield = "Entry__c"\nplural = "entries"\n'
    )
    assert read_project(file) == Project(
        root=file.parent,
        kinds={"partner deal": Kind("Deal__c", "Title", "Name"), "entry": Kind("Entry__c", "Entry", "Entry__c")},
        plurals={"partner deals": "partner deal", "entries": "entry"},
        steps=("steps.deals",),
        program=Program(partner_profile="Globo Partner"),
    )


def test_it_is_found_from_any_folder_of_the_project_and_elsewhere_there_is_none(told, tmp_path):
    file = told("")
    below = tmp_path / "scenarios" / "deals"
    below.mkdir(parents=True)
    assert find_project(below).root == file.parent
    assert find_project(tmp_path.parent).root is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("step = []", "step is no key; is steps meant?"),
        ('steps = "steps.deals"', 'steps must be a list of modules, as ["steps.deals"]'),
        ("program = 1", "program must be a table, [program]"),
        ('[program]\nprofile = "x"', "[program]: profile is no key; is partner_profile meant?"),
        ("[program]\nmanager_role = 1", "[program] manager_role must be a text"),
        ('[kinds.Deal]\nsobject = "a"\nlabel = "b"\nfield = "c"', '"Deal" must be words in lower case'),
        ('[kinds.deal]\nsobject = "Deal__c"\nlabel = "Name"', "[kinds.deal]: field is missing"),
        ("kinds.deal = 1", "[kinds.deal]: it must be a table with sobject, label and field"),
        ("steps = [", "scenarios.toml: "),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_would_be_right(told, text, why):
    with pytest.raises(ProjectRefused) as refused:
        read_project(told(text))
    assert why in str(refused.value)


def test_a_run_from_elsewhere_is_told_where_to_run_it(told, tmp_path):
    told("")
    check_root(tmp_path, find_project(tmp_path))
    with pytest.raises(ProjectRefused, match="is not read from here: run pytest in"):
        check_root(tmp_path, Project())

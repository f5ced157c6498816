"""Both sides of a comparison, filled with the same data: made up, from files, or of a kept database."""

from collections.abc import Sequence
from pathlib import Path

from mock_org.audit.diff.compared import Kept, Person, Side
from mock_org.audit.diff.people import make_people
from mock_org.audit.diff.records import make_records
from mock_org.audit.diff.tree import load_tree
from mock_org.org import Org
from mock_org.security import SharingModel


def made_up(orgs: Sequence[Org], data: Path | None = None) -> list[Side]:
    """People of every profile, role and group in each org, and their records.

    data: a folder of `sf data export tree` files; its records take the place of those that are made up.
    """
    models = [org.sharing for org in orgs]
    return [_made_up(org, models, data) for org in orgs]


def _made_up(org: Org, models: Sequence[SharingModel], data: Path | None) -> Side:
    people = make_people(org)
    companies = [Kept(account, "Account", name) for name, account in people.companies.items()]
    if data is None:
        return Side(org, people.persons, [*companies, *make_records(org, people, models)], people.notes)
    tree = load_tree(org, data)
    persons: list[Person] = [*people.persons, *tree.persons]
    return Side(org, persons, tree.records, [*people.notes, *tree.notes])

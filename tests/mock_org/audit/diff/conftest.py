"""Two orgs of the starter metadata: one as it is, and one to change. Both are filled with the same people and leads."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from mock_org.app import create_org
from mock_org.audit.diff import Side
from mock_org.audit.diff.people import People, make_people
from mock_org.audit.diff.records import make_records
from mock_org.audit.mutation import mutate
from mock_org.org import Org

PEOPLE = (
    "User of Channel Partner One",
    "User of Channel Partner Two",
    "Channel Manager in role Channel Manager East",
    "Sales Rep in role Sales Rep",
)


def side(org: Org, people: People) -> Side:
    """Some of the people, and the leads that they own."""
    some = replace(people, persons=[each for each in people.persons if each.name in PEOPLE])
    leads = [each for each in make_records(org, some, [org.sharing]) if each.sobject == "Lead"]
    return Side(org, some.persons, leads, people.notes)


@pytest.fixture(scope="session")
def filled() -> Iterator[tuple[Side, Side]]:
    orgs = [create_org().org for _ in range(2)]
    sides = [side(org, make_people(org)) for org in orgs]
    for org in orgs:
        org.images["filled"] = org.image()
    yield sides[0], sides[1]
    for org in orgs:
        org.database.close()


@pytest.fixture
def changed(filled: tuple[Side, Side]) -> Iterator[Callable[..., tuple[Side, Side]]]:
    """The two sides, the new one changed by a mutant."""
    old, new = filled

    def changed(mutant: str) -> tuple[Side, Side]:
        mutate(new.org, mutant)
        return old, new

    yield changed
    new.org.restore(new.org.images["filled"])

"""Two orgs of the starter metadata: one as it is, and one to change. Both are filled with the same people and leads."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from mock_org.app import Built, create_org
from mock_org.audit.diff import Side
from mock_org.audit.diff.people import People, make_people
from mock_org.audit.diff.records import make_records
from mock_org.audit.mutation import mutate
from mock_org.control.state import READY
from mock_org.org import Org, OrgImage

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
def filled(_built: Built) -> Iterator[list[tuple[Side, OrgImage]]]:
    """Both sides as they were filled; the old one is the org of all tests, first set back to its beginning."""
    _built.org.restore(_built.org.images[READY])
    sides = [side(org, make_people(org)) for org in (_built.org, create_org().org)]
    yield [(each, each.org.image()) for each in sides]
    sides[1].org.database.close()


@pytest.fixture
def changed(filled: list[tuple[Side, OrgImage]]) -> Callable[..., tuple[Side, Side]]:
    """The two sides, the new one changed by mutants."""
    for each, image in filled:
        each.org.restore(image)
    (old, _), (new, _) = filled

    def changed(*mutants: str) -> tuple[Side, Side]:
        for mutant in mutants:
            mutate(new.org, mutant)
        return old, new

    return changed

"""What the factories draw for one org: fake data and running numbers, the same for the same seed."""

import itertools
from typing import Any

from faker import Faker

from factories.names import Names, TaggedNames

TEST_USERS = "@mock-org.example"
"""How all usernames of factories end."""


class TestData:
    """The source of names and numbers of one OrgClient.

    Args:
        seed: the same seed gives the same data.
        run: put into whatever must be unique: usernames (over all orgs) and names of records; empty on a mock, which
            forgets.
    """

    __test__ = False

    def __init__(self, seed: int = 0, run: str = "") -> None:
        self.seed = seed
        self.run = run
        self.names = TaggedNames(run) if run else Names()
        self.fake = Faker("en_US")
        self.fake.seed_instance(seed)
        self._numbers = itertools.count(1)

    def number(self) -> int:
        """The next running number."""
        return next(self._numbers)

    def unique(self, name: Any) -> Any:
        """The name to give a record that a scenario calls so."""
        return self.names.unique(name)

    def username(self, first_name: str, last_name: str) -> str:
        """A username nobody else has: in the form of an e-mail address, in lower case."""
        parts = (first_name, self.names.plain(last_name), str(self.number()))
        words = ["".join(filter(str.isalnum, part.lower())) for part in parts]
        return ".".join(word for word in (*words, self.run.lower()) if word and word.isascii()) + TEST_USERS

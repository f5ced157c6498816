"""Which users are alike: in everything that the access engine branches on, ids of their own apart."""

from collections.abc import Hashable, Mapping
from dataclasses import fields
from typing import Any

from mock_org.security.user import RunningUser

# What a user is called decides nothing; ids of the user's own are values of statements.
WORDS = ("name", "username", "role_name", "time_zone", "locale")
SHARED_IDS = ("profile_id",)


def own_values(user: RunningUser) -> dict[str, str]:
    """The user's ids, by the name of the attribute."""
    found = {each.name: getattr(user, each.name) for each in fields(user) if _is_own(each.name)}
    return {name: value for name, value in found.items() if isinstance(value, str) and value}


def likeness(user: RunningUser) -> Hashable:
    """Equal for users who are alike, as far as what is known of them says so."""
    return Likeness().of(user)


class Likeness:
    """Tells of users whether they are alike, as far as what is known of them says so."""

    def __init__(self) -> None:
        self._contents: dict[int, tuple[object, Hashable]] = {}

    def of(self, user: RunningUser) -> Hashable:
        """Equal for users who are alike."""
        own = frozenset(own_values(user))
        others = [each.name for each in fields(user) if each.name not in WORDS and not _is_own(each.name)]
        return own, tuple(self._content(getattr(user, name)) for name in others)

    def _content(self, value: Any) -> Hashable:
        """What a value holds; of a mapping, which many users share, it is found out once."""
        if not isinstance(value, Mapping):
            return value if isinstance(value, Hashable) else repr(value)
        if id(value) not in self._contents:
            self._contents[id(value)] = (value, frozenset(value.items()))
        return self._contents[id(value)][1]


def _is_own(name: str) -> bool:
    return name == "id" or (name.endswith("_id") and name not in SHARED_IDS)

"""A formula as it was written, before anybody asks whether it makes sense."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a text, TRUE, FALSE or NULL."""

    value: Decimal | str | bool | None


@dataclass(frozen=True, slots=True)
class Name:
    """A merge field: `Name`, `Account.Owner.Name`, `$User.Id`, `Owner:User.Email` (with target "User")."""

    parts: tuple[str, ...]
    target: str | None = None

    def __str__(self) -> str:
        first = f"{self.parts[0]}:{self.target}" if self.target else self.parts[0]
        return ".".join((first, *self.parts[1:]))


@dataclass(frozen=True, slots=True)
class Call:
    """A function, or an operator, which is a function with a short name."""

    name: str
    arguments: tuple["Expression", ...]


Expression: TypeAlias = Constant | Name | Call

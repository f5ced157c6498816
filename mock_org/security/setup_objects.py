"""Objects that user permissions open instead of object permissions, as setup_objects.toml declares them."""

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel, ConfigDict

Action = Literal["read", "create", "edit", "delete", "view_all", "modify_all"]


class RowRule(BaseModel):
    """Which rows: a rule of sharing/setup_rows.py and the field that it looks at."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    field: str = "Id"


class Parent(BaseModel):
    """The record that decides about this one; without `object`, whatever the lookup points to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    object: str | None = None
    field: str


class SetupObject(BaseModel):
    """One table of setup_objects.toml; that file says what each key means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    read: tuple[str, ...] = ()
    external_read: bool = True
    create: tuple[str, ...] | None = None
    edit: tuple[str, ...] | None = None
    delete: tuple[str, ...] | None = None
    rows: RowRule | None = None
    external_rows: RowRule | None = None
    all_rows: tuple[str, ...] = ()
    parent: Parent | None = None
    sharing: bool = False

    @property
    def guarded(self) -> bool:
        """Whether only who may read a record may point to it, as for files; setup rows are open to lookups."""
        return self.parent is not None or (self.rows is not None and self.rows.rule == "files")


@cache
def setup_objects() -> MappingProxyType[str, SetupObject]:
    """All of them, by lower-case API name."""
    text = files("mock_org.security").joinpath("setup_objects.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return MappingProxyType({name.lower(): SetupObject.model_validate(table) for name, table in tables.items()})


def setup_object(name: str) -> SetupObject | None:
    """The rules of that object, or None for one that object permissions open."""
    return setup_objects().get(name.lower())

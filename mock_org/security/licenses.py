"""The catalogue of user licences: user type, portal roles, and the objects and permissions that each opens."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

PortalType = Literal["Partner", "CustomerPortal"]
_ROOM = "mock_org.security"


class Feature(BaseModel):
    """One table of licensed_features.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    objects: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()


class License(BaseModel):
    """One table of licenses.toml; that file says what each key means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    user_type: str
    portal: PortalType | None = None
    profile: str | None = None
    login_based: bool = False
    legacy: bool = False
    opens: tuple[str, ...] = ()

    @property
    def external(self) -> bool:
        """Whether its users belong to a contact."""
        return self.user_type not in ("Standard", "Guest")

    @cached_property
    def closed_objects(self) -> frozenset[str]:
        """Lower-case names of the objects that its users cannot have."""
        return frozenset(name.lower() for feature in self._closed() for name in feature.objects)

    @cached_property
    def closed_permissions(self) -> frozenset[str]:
        """The user permissions that its users cannot have, beside those that no external user can have."""
        return frozenset(name for feature in self._closed() for name in feature.permissions)

    def _closed(self) -> Iterator[Feature]:
        if self.user_type != "Standard":
            yield from (feature for name, feature in features().items() if name not in self.opens)


@cache
def features() -> Mapping[str, Feature]:
    """What some licences open and others do not, by name."""
    return MappingProxyType(
        {name: Feature.model_validate(table) for name, table in _tables("licensed_features").items()}
    )


@cache
def catalogue() -> MappingProxyType[str, License]:
    """Every licence by name."""
    return MappingProxyType({name: License.model_validate(table) for name, table in _tables("licenses").items()})


def license_named(name: str | None, user_type: str | None) -> License:
    """What the catalogue says of a licence; one that it does not know is told by the type of its users, and closes only
    what no user of that type can have.
    """
    known = catalogue().get(str(name))
    return known or License(key="", user_type=user_type or "Standard", opens=tuple(features()))


def _tables(name: str) -> dict[str, Any]:
    return tomllib.loads(files(_ROOM).joinpath(f"{name}.toml").read_text(encoding="utf-8"))

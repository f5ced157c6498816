"""Numbers for the setups that an org has had: the same again when settings, describes and sharing are the same."""

from dataclasses import dataclass, field

from mock_org.schema import Schema
from mock_org.security import SharingModel
from mock_org.settings import Settings

MOST_SETUPS = 30


@dataclass(frozen=True, slots=True)
class _Setup:
    number: int
    settings: Settings
    sharing: SharingModel
    schema: Schema

    def is_of(self, settings: Settings, sharing: SharingModel, schema: Schema) -> bool:
        return self.sharing is sharing and self.settings == settings and self.schema.same_as(schema)


@dataclass
class Setups:
    """Those of one org, the longest unused ones forgotten: a restored org finds what was worked out for it before."""

    _known: list[_Setup] = field(default_factory=list)
    _last: tuple[int, int] = (-1, 0)
    _made: int = 0

    def number(self, whole: int, settings: Settings, sharing: SharingModel, schema: Schema) -> int:
        """The number of a setup. whole: the stamp that differs once any of it may be different."""
        if self._last[0] != whole:
            found = next((each for each in self._known if each.is_of(settings, sharing, schema)), None)
            if found is None:
                self._made += 1
                found = _Setup(self._made, settings, sharing, schema.copy())
            else:
                self._known.remove(found)
            self._known = [*self._known[1 - MOST_SETUPS :], found]
            self._last = (whole, found.number)
        return self._last[1]

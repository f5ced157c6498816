"""A mutant: one change of what an org's configuration says about access."""

from collections.abc import Callable
from dataclasses import dataclass, field

from mock_org.org import Org


@dataclass(frozen=True)
class Mutant:
    """One change. id: names it for good; kind and entry: of the entry that it changes, as coverage names them.

    told: the sentence of what is other. wider: whether somebody gains by it; otherwise somebody loses.
    """

    id: str
    kind: str
    entry: str
    told: str
    wider: bool
    apply: Callable[[Org], None] = field(repr=False, compare=False)

    def as_json(self) -> dict[str, object]:
        """As reports hold it."""
        return {"id": self.id, "kind": self.kind, "entry": self.entry, "told": self.told, "wider": self.wider}

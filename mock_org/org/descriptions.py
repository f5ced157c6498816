"""Describes kept for users alike: each page of a site asks for several, and they change with the setup only."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from mock_org.dml import SaveRules

MOST_DESCRIPTIONS = 150
# What record types a user may choose is read from these.
TABLES = ("RecordType", "PermissionSet", "PermissionSetGroupComponent")
Description = dict[str, Any]


@dataclass
class Descriptions:
    """Those of one org, the longest unused ones forgotten."""

    _kept: OrderedDict[Hashable, tuple[SaveRules, Description]] = field(default_factory=OrderedDict)

    def of(self, key: Hashable, rules: SaveRules, make: Callable[[], Description]) -> Description:
        """The description of that key, which is nobody's to change.

        key: equal as long as neither the setup nor what users alike may do is different. rules: the org's present ones.
        """
        kept = self._kept.get(key)
        if kept is None or kept[0] is not rules:
            kept = self._kept[key] = (rules, make())
            if len(self._kept) > MOST_DESCRIPTIONS:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return kept[1]

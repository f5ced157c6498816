"""Sharing coverage: which entries of the configuration a run exercised, granting and refusing.

A witness of an org looks on at what users ask for. Nothing is counted of the system and of users who see all data.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import select

from mock_org.audit.entries import Entry
from mock_org.audit.holders import ACTIONS, Holder, holders
from mock_org.org import Org
from mock_org.org.parts import PERMISSION_TABLES
from mock_org.schema import Field, SObject
from mock_org.security import Grant, RunningUser, Source, may
from mock_org.security.groups import Viewer
from mock_org.security.permissions import Action
from mock_org.security.sharing import restriction_rules, rules, sets
from mock_org.security.sharing.engine import ask, granted, over_all
from mock_org.security.sharing.grant import RANK, Access, Asked
from mock_org.security.witness import Wish

# What a request needs of a record.
LEAST: dict[Wish, Access] = {"read": "Read", "edit": "Edit", "delete": "All"}
# kind and name of the entry, granted or refused, and how: alone or with others; by its target, records or level.
Fact = tuple[str, str, str, str]


class Coverage:
    """A witness that keeps which entry gave or withheld what. entries: those that count."""

    def __init__(self, org: Org, entries: Sequence[Entry] = ()) -> None:
        self._org = org
        self.entries = tuple(entries)
        self._holders: tuple[object, dict[str, Holder]] | None = None
        self._known: set[tuple[object, ...]] = set()
        self.facts: Counter[Fact] = Counter()

    def watches(self, user: RunningUser) -> bool:
        """Users whom sharing says anything to."""
        return not user.system and not user.has("ViewAllData", "ModifyAllData")

    def asked(self, user: RunningUser, wish: Wish, sobject: SObject, record_ids: Sequence[str] = ()) -> None:
        """Note what permissions say and, of each record, which grants hold and what keeps others from holding."""
        allowed = may(user, wish, sobject, self._org.security)
        self._permission(user, wish, sobject, allowed)
        if allowed and record_ids and wish in LEAST and sobject.sharing_model is not None:
            self._records(user, sobject, record_ids, LEAST[wish])

    def field(self, user: RunningUser, sobject: SObject, field: Field, *, writing: bool, allowed: bool) -> None:
        """Note which profile or permission set opens or closes the field."""
        if not field.permissionable or not self._is_new(
            user.permission_set_ids, sobject.name, field.name, writing, allowed
        ):
            return
        key, verb = (sobject.name.lower(), field.name.lower()), "edit" if writing else "read"
        said = {h.name: h.fields.get(key, (False, False))[writing] for h in self._held(user) if key[0] in h.objects}
        names = [name for name, value in said.items() if value is allowed]
        for name in names:
            self._note("field permission", f"{name}: {sobject.name}.{field.name} {verb}", allowed, _alone(names))

    def _permission(self, user: RunningUser, action: Action, sobject: SObject, allowed: bool) -> None:
        if not self._is_new(user.permission_set_ids, sobject.name, action, allowed):
            return
        said = {h.name: h.objects[sobject.name.lower()][action] for h in self._held(user) if _knows(h, sobject)}
        names = [name for name, value in said.items() if value is allowed]
        for name in names:
            self._note("object permission", f"{name}: {sobject.name}.{ACTIONS[action]}", allowed, _alone(names))

    def _records(self, user: RunningUser, sobject: SObject, ids: Sequence[str], least: Access) -> None:
        viewer = self._org.viewer(user)
        all_of_them: Action = "view_all" if least == "Read" else "modify_all"
        if over_all(viewer, sobject, least):
            self._permission(user, all_of_them, sobject, True)
            return
        asked = ask(viewer, sobject)
        grants = list(granted(asked))
        withheld = []
        for record_id, holding in self._holding(asked, grants, ids):
            enough = {grant.source for grant in holding if RANK[grant.access] >= RANK[least]}
            for source in enough:
                self._note(*_entry(source, asked), True, _alone(enough))
            if not enough:
                withheld.append(record_id)
                for source in {grant.source for grant in holding}:
                    self._note(*_entry(source, asked), False, "level")
        if withheld:
            self._permission(user, all_of_them, sobject, False)
            self._withheld(asked, {grant.source for grant in grants}, withheld)
            self._hidden(asked, withheld)

    def _holding(self, asked: Asked, grants: Sequence[Grant], ids: Sequence[str]) -> Iterator[tuple[str, list[Grant]]]:
        """Of each record the grants that hold."""
        flags = [grant.where.label(f"g{n}") for n, grant in enumerate(grants)]
        rows = self._org.database.rows(select(asked.table.c.Id, *flags).where(asked.table.c.Id.in_(ids)))
        for row in rows:
            yield row["Id"], [grant for n, grant in enumerate(grants) if row[f"g{n}"]]

    def _withheld(self, asked: Asked, sources: set[Source], ids: Sequence[str]) -> None:
        """The entries in play that did not open these records: by whom they are for, or by which records."""
        self._note("default", f"{asked.sobject.name}.{_whom(asked)}", False, "")
        for source in sources:
            if source.kind in ("sharing rule", "sharing set"):
                self._note(*_entry(source, asked), False, "record")
        for grant in self._for_others(asked, sources):
            held = select(asked.table.c.Id).where(asked.table.c.Id.in_(ids), grant.where).limit(1)
            if self._org.database.scalar(held) is not None:
                self._note(*_entry(grant.source, asked), False, "user")

    def _hidden(self, asked: Asked, ids: Sequence[str]) -> None:
        """Restriction rules that hide what something else would open."""
        hiding = self._org.sharing.restrictions_of(asked.sobject.name, "Restrict")
        if not hiding:
            return
        free = replace(asked, by_rules=False)
        opened = [record_id for record_id, holding in self._holding(free, list(granted(free)), ids) if holding]
        left = restriction_rules.left(asked.viewer, asked.sobject, asked.table)
        flags = [where.label(f"r{n}") for n, where in enumerate(left)]
        for row in self._org.database.rows(select(asked.table.c.Id, *flags).where(asked.table.c.Id.in_(opened))):
            for n, rule in enumerate(hiding):
                if not row[f"r{n}"]:
                    self._note("restriction rule", f"{asked.sobject.name}.{rule.name}", False, "record")

    def _for_others(self, asked: Asked, sources: set[Source]) -> Iterator[Grant]:
        """What rules and sets would give if they were for this user."""
        for rule, _ in rules.all_rules(asked):
            source = Source("sharing rule", f"{rule.sobject}.{rule.name}")
            if source not in sources and rule.sobject.lower() == asked.sobject.name.lower():
                where = rules.matching(asked.viewer, rule, asked.sobject, asked.table)
                yield Grant("Rule", "Read", where, "", source=source)
        for each in self._org.sharing.sets if asked.user.external else ():
            for profile in each.profiles[:1]:
                other = Viewer(asked.context, replace(asked.user, profile_name=profile))
                found = sets.grants(replace(asked, viewer=other))
                yield from (g for g in found if g.source not in sources and g.source.name.startswith(f"{each.name}."))

    def _held(self, user: RunningUser) -> list[Holder]:
        stamp = self._org.database.stamp(*PERMISSION_TABLES)
        if self._holders is None or self._holders[0] != stamp:
            self._holders = (stamp, holders(self._org))
        return [self._holders[1][each] for each in user.permission_set_ids if each in self._holders[1]]

    def _is_new(self, *key: object) -> bool:
        """Whether this has not been noted before, by these permission sets as they are now."""
        whole = (*key, *self._org.database.stamp(*PERMISSION_TABLES))
        new = whole not in self._known
        self._known.add(whole)
        return new

    def _note(self, kind: str, name: str, allowed: bool, how: str) -> None:
        self.facts[kind, name, "granted" if allowed else "refused", how] += 1


def _knows(holder: Holder, sobject: SObject) -> bool:
    return sobject.name.lower() in holder.objects


def _alone(of: Iterable[object]) -> str:
    return "alone" if len(list(of)) == 1 else "with others"


def _whom(asked: Asked) -> str:
    return "external" if asked.user.external else "internal"


def _entry(source: Source, asked: Asked) -> tuple[str, str]:
    """The entry that a source stands for: of a record that its parent controls, the default that says so."""
    if source.kind == "parent" and asked.controlled_by_parent:
        return "default", f"{asked.sobject.name}.{_whom(asked)}"
    return source.kind, source.name

"""Leaks that records show: what partner users see or edit that belongs to other partners only, by the rule to blame."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeAlias

from mock_org.audit.belonging import partner_accounts
from mock_org.audit.leak_tally import Group, Numbers, Tally
from mock_org.audit.partner_shapes import Paths, Put, Seat, Shape
from mock_org.audit.population import Progress, quiet
from mock_org.audit.suspects import NOBODY, Suspects
from mock_org.security import Level, SecurityContext
from mock_org.security.facts import Question
from mock_org.security.sharing.grant import LEVELS, Source
from mock_org.storage.reads import Tuple

# By rule to blame, object and level.
Tallies: TypeAlias = dict[tuple[Source, str, Level], Tally]
Groups: TypeAlias = Mapping[tuple[Source, Level], Sequence[Group]]


def record_leaks(
    context: SecurityContext, paths: Paths, shapes: Mapping[str, Sequence[Shape]], progress: Progress = quiet
) -> Tallies:
    """Every leak on the records that the shapes, by object, ask about.

    A pair of user and record counts once for each rule that leaks it.
    """
    search = _Search(context, Suspects(context, paths, shapes), progress)
    for name, several in sorted(shapes.items()):
        search.common(name, several)
        search.own(name, several)
    return search.tallies


class _Search:
    def __init__(self, context: SecurityContext, suspects: Suspects, progress: Progress) -> None:
        self.context, self.suspects, self.progress = context, suspects, progress
        self.partners = {row[0] for row in context.database.read(partner_accounts(context))}
        self.numbers = Numbers()
        self.tallies: Tallies = {}

    def common(self, name: str, shapes: Sequence[Shape]) -> None:
        """What is open to all users of a shape; the same question is asked once, whichever shapes put it."""
        asked: dict[Hashable, tuple[Put, list[Seat]]] = {}
        for shape in shapes:
            for put in shape.common:
                asked.setdefault(put.key, (put, []))[1].extend(shape.seats)
        for done, (put, seats) in enumerate(asked.values()):
            self.progress(f"{name}: what rules open to many", done, len(asked))
            by_account: dict[str, list[Seat]] = defaultdict(list)
            for seat in seats:
                by_account[seat.account_id].append(seat)
            for (source, level), groups in self._groups(put, put.groups.values).items():
                if any(not group.accounts.issuperset(by_account) for group in groups):
                    self._tally(source, name, level).add_all(by_account, groups)

    def own(self, name: str, shapes: Sequence[Shape]) -> None:
        """What users' own ids open to them."""
        done, users = 0, sum(len(shape.seats) for shape in shapes)
        for shape in shapes:
            suspects = self.suspects.of(name, shape.own.sources) if shape.own else NOBODY
            for seat in shape.seats:
                self.progress(f"{name}: what is open to users themselves", done, users)
                done += 1
                if shape.own and (suspects is None or seat.account_id in suspects):
                    self._of_user(name, shape.own, seat)

    def _of_user(self, name: str, put: Put, seat: Seat) -> None:
        found = self._groups(put, put.groups.of(seat.own))
        for (source, level), groups in found.items():
            self._tally(source, name, level).add_user(seat, groups)
        for number, rank, *accounts, record_id in self._rows(put.ids, put.ids.of(seat.own)) if found else ():
            if not self.partners.isdisjoint(accounts):
                self._tally(put.sources[number], name, LEVELS[min(rank, put.most)]).add_id(record_id)

    def _tally(self, source: Source, name: str, level: Level) -> Tally:
        return self.tallies.setdefault((source, name, level), Tally(self.numbers))

    def _rows(self, question: Question, values: Sequence[object]) -> Iterable[Tuple]:
        return self.context.database.raw.execute(question.sql, values)

    def _groups(self, put: Put, values: Sequence[object]) -> Groups:
        """The rows by source and level, and by the partners that the records belong to."""
        found: dict[tuple[Source, Level], dict[frozenset[str], Group]] = defaultdict(dict)
        for number, rank, *accounts, records, first in self._rows(put.groups, values):
            key, whose = (put.sources[number], LEVELS[min(rank, put.most)]), frozenset(accounts) & self.partners
            if not whose:
                continue
            old = found[key].get(whose, Group(whose, 0, first))
            found[key][whose] = Group(whose, old.records + records, min(old.first, first))
        return {key: list(groups.values()) for key, groups in found.items()}

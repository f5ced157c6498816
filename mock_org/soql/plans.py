"""Statements kept as they were compiled: one that was asked before is only run."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date

from mock_org.soql.compiler import Compiled
from mock_org.storage import Database

MOST_PLANS = 1000


@dataclass(frozen=True, slots=True)
class Plan:
    """A compiled statement; its day, if it names days; how it looked at the org that it was compiled for."""

    compiled: Compiled
    day: date | None
    stamp: Hashable
    scope: object


@dataclass
class Plans:
    """Those of one org, the longest unused ones forgotten."""

    kept: OrderedDict[Hashable, Plan] = field(default_factory=OrderedDict)

    def compiled(
        self,
        key: Hashable,
        stamp: Hashable,
        reader: object,
        compiling: Callable[[], Compiled],
        today: Callable[[], date],
        database: Database,
    ) -> Compiled:
        """The statement of that key.

        key: names statement, user, version and mode. stamp: equal as long as nothing has changed that a compilation
        depends on. reader: the very same object as long as the user reaches records by the same ways. compiling: makes
        the statement. today: of the reader, by the org's clock.
        """
        plan = self.kept.get(key)
        if plan is None or plan.stamp != stamp or plan.scope is not reader or (plan.day and plan.day != today()):
            compiled = compiling()
            if compiled.lasting:
                day = today() if compiled.context.of_its_day else None
                self._keep(key, Plan(compiled, day, stamp, reader))
            return compiled
        self.kept.move_to_end(key)
        if not plan.compiled.is_prepared:
            plan = Plan(plan.compiled.prepared(database), plan.day, stamp, reader)
            self._keep(key, plan)
        return plan.compiled

    def _keep(self, key: Hashable, plan: Plan) -> None:
        self.kept[key] = plan
        if len(self.kept) > MOST_PLANS:
            self.kept.popitem(last=False)

"""What an entry of the configuration reaches: the partners whose users it brings together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select

from mock_org.audit.belonging import Path, names_of
from mock_org.audit.partner_shapes import Crowd
from mock_org.security import SYSTEM_USER, Level, SecurityContext
from mock_org.security.groups import Ids, Viewer, members
from mock_org.security.user import PARTNER_TYPES

Severity = Literal["high", "medium", "low"]
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
# So many accounts are named in a finding; their number counts them all.
SHOWN_ACCOUNTS = 12


@dataclass(frozen=True, slots=True)
class Reach:
    """One entry of the configuration that reaches, or can reach, users of several partners.

    rule: the entry. what: what it does, as a sentence. sobject: of its records, "" where it is about several.
    severity: high where it opens records of partners to change, or all of them; low where nobody is reached yet.
    by_design: whether it is made to reach every partner. advice: what to do about it, as a sentence.
    """

    rule: str
    what: str
    sobject: str
    level: Level
    severity: Severity
    accounts: tuple[str, ...]
    account_count: int
    users: int
    advice: str
    by_design: bool = False
    allowed: str | None = None


@dataclass(frozen=True)
class Landscape:
    """What every check looks at: the org, whose its records are, and its partner users."""

    context: SecurityContext
    paths: Mapping[str, Sequence[Path]]
    crowds: Sequence[Crowd]

    @property
    def viewer(self) -> Viewer:
        """The org itself, for the sets of users behind groups."""
        return Viewer(self.context, SYSTEM_USER())

    def users_by_account(self, users: Ids) -> dict[str, int]:
        """Of these users, the active partner users, counted by account."""
        user = self.context.database.tables.get("User")
        found: dict[str, int] = {}
        of_partners = (user.c.UserType.in_(PARTNER_TYPES), user.c.IsActive.is_(True), user.c.AccountId.is_not(None))
        for (account,) in self.context.database.read(
            select(user.c.AccountId).where(user.c.Id.in_(users), *of_partners)
        ):
            found[account] = found.get(account, 0) + 1
        return found

    def members(self, groups: Ids) -> dict[str, int]:
        """The partner users in these groups, counted by account."""
        return self.users_by_account(members(self.viewer, groups))

    def of_crowds(self, crowds: Iterable[Crowd]) -> dict[str, int]:
        """The users of these crowds, counted by account."""
        found: dict[str, int] = {}
        for seat in (seat for crowd in crowds for seat in crowd.seats):
            found[seat.account_id] = found.get(seat.account_id, 0) + 1
        return found

    def label(self, sobject: str) -> str:
        """Records of that object in words."""
        known = self.context.schema.get(sobject)
        return known.label_plural.lower() if known else sobject

    def reach(
        self,
        rule: str,
        what: str,
        sobject: str,
        level: Level,
        users: Mapping[str, int],
        advice: str,
        severity: Severity,
        *,
        by_design: bool = False,
        across: bool = False,
    ) -> Reach:
        """A finding; where it reaches fewer than two partners today its severity is low.

        across: whether what it opens to them is another partner's in any case.
        """
        names = sorted(names_of(self.context, users).values())
        real: Severity = severity if len(users) > 1 or (across and users) else "low"
        shown = tuple(names[:SHOWN_ACCOUNTS])
        return Reach(rule, what, sobject, level, real, shown, len(names), sum(users.values()), advice, by_design)

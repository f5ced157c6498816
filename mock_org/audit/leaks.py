"""The leak search: what can partners reach that belongs to other partners, and which rule is to blame?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sqlalchemy import Select, select

from mock_org.audit import leaky_openings, leaky_relationships, leaky_rules
from mock_org.audit.belonging import FIRST_ALIAS, Path, belonging, names_of, partner_accounts, paths_of
from mock_org.audit.leak_tally import Tally
from mock_org.audit.partner_shapes import partners
from mock_org.audit.population import Progress, quiet
from mock_org.audit.reach import SEVERITIES, Landscape, Reach
from mock_org.audit.record_leaks import Tallies, record_leaks
from mock_org.errors import SetupError
from mock_org.schema import SObject
from mock_org.security import Level, SecurityContext, Source, explain, load_user
from mock_org.security.sharing.grant import LEVELS
from mock_org.security.sharing.telling import record_name

# So many pairs of accounts are named in a finding; their number counts them all.
SHOWN_PAIRS = 20
CHECKS = (
    leaky_rules.rules,
    leaky_rules.queues,
    leaky_rules.groups,
    leaky_openings.defaults,
    leaky_openings.permissions,
    leaky_openings.sets,
    leaky_openings.shared_roles,
    leaky_relationships.relationships,
)


@dataclass(frozen=True, slots=True)
class Example:
    """One user and one record of a finding. belongs_to: names of accounts, each with the path that leads to it."""

    user_id: str
    user: str
    account: str
    record_id: str
    record: str
    belongs_to: tuple[tuple[str, str], ...]
    because: str


@dataclass(frozen=True, slots=True)
class Leak:
    """What one rule opens of one object to partners to whom it does not belong.

    rule: the entry of the configuration to blame. pairs: some of (who sees, whose records); account_pairs: how many.
    at_least: whether there may be more records than `records`. accesses: pairs of user and record.
    allowed: the reason why it may be so, if there is one.
    """

    rule: str
    sobject: str
    level: Level
    account_pairs: int
    users: int
    records: int
    at_least: bool
    accesses: int
    pairs: tuple[tuple[str, str], ...]
    example: Example
    allowed: str | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """All of them, the worst first.

    unused: allowances that match nothing. paths: by object, what was taken as whose a record is.
    partners, users: how many partner accounts there are, and active partner users.
    """

    leaks: tuple[Leak, ...]
    reaches: tuple[Reach, ...]
    unused: tuple[str, ...]
    paths: Mapping[str, tuple[str, ...]]
    partners: int
    users: int

    @property
    def open_leaks(self) -> tuple[Leak, ...]:
        """Those on records that nobody has allowed."""
        return tuple(leak for leak in self.leaks if leak.allowed is None)

    @property
    def open_reaches(self) -> tuple[Reach, ...]:
        """Those in the configuration that nobody has allowed."""
        return tuple(reach for reach in self.reaches if reach.allowed is None)


def find_leaks(context: SecurityContext, objects: Iterable[str] = (), progress: Progress = quiet) -> Findings:
    """Search records and configuration.

    objects: only these; without, all whose records belong to somebody.
    Raises SetupError for an object that there is not or that belongs to nobody, and for wrong paths in the settings.
    """
    paths = _only(paths_of(context), tuple(objects))
    people = partners(context, paths, progress)
    land = Landscape(context, paths, people.crowds)
    allowed = {rule.lower(): reason for rule, reason in context.settings.leaks.allowed.items()}
    leaks = list(_leaks(context, paths, record_leaks(context, paths, people.shapes, progress)))
    reaches = [reach for check in CHECKS for reach in check(land)]
    used = {leak.rule.lower() for leak in leaks} | {reach.rule.lower() for reach in reaches}
    return Findings(
        tuple(replace(leak, allowed=allowed.get(leak.rule.lower())) for leak in sorted(leaks, key=_badness)),
        tuple(replace(reach, allowed=allowed.get(reach.rule.lower())) for reach in sorted(reaches, key=_severity)),
        () if objects else tuple(rule for rule in context.settings.leaks.allowed if rule.lower() not in used),
        {name: tuple(map(str, ways)) for name, ways in sorted(paths.items())},
        len(context.database.read(partner_accounts(context))),
        people.users,
    )


def _only(paths: Mapping[str, Sequence[Path]], objects: Sequence[str]) -> Mapping[str, Sequence[Path]]:
    known = {name.lower(): name for name in paths}
    missing = [name for name in objects if name.lower() not in known]
    if missing:
        raise SetupError(
            f"no record of {', '.join(missing)} belongs to a partner; there are: {', '.join(sorted(paths))}; "
            "others can be named in [leaks.belongs_to] of the settings"
        )
    return {known[name.lower()]: paths[known[name.lower()]] for name in objects} if objects else paths


def _badness(leak: Leak) -> tuple[int, int, str]:
    return -LEVELS.index(leak.level), -leak.accesses, leak.rule


def _severity(reach: Reach) -> tuple[int, int, str]:
    return SEVERITIES.index(reach.severity), -reach.account_count, reach.rule


def _leaks(context: SecurityContext, paths: Mapping[str, Sequence[Path]], tallies: Tallies) -> Iterator[Leak]:
    for (source, name, level), tally in tallies.items():
        pairs = list(islice(tally.pairs(), SHOWN_PAIRS))
        names = names_of(context, (account for pair in pairs for account in pair))
        yield Leak(
            str(source),
            name,
            level,
            tally.account_pairs,
            tally.users,
            tally.records,
            tally.at_least,
            tally.accesses,
            tuple(sorted((names[sees], names[whose]) for sees, whose in pairs)),
            _example(context, context.schema[name], paths[name], source, tally),
        )


def _example(
    context: SecurityContext, sobject: SObject, paths: Sequence[Path], source: Source, tally: Tally
) -> Example:
    user_id, record_id = tally.example
    user = load_user(context, user_id)
    table = context.alias(sobject.name, FIRST_ALIAS)
    whose = belonging(context, table, paths)
    statement: Select[Any] = (
        select().add_columns(*whose.accounts).select_from(whose.source).where(table.c.Id == record_id)
    )
    [row] = context.database.read(statement)
    names = names_of(context, [account for account in (*row, user.account_id) if account])
    reasons = [
        reason for reason in explain(context, user, sobject, record_id, near=False).grants if reason.source == source
    ]
    return Example(
        user_id,
        user.name,
        names.get(user.account_id or "", ""),
        record_id,
        record_name(context, sobject, record_id),
        tuple((names[account], str(path)) for account, path in zip(row, paths, strict=True) if account in names),
        reasons[0].because if reasons else f"{user.name} has access by {source}",
    )

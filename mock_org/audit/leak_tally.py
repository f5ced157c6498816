"""Leaks added up: which partners see whose records, by the rule to blame, without a line for each of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

from mock_org.audit.partner_shapes import Seat

# More ids than this are not remembered: then the number of records is "at least".
MOST_IDS = 100_000


@dataclass(frozen=True, slots=True)
class Group:
    """Records that belong to the same accounts: how many, and the first of them."""

    accounts: frozenset[str]
    records: int
    first: str


class Numbers:
    """Accounts as bits, so that a million pairs of them are a thousand numbers."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def bit(self, account: str) -> int:
        """The account as a number with one bit set."""
        return 1 << self._known.setdefault(account, len(self._known))

    def bits(self, accounts: Iterable[str]) -> int:
        """Several of them."""
        return reduce(lambda bits, account: bits | self.bit(account), accounts, 0)

    def accounts(self, bits: int) -> Iterator[str]:
        """The accounts again."""
        return (account for account, number in self._known.items() if bits >> number & 1)


@dataclass
class Tally:
    """What one rule opens of one object at one level.

    sees: by the account of a user, the accounts whose records that user sees. accesses: pairs of a user and a record.
    """

    numbers: Numbers
    sees: dict[str, int] = field(default_factory=dict)
    users: int = 0
    accesses: int = 0
    example: tuple[str, str] = ("", "")
    _ids: set[str] = field(default_factory=set)
    _whole: list[int] = field(default_factory=list)
    _clipped: bool = False

    @property
    def records(self) -> int:
        """How many records are seen by somebody to whom they do not belong."""
        return max([len(self._ids), *self._whole])

    @property
    def at_least(self) -> bool:
        """Whether they may be more, since those seen by different ways are not told apart."""
        return self._clipped or len(self._whole) + bool(self._ids) > 1

    @property
    def account_pairs(self) -> int:
        """How many pairs of (whose user sees, whose records)."""
        return sum(bits.bit_count() for bits in self.sees.values())

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The pairs themselves: account of a user who sees, account whose record is seen."""
        return ((viewer, owner) for viewer, bits in self.sees.items() for owner in self.numbers.accounts(bits))

    def add_user(self, seat: Seat, groups: Sequence[Group]) -> None:
        """What one user sees of others."""
        self.users += 1
        self.accesses += sum(group.records for group in groups)
        self._see(seat.account_id, self.numbers.bits(account for group in groups for account in group.accounts))
        self._exemplify(seat, groups)

    def add_id(self, record_id: str) -> None:
        """Which record it was."""
        if len(self._ids) < MOST_IDS or record_id in self._ids:
            self._ids.add(record_id)
        else:
            self._clipped = True

    def add_all(self, seats: Mapping[str, Sequence[Seat]], groups: Sequence[Group]) -> None:
        """What everybody sees of others who sees all records of these groups; seats: by account."""
        total = sum(group.records for group in groups)
        own: dict[str, int] = {}
        common: dict[str, frozenset[str]] = {}
        for group in groups:
            for account in group.accounts:
                own[account] = own.get(account, 0) + group.records
                common[account] = common.get(account, group.accounts) & group.accounts
        # By account, the accounts whose every record is its own, too.
        hidden: dict[str, list[str]] = {}
        for account, others in common.items():
            for other in others:
                hidden.setdefault(other, []).append(account)
        everybody = self.numbers.bits(own)
        for account, users in seats.items():
            others_records = total - own.get(account, 0)
            if others_records:
                self.users += len(users)
                self.accesses += others_records * len(users)
                self._see(account, everybody & ~self.numbers.bits(hidden.get(account, ())))
                self._exemplify(users[0], groups)
        leaking = sum(group.records for group in groups if not group.accounts.issuperset(seats))
        self._whole.extend([leaking] if leaking else [])

    def _see(self, viewer: str, owners: int) -> None:
        self.sees[viewer] = self.sees.get(viewer, 0) | owners

    def _exemplify(self, seat: Seat, groups: Sequence[Group]) -> None:
        if not self.example[0]:
            self.example = seat.id, next(group.first for group in groups if seat.account_id not in group.accounts)

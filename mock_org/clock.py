"""The org's clock: real time, moved by an offset, or frozen at an instant."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import time


@dataclass(frozen=True, slots=True)
class ClockImage:
    """What a snapshot keeps of a clock."""

    frozen_at: datetime | None
    offset: timedelta


class Clock:
    """Tells the org's time; every date literal, audit field and expiry reads it."""

    def __init__(self) -> None:
        self._frozen_at: datetime | None = None
        self._offset = timedelta()

    @property
    def frozen(self) -> bool:
        """Whether time stands still."""
        return self._frozen_at is not None

    def now(self) -> datetime:
        """The org's present instant, in UTC, in whole milliseconds."""
        instant = self._frozen_at or datetime.now(UTC) + self._offset
        return instant.replace(microsecond=instant.microsecond // 1000 * 1000)

    def second(self) -> int:
        """The same in whole seconds since 1970."""
        if self._frozen_at is not None:
            return int(self._frozen_at.timestamp())
        return int(time() + self._offset.total_seconds())

    def set(self, instant: datetime, *, frozen: bool) -> None:
        """Put the clock to an instant (aware), where it stands still or from where it runs on."""
        if instant.tzinfo is None:
            raise ValueError("the clock needs an instant with a time zone, e.g. 2026-01-31T09:00:00Z")
        self._frozen_at = instant.astimezone(UTC) if frozen else None
        self._offset = timedelta() if frozen else instant.astimezone(UTC) - datetime.now(UTC)

    def advance(self, by: timedelta) -> None:
        """Move the clock forward (never back: scheduled work that ran cannot be unrun)."""
        if by < timedelta():
            raise ValueError("the clock moves forward only; restore a snapshot to go back")
        if self._frozen_at is not None:
            self._frozen_at += by
        else:
            self._offset += by

    @contextmanager
    def standing_at(self, instant: datetime) -> Iterator[None]:
        """Let the clock stand at an instant (aware) meanwhile, as it stood when scheduled work fell due."""
        before = self.image()
        self.set(instant, frozen=True)
        try:
            yield
        finally:
            self.restore(before)

    def image(self) -> ClockImage:
        """What restore() needs."""
        return ClockImage(self._frozen_at, self._offset)

    def restore(self, image: ClockImage) -> None:
        """Bring back a kept state."""
        self._frozen_at, self._offset = image.frozen_at, image.offset

"""What a deploy finds: files read, what it did not understand, what it refuses and why."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

_NAME = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a project something stands.

    file: its path, beginning with the project folder's name.
    element: the XML path, e.g. `objectPermissions[Lead]/allowRead`.
    line: where that begins in the file, 0 where it is not known. tags: line and tag of what is in it.
    """

    file: str
    element: str = ""
    line: int = field(default=0, compare=False)
    tags: Callable[[], Iterable[tuple[int, str]]] = field(default=tuple, compare=False, repr=False)

    def at(self, tag: str) -> "Place":
        """The place of an element below this one; of one that is missing, the line is that of this one."""
        name = _NAME.match(tag)
        lines = (line for line, found in self.tags() if name and found == name[0])
        return Place(self.file, f"{self.element}/{tag}" if self.element else tag, next(lines, self.line))


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of a report: where it stands, and what it would do or what would be right."""

    file: str
    element: str
    advice: str
    line: int = field(default=0, compare=False)

    def __str__(self) -> str:
        file = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (file, self.element, self.advice) if part)


@dataclass(frozen=True, slots=True)
class DeployReport:
    """What came of a deploy. With anything in `refused`, nothing was loaded."""

    read: tuple[str, ...] = ()
    not_understood: tuple[Fault, ...] = ()
    refused: tuple[Fault, ...] = ()


@dataclass
class Findings:
    """Collects while the project is read; one fault does not hide the next."""

    read: list[str] = field(default_factory=list)
    _unclear: dict[Fault, None] = field(default_factory=dict)
    _refused: dict[Fault, None] = field(default_factory=dict)

    def note(self, place: Place, advice: str) -> None:
        """Report what has no effect here: it gives nobody more than they had."""
        self._unclear[Fault(place.file, place.element, advice, place.line)] = None

    def refuse(self, place: Place, advice: str) -> None:
        """Report what must not be guessed."""
        self._refused[Fault(place.file, place.element, advice, place.line)] = None

    @property
    def refused(self) -> bool:
        """Whether nothing may be loaded."""
        return bool(self._refused)

    def report(self) -> DeployReport:
        """The findings so far."""
        return DeployReport(tuple(self.read), tuple(self._unclear), tuple(self._refused))

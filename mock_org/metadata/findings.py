"""What a deploy finds: files read, what it did not understand, what it refuses and why."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a project something stands.

    file: its path, beginning with the project folder's name.
    element: the XML path, e.g. `objectPermissions[Lead]/allowRead`.
    """

    file: str
    element: str = ""

    def at(self, tag: str) -> "Place":
        """The place of an element below this one."""
        return Place(self.file, f"{self.element}/{tag}" if self.element else tag)


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of a report: where it stands, and what it would do or what would be right."""

    file: str
    element: str
    advice: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.element, self.advice) if part)


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
        self._unclear[Fault(place.file, place.element, advice)] = None

    def refuse(self, place: Place, advice: str) -> None:
        """Report what must not be guessed."""
        self._refused[Fault(place.file, place.element, advice)] = None

    @property
    def refused(self) -> bool:
        """Whether nothing may be loaded."""
        return bool(self._refused)

    def report(self) -> DeployReport:
        """The findings so far."""
        return DeployReport(tuple(self.read), tuple(self._unclear), tuple(self._refused))

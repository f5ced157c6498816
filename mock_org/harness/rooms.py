"""Whether the rooms of the harness are what they are called, and not a project's folders of the same names."""

from importlib.util import find_spec
from pathlib import Path

ROOMS = ("factories", "features", "e2e")


class RoomTaken(ImportError):
    """A folder of the project stands in front of a package of the harness."""


def check_rooms() -> None:
    """Refuse to start where a package of the harness would not be the one that is imported. Raises RoomTaken."""
    home = Path(__file__).resolve().parents[2]
    for room in ROOMS:
        found = find_spec(room)
        file = Path(found.origin).resolve() if found is not None and found.origin else None
        if file != home / room / "__init__.py":
            raise RoomTaken(
                f"{file or f'a folder {room}'} stands in front of the harness's own package {room!r}: "
                f"call that folder otherwise, or take its __init__.py out"
            )

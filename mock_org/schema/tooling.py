"""The sObjects of the Tooling API, read from one TOML file each; those of both APIs are in standard/."""

from functools import cache

from mock_org.schema.load import ROOM, read_folder
from mock_org.schema.types import SObject


@cache
def load_tooling() -> tuple[SObject, ...]:
    """Every sObject that only the Tooling API has.

    Raises SetupError as load_standard() does.
    """
    return read_folder(ROOM / "tooling")

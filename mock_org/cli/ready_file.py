"""The ready file: what whoever waits for an org is told, as JSON."""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_ready(file: Path | None, told: Mapping[str, object]) -> None:
    """Write the ready file at once: whoever waits for it never sees half of it. Only the owner may read it."""
    if file is None:
        return
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(told, out, indent=2)
    Path(name).replace(file)

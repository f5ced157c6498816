"""Which cases the mock does not hold, and why."""

import tomllib
from pathlib import Path

NOT_HELD: dict[str, str] = tomllib.loads((Path(__file__).parent / "not_held.toml").read_text(encoding="utf-8"))["cases"]
# No recording of these areas may be in the list.
ALWAYS_HELD = frozenset({"auth", "crud", "soql", "errors", "upsert", "collections", "composite"})

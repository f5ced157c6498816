"""What to click when a token endpoint says no."""

import tomllib
from importlib.resources import files

from factories.refused import Refused

TABLE = tomllib.loads((files(__package__) / "token_advice.toml").read_text(encoding="utf-8"))


def advice_on(refusal: Refused, username: str) -> str:
    """What to click about a refusal; "" for one that is not known."""
    told = f"{refusal.code} {refusal.text}".lower()
    for entry in TABLE["advice"]:
        if entry["words"] in told:
            return str(entry["text"]).format(app=TABLE["app"], user=username or "the run-as user")
    return ""

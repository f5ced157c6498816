"""What to click when a token endpoint says no."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files

from factories.refused import Refused

TABLE = tomllib.loads((files(__package__) / "token_advice.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Advice:
    """One entry of the table. of_the_app: whoever logs in, the app is at fault."""

    words: str
    text: str
    of_the_app: bool = False

    def told(self, username: str) -> str:
        """The advice for a user."""
        return self.text.format(app=TABLE["app"], user=username or "the run-as user")


ADVICE = tuple(Advice(**entry) for entry in TABLE["advice"])


def advice_on(refusal: Refused) -> Advice | None:
    """What to click about a refusal; None for one that is not known."""
    told = f"{refusal.code} {refusal.text}".lower()
    return next((advice for advice in ADVICE if advice.words in told), None)

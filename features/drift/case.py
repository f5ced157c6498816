"""One contract request: what is made first, what is asked, and how closely two orgs have to agree on the answer."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Compare = Literal["values", "shape", "error", "describe", "listed", "status"]
READING = ("GET", "HEAD")


class Strict(BaseModel):
    """A piece of a case; a key that is not known is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Make(Strict):
    """A record that is made before the request and deleted after it; `${name}` is its id from then on."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    sobject: str
    values: dict[str, Any]


class Recorded(Strict):
    """What an org answered: masked, so that nothing of the org is in it.

    on: which kind of org, at which API version, and when.
    """

    on: str
    status: int
    headers: dict[str, str] = {}
    body: Any = None


class Case(Strict):
    """A request and its comparison.

    Args:
        ask: method and path; a path that does not begin with /services, /id or /_ lies below /services/data/v…
            `${run}` is in the name of whatever is made, `${word}` is the same without punctuation; `${version}`,
            `${user}` and `${organization}` are the org's.
        body: sent as JSON. text: sent as it is.
        compare: values (all but ids, dates, names of the org), shape (keys and types), error (values, in any order),
            describe, listed (entries that both have, by name), status.
        but: paths that are left out, e.g. `$.records[*].CreatedDate`; `*` stands for anything.
        needs: sObjects without which the case is skipped.
        undone: what the request makes is taken back by the harness; every other request that writes must be refused
            or be about a record of `make`.
    """

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    area: str = Field(pattern=r"^[a-z0-9_]+$")
    why: str = ""
    ask: str
    headers: dict[str, str] = {}
    body: Any = None
    text: str | None = None
    make: tuple[Make, ...] = ()
    compare: Compare = "values"
    but: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    undone: bool = False
    recorded: Recorded | None = None

    def __str__(self) -> str:
        return self.id

    @property
    def method(self) -> str:
        """GET, POST, …"""
        return self.ask.partition(" ")[0]

    @property
    def path(self) -> str:
        """The path as it is written in the case."""
        return self.ask.partition(" ")[2]

    @model_validator(mode="after")
    def _changes_nothing_that_stays(self) -> "Case":
        """Only requests that leave an org as it was may be in a suite."""
        about_own = any(f"${{{each.name}}}" in self.path for each in self.make)
        if self.method not in READING and not (self.undone or about_own or self.compare == "error"):
            raise ValueError(
                f"{self.id} writes: it must be refused (compare = 'error'), be about a record of `make`, or be undone"
            )
        return self

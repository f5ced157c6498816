"""Links that give a password once, log-ins that wait for a code, browsers that are known: found by what only they hold.

What opens something is stored as its hash: who reads the database cannot use it.
"""

import hashlib
import secrets
from dataclasses import dataclass, field

from sqlalchemy import delete, insert, select, update

from mock_org.storage import Database
from mock_org.storage.log_in_tables import CHALLENGE, KNOWN_BROWSER, PASSWORD_LINK


@dataclass(frozen=True, slots=True)
class Link:
    """A link for a password. created: as the API writes instants."""

    user_id: str
    created: str


@dataclass(frozen=True, slots=True)
class Challenge:
    """A log-in that waits for a code. tries: how often a wrong one came. value: JSON."""

    user_id: str
    code_hash: str = field(repr=False)
    created: str
    tries: int
    value: str


def new_token() -> str:
    """What nobody can guess."""
    return secrets.token_urlsafe(32)


def keep_link(database: Database, user_id: str, created: str) -> str:
    """A new link of a user; what its address holds."""
    token = new_token()
    with database.transaction():
        values = {"token_hash": _hash(token), "user_id": user_id, "created": created}
        database.execute(insert(PASSWORD_LINK).values(values))
    return token


def link(database: Database, token: str) -> Link | None:
    """The link that holds this, or None."""
    row = database.row(select(PASSWORD_LINK).where(PASSWORD_LINK.c.token_hash == _hash(token)))
    return Link(row["user_id"], row["created"]) if row else None


def drop_links(database: Database, user_id: str) -> None:
    """A user's links lead nowhere from now on."""
    with database.transaction():
        database.execute(delete(PASSWORD_LINK).where(PASSWORD_LINK.c.user_id == user_id))


def keep_challenge(database: Database, challenge: Challenge) -> str:
    """Let a log-in wait; what its browser holds. A user has one waiting log-in."""
    token = new_token()
    values = {name: getattr(challenge, name) for name in Challenge.__slots__}
    with database.transaction():
        database.execute(delete(CHALLENGE).where(CHALLENGE.c.user_id == challenge.user_id))
        database.execute(insert(CHALLENGE).values(values | {"token_hash": _hash(token)}))
    return token


def challenge(database: Database, token: str) -> Challenge | None:
    """The waiting log-in of the browser that holds this, or None."""
    row = database.row(select(CHALLENGE).where(CHALLENGE.c.token_hash == _hash(token)))
    return Challenge(**{name: row[name] for name in Challenge.__slots__}) if row else None


def count_try(database: Database, token: str) -> None:
    """A wrong code came."""
    with database.transaction():
        of_token = CHALLENGE.c.token_hash == _hash(token)
        database.execute(update(CHALLENGE).where(of_token).values(tries=CHALLENGE.c.tries + 1))


def drop_challenge(database: Database, token: str) -> None:
    """The log-in waits no longer."""
    with database.transaction():
        database.execute(delete(CHALLENGE).where(CHALLENGE.c.token_hash == _hash(token)))


def remember_browser(database: Database, token: str, user_id: str) -> None:
    """Know the browser that holds this as the user's."""
    if not knows_browser(database, token, user_id):
        with database.transaction():
            database.execute(insert(KNOWN_BROWSER).values(token_hash=_hash(token), user_id=user_id))


def knows_browser(database: Database, token: str, user_id: str) -> bool:
    """Whether the browser that holds this is known as the user's."""
    statement = select(KNOWN_BROWSER.c.user_id).where(
        KNOWN_BROWSER.c.token_hash == _hash(token), KNOWN_BROWSER.c.user_id == user_id
    )
    return database.scalar(statement) is not None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()

"""Passwords and security tokens: salted hashes beside the records, never a field of User."""

import hashlib
import hmac
import json
import secrets
from typing import Any

from sqlalchemy import delete, insert, select, update

from mock_org.storage import Database
from mock_org.storage.log_in_tables import CREDENTIAL, PASSWORD_PAST

# Cheap on purpose: a mock's passwords guard nothing, and every scenario logs in.
_COST = {"n": 2**7, "r": 8, "p": 1}
# Salesforce remembers up to 24 passwords (help, "Set Password Policies"; confidence A).
MOST_REMEMBERED = 24


def set_password_hash(
    database: Database, user_id: str, password: str, security_token: str | None = None, *, must_change: bool = False
) -> None:
    """Give a user a password; without a security token the user keeps the one that is there.

    must_change: whether it only opens the page where the user chooses another one.
    """
    row = _row(database, user_id)
    token = secret_hash(security_token) if security_token else (row["security_token_hash"] if row else None)
    values = {"user_id": user_id, "password_hash": secret_hash(password), "security_token_hash": token}
    with database.transaction():
        if row and row["password_hash"]:
            _remember(database, user_id, row["password_hash"])
        database.execute(delete(CREDENTIAL).where(CREDENTIAL.c.user_id == user_id))
        database.execute(insert(CREDENTIAL).values(**values, must_change=int(must_change), failures=0))


def verify_password(database: Database, user_id: str, password: str) -> bool:
    """Whether this is the user's password, alone or with the user's security token behind it."""
    row = _row(database, user_id)
    if row is None or not row["password_hash"]:
        return False
    if matches(password, row["password_hash"]):
        return True
    return _with_token(password, row["password_hash"], row["security_token_hash"])


def has_password(database: Database, user_id: str) -> bool:
    """Whether the user has one at all."""
    row = _row(database, user_id)
    return bool(row and row["password_hash"])


def must_change_password(database: Database, user_id: str) -> bool:
    """Whether the password only opens the page where the user chooses another one."""
    row = _row(database, user_id)
    return bool(row and row["must_change"])


def was_used(database: Database, user_id: str, password: str, count: int) -> bool:
    """Whether this is one of the user's last `count` passwords, the present one among them."""
    row = _row(database, user_id)
    present = [row["password_hash"]] if row and row["password_hash"] else []
    return any(matches(password, each) for each in (present + _earlier(database, user_id))[:count])


def locked_since(database: Database, user_id: str) -> str | None:
    """Since when too many attempts keep the user out, as the API writes instants."""
    found = database.scalar(select(PASSWORD_PAST.c.locked).where(PASSWORD_PAST.c.user_id == user_id))
    return str(found) if found else None


def set_locked_since(database: Database, user_id: str, instant: str | None) -> None:
    """Note since when, or None for not any more."""
    with database.transaction():
        _past_row(database, user_id)
        database.execute(update(PASSWORD_PAST).where(PASSWORD_PAST.c.user_id == user_id).values(locked=instant))


def secret_hash(secret: str) -> str:
    """Length, salt and hash; the length tells where in a log-in the password ends and the token begins."""
    salt = secrets.token_hex(8)
    return f"{len(secret)}${salt}${_digest(secret, salt)}"


def matches(secret: str, kept: str) -> bool:
    """Whether a hash is this secret's."""
    _, salt, digest = kept.split("$")
    return hmac.compare_digest(_digest(secret, salt), digest)


def _row(database: Database, user_id: str) -> Any:
    return database.row(select(CREDENTIAL).where(CREDENTIAL.c.user_id == user_id))


def _earlier(database: Database, user_id: str) -> list[str]:
    found = database.scalar(select(PASSWORD_PAST.c.earlier).where(PASSWORD_PAST.c.user_id == user_id))
    return list(json.loads(found)) if found else []


def _remember(database: Database, user_id: str, password_hash: str) -> None:
    _past_row(database, user_id)
    earlier = [password_hash, *_earlier(database, user_id)][: MOST_REMEMBERED - 1]
    changed = update(PASSWORD_PAST).where(PASSWORD_PAST.c.user_id == user_id).values(earlier=json.dumps(earlier))
    database.execute(changed)


def _past_row(database: Database, user_id: str) -> None:
    if database.scalar(select(PASSWORD_PAST.c.user_id).where(PASSWORD_PAST.c.user_id == user_id)) is None:
        database.execute(insert(PASSWORD_PAST).values(user_id=user_id, earlier="[]"))


def _with_token(sent: str, password_hash: str, token_hash: str | None) -> bool:
    if not token_hash:
        return False
    length = int(token_hash.split("$")[0])
    return len(sent) > length and matches(sent[:-length], password_hash) and matches(sent[-length:], token_hash)


def _digest(secret: str, salt: str) -> str:
    return hashlib.scrypt(secret.encode("utf-8", "replace"), salt=salt.encode(), dklen=32, **_COST).hex()

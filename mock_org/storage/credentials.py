"""Passwords and security tokens: salted hashes beside the records, never a field of User."""

import hashlib
import hmac
import secrets

from sqlalchemy import delete, insert, select

from mock_org.storage import CREDENTIAL, Database

# Cheap on purpose: a mock's passwords guard nothing, and every scenario logs in.
_COST = {"n": 2**7, "r": 8, "p": 1}


def set_password_hash(database: Database, user_id: str, password: str, security_token: str | None = None) -> None:
    """Give a user a password; without a security token the user keeps the one that is there."""
    row = database.row(select(CREDENTIAL).where(CREDENTIAL.c.user_id == user_id))
    token = _hash(security_token) if security_token else (row["security_token_hash"] if row else None)
    with database.transaction():
        database.execute(delete(CREDENTIAL).where(CREDENTIAL.c.user_id == user_id))
        values = {"user_id": user_id, "password_hash": _hash(password), "security_token_hash": token}
        database.execute(insert(CREDENTIAL).values(**values, must_change=0, failures=0))


def verify_password(database: Database, user_id: str, password: str) -> bool:
    """Whether this is the user's password, alone or with the user's security token behind it."""
    row = database.row(select(CREDENTIAL).where(CREDENTIAL.c.user_id == user_id))
    if row is None or not row["password_hash"]:
        return False
    if _matches(password, row["password_hash"]):
        return True
    return _with_token(password, row["password_hash"], row["security_token_hash"])


def _with_token(sent: str, password_hash: str, token_hash: str | None) -> bool:
    if not token_hash:
        return False
    length = int(token_hash.split("$")[0])
    return len(sent) > length and _matches(sent[:-length], password_hash) and _matches(sent[-length:], token_hash)


def _hash(secret: str) -> str:
    """Length, salt and hash; the length tells where in a log-in the password ends and the token begins."""
    salt = secrets.token_hex(8)
    return f"{len(secret)}${salt}${_digest(secret, salt)}"


def _matches(secret: str, kept: str) -> bool:
    _, salt, digest = kept.split("$")
    return hmac.compare_digest(_digest(secret, salt), digest)


def _digest(secret: str, salt: str) -> str:
    return hashlib.scrypt(secret.encode("utf-8", "replace"), salt=salt.encode(), dklen=32, **_COST).hex()

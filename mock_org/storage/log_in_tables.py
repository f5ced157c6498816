"""The tables of logging in: passwords, links that log in once, codes that were asked for, browsers that are known."""

from sqlalchemy import Column, Integer, MetaData, String, Table, Text

LOG_IN_TABLES = MetaData()
CREDENTIAL = Table(
    "_credential",
    LOG_IN_TABLES,
    Column("user_id", String, primary_key=True),
    Column("password_hash", String),
    Column("security_token_hash", String),
    Column("must_change", Integer, nullable=False, default=0),
    Column("failures", Integer, nullable=False, default=0),
)
# earlier: hashes of passwords, the newest first, as JSON. locked: since when too many attempts keep the user out.
PASSWORD_PAST = Table(
    "_password_past",
    LOG_IN_TABLES,
    Column("user_id", String, primary_key=True),
    Column("earlier", Text, nullable=False, default="[]"),
    Column("locked", String),
)
# A link in a mail by which its reader gives himself a password.
PASSWORD_LINK = Table(
    "_password_link",
    LOG_IN_TABLES,
    Column("token_hash", String, primary_key=True),
    Column("user_id", String, nullable=False, index=True),
    Column("created", String, nullable=False),
)
# A log-in that waits for the code in a mail. value: JSON, as auth writes it.
CHALLENGE = Table(
    "_challenge",
    LOG_IN_TABLES,
    Column("token_hash", String, primary_key=True),
    Column("user_id", String, nullable=False, index=True),
    Column("code_hash", String, nullable=False),
    Column("created", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("value", Text, nullable=False),
)
# A browser that need not prove itself again.
KNOWN_BROWSER = Table(
    "_known_browser",
    LOG_IN_TABLES,
    Column("token_hash", String, primary_key=True),
    Column("user_id", String, primary_key=True),
)

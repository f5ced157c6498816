"""The env file: where a stand-in is and how to get in, in the words of `--target sandbox`."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PREFIX = "MOCK_ORG_SANDBOX_"
MARK = "# Written by mock-org serve --as-sandbox, and taken away when that ends.\n"
# A run of all scenarios by both ways takes some 8,000; the org's own limit stands above.
ENOUGH_CALLS = 14_000


def sandbox_lines(told: Mapping[str, Any]) -> dict[str, str]:
    """The settings of the harness for an org that the ready file tells of; nothing of it is a password.

    The app is named by its client id and the file that holds its private key.
    """
    found = {
        "URL": told["instance_url"],
        "USERNAME": told["admin"]["username"],
        "CLIENT_ID": told["jwt"]["client_id"],
        "PRIVATE_KEY_FILE": told["jwt"]["private_key_file"],
        "SITE": told["site_url"],
        "API_VERSION": told["api_version"],
        "CA_FILE": told["ca_file"],
        "MAX_API_CALLS": ENOUGH_CALLS,
    }
    return {PREFIX + name: str(value) for name, value in found.items() if value}


def is_somebodys(file: Path) -> bool:
    """Whether the file is there and no stand-in has written it: then it is not to be replaced, nor taken away."""
    return file.exists() and not file.read_text(encoding="utf-8", errors="replace").startswith(MARK)


def write_env(file: Path, told: Mapping[str, Any]) -> None:
    """Write the file at once, for its owner only."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(MARK)
        out.writelines(f"{key}={value}\n" for key, value in sandbox_lines(told).items())
    Path(name).replace(file)

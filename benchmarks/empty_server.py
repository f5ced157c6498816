"""The floor: one Flask route that answers a small JSON object, on the server that the org is served by."""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from flask import Flask, Response, jsonify

from mock_org.org import Org
from mock_org.server import serve_forever


def app() -> Flask:
    """An app that does nothing else."""
    empty = Flask(__name__, static_folder=None)

    @empty.get("/")
    def nothing() -> Response:
        return jsonify(id="001", success=True, errors=[])

    return empty


def main(port: str, ready_file: str) -> None:
    """Serve until terminated; the file appears when the port answers."""
    database = SimpleNamespace(park=lambda: None)
    org = cast("Org", cast("Any", SimpleNamespace(database=database, reopen=lambda: None)))
    serve_forever(app(), org, "127.0.0.1", int(port), None, lambda: Path(ready_file).touch())


if __name__ == "__main__":
    main(*sys.argv[1:])

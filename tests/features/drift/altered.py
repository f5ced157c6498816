"""A mock org that answers otherwise than itself: a relay in front of it that changes answers on purpose."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import requests
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

Change = Callable[[str, str, int, Any], tuple[int, Any] | None]
KEPT = {"content-type", "location", "sforce-limit-info", "www-authenticate", "allow"}


@contextmanager
def altered(ready: Mapping[str, Any], change: Change) -> Iterator[dict[str, Any]]:
    """What a ready file would say of the org behind the relay.

    change: method, path, status and JSON → another status and JSON, or None to leave the answer as it is.
    """
    with requests.Session() as http:

        @Request.application
        def relay(request: Request) -> Response:
            path = request.full_path.removesuffix("?")
            headers = {name: value for name, value in request.headers if name not in ("Host", "Content-Length")}
            told = http.request(
                request.method,
                ready["instance_url"] + path,
                data=request.get_data(),
                headers=headers,
                allow_redirects=False,
            )
            kept = {name: value for name, value in told.headers.items() if name.lower() in KEPT}
            status, content = told.status_code, told.content
            if told.headers.get("Content-Type", "").startswith("application/json") and content:
                changed = change(request.method, path, status, json.loads(content))
                status, content = (changed[0], json.dumps(changed[1]).encode()) if changed else (status, content)
            return Response(content, status, kept)

        server = make_server("127.0.0.1", 0, relay, threaded=True, request_handler=_Quiet)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield {**ready, "instance_url": f"http://127.0.0.1:{server.server_port}"}
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


class _Quiet(WSGIRequestHandler):
    def log_request(self, *_args: Any) -> None:
        """Say nothing."""

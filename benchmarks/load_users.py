"""`python -m benchmarks.load_users`: threads work on partner users, roles, owners and accounts; then the doctor comes.

Ends with status 1 when the org answered a fault or when the doctor finds something.
"""

import argparse
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from factories.transport import http_session
from mock_org.audit.doctor import examine
from mock_org.cli.rest_query import RestQuery
from tests.partner_load import SETTINGS, Call, PartnerLoad
from tests.running_org import RunningOrg, serving


def main() -> None:
    """Serve an org, load it, examine it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--threads", type=int, default=32)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args()
    print(f"{asked.threads} threads, {asked.seconds:g} s, seed {asked.seed}")
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as org:
        load = PartnerLoad(_call(org))
        load.run(asked.threads, seconds=asked.seconds, seed=asked.seed)
        found = examine(RestQuery(org.ready["instance_url"], org.ready["admin"]["session_id"]))
    for what, number in sorted(load.answers.items()):
        print(f"{number:8,}  {what}")
    faults = [*load.faults, *(each.says for each in found.findings), *found.skipped.values()]
    print(f"{load.succeeded:,} steps done; {len(faults)} faults", *faults, sep="\n")
    sys.exit(bool(faults))


def _call(org: RunningOrg) -> Call:
    """Requests of the administrator, each thread with a connection of its own."""
    ready, own = org.ready, threading.local()
    http_session(ready["control_url"], ready["ca_file"]).patch(
        f"{ready['control_url']}/settings", json=SETTINGS
    ).raise_for_status()

    def call(method: str, path: str, sent: Any) -> tuple[int, Any]:
        if not hasattr(own, "http"):
            own.http = http_session(ready["instance_url"], ready["ca_file"])
            own.http.headers["Authorization"] = f"Bearer {ready['admin']['session_id']}"
        url = f"{ready['instance_url']}/services/data/v{ready['api_version']}{path}"
        asked = {"params": sent} if method == "GET" else {"json": sent}
        answer = own.http.request(method, url, **asked)
        return answer.status_code, answer.json() if answer.content else None

    return call


if __name__ == "__main__":
    main()

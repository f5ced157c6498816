"""Does a large partner programme stay quick? 1,000 partner accounts, 5,000 users, 1,000,000 leads: `make bench-scale`.

Each part runs in a process of its own, so that its peak of memory is its own. The orgs are kept in --folder and are
built, in some minutes, when they are not there.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.bench_rest import interleaved
from benchmarks.scale_org import OPEN_LEADS, build, open_org
from mock_org.audit.leaks import find_leaks
from mock_org.audit.matrix import matrix
from mock_org.cli.progress import progress_bar
from mock_org.org import Org

SMALL, LARGE = 10_000, 1_000_000
FIELDS = "SELECT Id, Name, Company, Status, Owner.Name, CreatedDate FROM Lead"
NEWEST = "ORDER BY CreatedDate DESC LIMIT 200"
PROGRAMMES = ", ".join(f"'Programme {n}'" for n in range(10))


def queries(folder: Path) -> None:
    """A partner's newest leads against the same rows by an indexed filter, and against a small org."""
    large, small = (open_org(folder / f"{size}.db") for size in (LARGE, SMALL))
    people = [user["Id"] for user in large.system_session().find("User", AccountId=_account(large))]
    names = {str(user["Id"]): str(user["Name"]) for user in large.system_session().find("User", Id=people)}
    for title, name, owners in (
        ("a partner without subordinates", "partner4", ["partner4"]),
        ("an executive", "partner0", sorted(names.values())),
    ):
        ids = {names[each]: each for each in people}
        listed = ", ".join(f"'{ids[each]}'" for each in owners)
        same = f"{FIELDS} WHERE OwnerId IN ({listed}) OR LeadSource IN ({PROGRAMMES}) {NEWEST}"
        works = {
            "partner": _asks(large, ids[name], f"{FIELDS} {NEWEST}"),
            "admin": _asks(large, large.admin_id, same),
            "small": _asks(small, ids[name], f"{FIELDS} {NEWEST}"),
        }
        assert works["partner"]() == works["admin"](), "the administrator's filter is for the same rows"
        taken = interleaved(works, 10)
        seen = large.session(ids[name]).query("SELECT COUNT(Id) n FROM Lead").records[0]["n"]
        print(f"{taken['partner'] / taken['admin']:10.2f}  {title}, who sees {seen} leads: the newest / by filter")
        print(f"{taken['partner'] / taken['small']:10.2f}  {title}: 200 newest of 1,000,000 / of 10,000")
        print(f"{taken['partner'] * 1000:10.1f}  {title}: milliseconds")


def _account(org: Org) -> str:
    return str(org.system_session().find("User", Name="partner0")[0]["AccountId"])


def _asks(org: Org, user: str, text: str) -> Callable[[], list[str]]:
    session = org.session(user, 62.0)
    return lambda: [record["Id"] for record in session.query(text).records]


def whole_matrix(folder: Path) -> None:
    """5,000 users against 1,000,000 leads, counted."""
    org = open_org(folder / f"{LARGE}.db")
    with progress_bar() as progress:
        found = _timed(
            "the matrix of all users and leads", lambda: matrix(org, ["Lead"], counts=True, progress=progress)
        )
    assert all(sum(each.values()) == LARGE for each in found.counts["Lead"])
    print(f"{len(found.personas):10,}  users, {LARGE:,} leads")


def leak_search(folder: Path) -> None:
    """What of 1,000,000 leads partners see that is other partners', over all pairs of accounts."""
    org = open_org(folder / f"{LARGE}.db")
    with progress_bar() as progress:
        found = _timed("the leak search over all pairs", lambda: find_leaks(org.security, (), progress))
    shared = next(each for each in found.leaks if each.rule == "sharing rule Lead.Open_0")
    assert shared.records == OPEN_LEADS
    print(f"{max(each.account_pairs for each in found.leaks):10,}  pairs of accounts with a leak")


def _timed(title: str, work: Callable[[], Any]) -> Any:
    wall, processor = time.perf_counter(), time.process_time()
    found = work()
    print(f"{time.perf_counter() - wall:10.1f}  {title}: seconds")
    print(f"{time.process_time() - processor:10.1f}  {title}: seconds of one core")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:10.0f}  {title}: megabytes at most", flush=True)
    return found


PARTS = {"queries": queries, "matrix": whole_matrix, "leaks": leak_search}


def main() -> None:
    """All parts, one after the other."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--folder", type=Path, default=Path("build/scale"), help="where the orgs are kept")
    options.add_argument("--part", choices=[*PARTS, "build"], help="only this part, in this process")
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    if given.part == "build":
        for size in (SMALL, LARGE):
            if not (given.folder / f"{size}.db").exists():
                build(given.folder / f"{size}.part", size)
                (given.folder / f"{size}.part").rename(given.folder / f"{size}.db")
    elif given.part:
        PARTS[given.part](given.folder)
    else:
        for part in ("build", *PARTS):
            command = [sys.executable, "-m", "benchmarks.bench_scale", "--folder", str(given.folder), "--part", part]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()

"""Many at once: threads that create, deactivate and move partner users, roles, owners and accounts; not a test.

What they do is random and what the org answers may be a refusal; never may it be a fault, and never may anything be
left that the doctor finds.
"""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

# Sends a request of the administrator: method, path below /services/data/vXX.X, JSON; answers status and JSON.
Call = Callable[[str, str, Any], tuple[int, Any]]
ACCOUNTS, SEATS = 6, 24
PROFILES = {
    "Load Partner": "Partner Community",
    "Load Login": "Partner Community Login",
    "Load Customer": "Customer Community Plus",
}
SETTINGS = {
    "portal_roles": 3,
    "licenses": dict.fromkeys(PROFILES.values(), SEATS),
    "permission_set_licenses": {"Load": 8},
}
LEVELS = ("Worker", "Manager", "Executive")


class PartnerLoad:
    """The work of one run. call: how the org is asked; it has the SETTINGS."""

    def __init__(self, call: Call) -> None:
        self._call, self._lock = call, threading.Lock()
        self.answers: Counter[str] = Counter()
        self.faults: list[str] = []
        self._number = 0
        self._users: list[str] = []
        self._assignments: list[str] = []
        self._prepare()

    def run(self, threads: int, *, seconds: float | None = None, steps: int | None = None, seed: int = 1) -> None:
        """Let so many threads work, for so many seconds or so many steps each."""
        end = time.monotonic() + seconds if seconds is not None else None

        def work(number: int) -> None:
            chance, done = random.Random(seed * 1000 + number), 0
            while (end is None or time.monotonic() < end) and (steps is None or done < steps):
                name, step = chance.choice(self._steps)
                self._note(name, *step(chance))
                done += 1

        workers = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    @property
    def succeeded(self) -> int:
        """How many steps the org has done."""
        return sum(number for what, number in self.answers.items() if what.endswith(" done"))

    def _prepare(self) -> None:
        licenses = {row["Name"]: row["Id"] for row in self._rows("SELECT Id, Name FROM UserLicense")}
        self._profiles = [self._made("Profile", Name=n, UserLicenseId=licenses[of]) for n, of in PROFILES.items()]
        roles = self._rows("SELECT Id FROM UserRole WHERE PortalType = 'None'")
        self._roles = [row["Id"] for row in roles]
        sales = self._rows("SELECT Id FROM Profile WHERE Name = 'Standard User'")[0]["Id"]
        self._owners = [self._made("User", **self._person(sales), UserRoleId=self._roles[n % 2]) for n in range(3)]
        self._accounts = [self._made("Account", Name=f"Load {n}", OwnerId=self._owners[n % 3]) for n in range(ACCOUNTS)]
        self._group = self._made("Group", Name="Load", Type="Regular")
        self._lead = self._made("Lead", LastName="Load", Company="Load")
        seats = self._rows("SELECT Id FROM PermissionSetLicense WHERE MasterLabel = 'Load'")[0]["Id"]
        self._set = self._made("PermissionSet", Name="Load", Label="Load", LicenseId=seats)
        self._steps: list[tuple[str, Callable[[random.Random], tuple[int, Any]]]] = [
            *[("create", self._create)] * 4,
            ("deactivate", lambda chance: self._change_user(chance, IsActive=False)),
            ("activate", lambda chance: self._change_user(chance, IsActive=True)),
            ("profile", lambda chance: self._change_user(chance, ProfileId=chance.choice(self._profiles))),
            ("portal role", lambda chance: self._change_user(chance, PortalRole=chance.choice(LEVELS))),
            ("disable", lambda chance: self._change_user(chance, IsPortalEnabled=False)),
            ("move", self._move),
            ("owner", self._owner),
            ("owner role", self._owner_role),
            ("account", self._account),
            ("group", self._member),
            ("share", self._share),
            ("assign", self._assign),
            ("take away", self._take_away),
        ]

    def _create(self, chance: random.Random) -> tuple[int, Any]:
        account = chance.choice(self._accounts)
        status, made = self._call("POST", "/sobjects/Contact", {"LastName": "Load", "AccountId": account})
        if status != 201:
            return status, made
        values = self._person(chance.choice(self._profiles)) | {"ContactId": made["id"]}
        status, made = self._call("POST", "/sobjects/User", values)
        if status == 201:
            with self._lock:
                self._users.append(made["id"])
        return status, made

    def _change_user(self, chance: random.Random, **values: Any) -> tuple[int, Any]:
        return self._call("PATCH", f"/sobjects/User/{self._user(chance)}", values)

    def _move(self, chance: random.Random) -> tuple[int, Any]:
        found = self._rows(f"SELECT ContactId FROM User WHERE Id = '{self._user(chance)}'")
        contact = found[0]["ContactId"] if found else None
        return self._call("PATCH", f"/sobjects/Contact/{contact}", {"AccountId": chance.choice(self._accounts)})

    def _owner(self, chance: random.Random) -> tuple[int, Any]:
        values = {"OwnerId": chance.choice(self._owners)}
        return self._call("PATCH", f"/sobjects/Account/{chance.choice(self._accounts)}", values)

    def _owner_role(self, chance: random.Random) -> tuple[int, Any]:
        values = {"UserRoleId": chance.choice(self._roles)}
        return self._call("PATCH", f"/sobjects/User/{chance.choice(self._owners)}", values)

    def _account(self, chance: random.Random) -> tuple[int, Any]:
        values = {"IsPartner": chance.random() < 0.7}
        return self._call("PATCH", f"/sobjects/Account/{chance.choice(self._accounts)}", values)

    def _member(self, chance: random.Random) -> tuple[int, Any]:
        values = {"GroupId": self._group, "UserOrGroupId": self._user(chance)}
        return self._call("POST", "/sobjects/GroupMember", values)

    def _share(self, chance: random.Random) -> tuple[int, Any]:
        roles = self._rows(
            "SELECT Id FROM Group WHERE Type = 'Role' "
            "AND RelatedId IN (SELECT Id FROM UserRole WHERE PortalType = 'Partner')"
        )
        who = chance.choice([self._user(chance), *(row["Id"] for row in roles)])
        values = {"LeadId": self._lead, "UserOrGroupId": who, "LeadAccessLevel": "Read"}
        return self._call("POST", "/sobjects/LeadShare", values)

    def _assign(self, chance: random.Random) -> tuple[int, Any]:
        values = {"AssigneeId": self._user(chance), "PermissionSetId": self._set}
        status, made = self._call("POST", "/sobjects/PermissionSetAssignment", values)
        if status == 201:
            with self._lock:
                self._assignments.append(made["id"])
        return status, made

    def _take_away(self, chance: random.Random) -> tuple[int, Any]:
        with self._lock:
            found = self._assignments.pop() if self._assignments else None
        return self._call("DELETE", f"/sobjects/PermissionSetAssignment/{found}", None) if found else (404, None)

    def _user(self, chance: random.Random) -> str:
        with self._lock:
            return chance.choice(self._users) if self._users else "005000000000000AAA"

    def _person(self, profile: str) -> dict[str, Any]:
        with self._lock:
            self._number += 1
            number = self._number
        return {
            "LastName": f"Load {number}",
            "Alias": f"l{number}",
            "Username": f"load{number}@example.com",
            "Email": f"load{number}@example.com",
            "ProfileId": profile,
            "TimeZoneSidKey": "America/Los_Angeles",
            "LocaleSidKey": "en_US",
            "EmailEncodingKey": "UTF-8",
            "LanguageLocaleKey": "en_US",
        }

    def _rows(self, soql: str) -> list[Mapping[str, Any]]:
        status, answer = self._call("GET", "/query", {"q": soql})
        if status != 200:
            self.faults.append(f"{soql}: {status} {answer}")
            return []
        rows: list[Mapping[str, Any]] = answer["records"]
        return rows

    def _made(self, sobject: str, **values: Any) -> str:
        status, answer = self._call("POST", f"/sobjects/{sobject}", values)
        assert status == 201, answer
        return str(answer["id"])

    def _note(self, name: str, status: int, answer: Any) -> None:
        refused = status >= 400
        said = (
            answer[0]["errorCode"] if refused and isinstance(answer, list) else "done" if not refused else str(status)
        )
        with self._lock:
            self.answers[f"{name} {said}"] += 1
            if status >= 500:
                self.faults.append(f"{name}: {status} {answer}")

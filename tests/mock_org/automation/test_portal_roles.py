"""Portal roles through whatever happens to accounts, users and owners: the doctor finds nothing wrong at any time."""

import random
from functools import partial

import pytest

from mock_org.audit.doctor import examine

LEVELS = ("Worker", "Manager", "Executive", "PersonAccount")
PROFILES = ("Channel Partner", "Channel Partner", "Customer Community Plus User", "Customer Community User")


class Walk:
    """An org where things are done at random; what is refused changes nothing."""

    def __init__(self, world, seed):
        self.world, self.admin, self.chance = world, world.admin, random.Random(seed)
        self.set(standard_external_profiles=True)
        self.roles = [self.admin.create("UserRole", Name=f"R{n}") for n in range(3)]
        own = partial(world.user, profile="System Administrator")
        self.owners = [own(f"Own{n}", UserRoleId=self.pick(self.roles)) for n in range(3)]
        self.accounts = [self.admin.create("Account", Name=f"A{n}", OwnerId=self.pick(self.owners)) for n in range(3)]
        self.contacts = [
            self.admin.create("Contact", LastName=f"C{n}", AccountId=self.pick(self.accounts)) for n in range(6)
        ]

    def pick(self, things):
        return self.chance.choice(things) if things else "000000000000000AAA"

    def set(self, **changes):
        self.world.org.configure(self.world.org.settings.patched(changes))

    def found(self, soql):
        return self.pick([row["Id"] for row in self.admin.query(soql)])

    def user(self):
        return self.found("SELECT Id FROM User WHERE ContactId != null")

    def step(self, number):
        deeds = (
            lambda: self.admin.update("Account", self.pick(self.accounts), OwnerId=self.pick(self.owners)),
            lambda: self.admin.update("Account", self.pick(self.accounts), IsPartner=self.chance.random() < 0.6),
            lambda: self.admin.update("Account", self.pick(self.accounts), Name=f"N{number}"),
            *(3 * [partial(self.enable, number)]),
            lambda: self.admin.update("User", self.user(), IsActive=self.chance.random() < 0.5),
            lambda: self.admin.update("User", self.user(), PortalRole=self.pick(LEVELS)),
            lambda: self.admin.update("Contact", self.pick(self.contacts), AccountId=self.pick(self.accounts)),
            lambda: self.admin.update("User", self.pick(self.owners), UserRoleId=self.pick(self.roles)),
            self.delete_role,
            self.add_role,
            self.change_settings,
        )
        return self.chance.choice(deeds)()

    def enable(self, number):
        address = f"u{number}@example.com"
        sent = {
            "LastName": f"U{number}",
            "Alias": f"u{number}",
            "Username": address,
            "Email": address,
            "TimeZoneSidKey": "America/Los_Angeles",
            "LocaleSidKey": "en_US",
            "EmailEncodingKey": "UTF-8",
            "LanguageLocaleKey": "en_US",
            "ProfileId": self.world.profile(self.pick(PROFILES)),
            "ContactId": self.pick(self.contacts),
        }
        level = {"PortalRole": self.pick(LEVELS)} if self.chance.random() < 0.3 else {}
        return self.admin.call("POST", "/sobjects/User", json=sent | level)

    def delete_role(self):
        role = self.found("SELECT Id FROM UserRole WHERE PortalType != 'None'")
        return self.admin.call("DELETE", f"/sobjects/UserRole/{role}")

    def add_role(self):
        values = {"PortalType": self.pick(("Partner", "CustomerPortal")), "PortalAccountId": self.pick(self.accounts)}
        return self.admin.call("POST", "/sobjects/UserRole", json={"Name": "x"} | values)

    def change_settings(self):
        numbers = {name: self.chance.randrange(1, 4) for name in ("portal_roles", "customer_roles")}
        self.set(account_role_optimization=self.chance.random() < 0.5, **numbers)


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_happens_roles_groups_and_users_fit_together(world, seed):
    walk = Walk(world, seed)
    statuses = []
    for number in range(80):
        answer = walk.step(number)
        statuses += [answer.status_code] if answer is not None else []
        if number % 20 == 19:
            assert examine(walk.admin.query).findings == ()
    assert set(statuses) <= {201, 204, 400, 404}
    assert statuses.count(204) > 20

"""Requests that race for the last seat, the last name, the only place: exactly one gets it, the others are told why."""

import threading
from collections import Counter

import pytest

from mock_org.audit.doctor import examine

RACERS = 8
MEMBER = "Partner Community"


def race(calls):
    """Run the calls at the same instant, each in a thread; their answers in the order of the calls."""
    start, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number, call):
        start.wait()
        answers[number] = call()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def outcomes(answers):
    """How often which errorCode came, "" for a success."""
    return Counter("" if answer.status_code < 400 else answer.json[0]["errorCode"] for answer in answers)


def sound(world):
    session = world.org.system_session()
    return examine(lambda soql: session.query(soql).records).findings == ()


def user_values(world, number, contact_id):
    return {
        "LastName": f"Racer {number}",
        "Alias": f"racer{number}",
        "Username": f"racer{number}@example.com",
        "Email": f"racer{number}@example.com",
        "ProfileId": world.profile("Channel Partner"),
        "ContactId": contact_id,
        "TimeZoneSidKey": "America/Los_Angeles",
        "LocaleSidKey": "en_US",
        "EmailEncodingKey": "UTF-8",
        "LanguageLocaleKey": "en_US",
    }


@pytest.fixture
def racers(world):
    """What so many users need to be made: contacts of one partner account that has no user yet, and one seat."""
    world.built.configure(world.org.settings.patched({"licenses": {MEMBER: 1}}))
    account = world.admin.create("Account", Name="Acme")
    contacts = [world.admin.create("Contact", LastName=f"C{n}", AccountId=account) for n in range(RACERS)]
    return [user_values(world, number, contact) for number, contact in enumerate(contacts)]


def posting(world, sobject, values):
    return lambda: world.admin.call("POST", f"/sobjects/{sobject}", json=values)


def seats(world):
    return world.admin.query(f"SELECT TotalLicenses, UsedLicenses FROM UserLicense WHERE Name = '{MEMBER}'")[0]


def test_of_those_who_race_for_the_last_seat_one_wins(world, racers):
    found = outcomes(race([posting(world, "User", values) for values in racers]))
    assert found == {"": 1, "LICENSE_LIMIT_EXCEEDED": RACERS - 1}
    assert seats(world)["UsedLicenses"] == 1
    assert sound(world)


def test_of_those_who_come_back_at_once_one_gets_the_last_seat(world, racers):
    users = [world.admin.create("User", **values, IsActive=False) for values in racers[:4]]
    calls = [lambda user=user: world.admin.update("User", user, IsActive=True) for user in users]
    assert outcomes(race(calls)) == {"": 1, "LICENSE_LIMIT_EXCEEDED": 3}
    assert sound(world)


def test_one_contact_gets_one_user_and_one_username_one_user(world, racers):
    world.built.configure(world.org.settings.patched({"licenses": {MEMBER: 100}}))
    contact = racers[0]["ContactId"]
    of_contact = [posting(world, "User", values | {"ContactId": contact}) for values in racers[:4]]
    assert outcomes(race(of_contact)) == {"": 1, "PORTAL_USER_ALREADY_EXISTS_FOR_CONTACT": 3}
    of_name = [posting(world, "User", values | {"Username": "same@example.com"}) for values in racers[4:]]
    assert outcomes(race(of_name)) == {"": 1, "DUPLICATE_USERNAME": 3}
    roles = world.admin.query("SELECT Id FROM UserRole WHERE PortalAccountId != null")
    assert len(roles) == 1
    assert sound(world)


def test_of_those_who_race_for_the_last_seat_of_a_permission_set_licence_one_wins(world):
    world.built.configure(world.org.settings.patched({"permission_set_licenses": {"Insights": 1}}))
    license_id = world.admin.query("SELECT Id FROM PermissionSetLicense")[0]["Id"]
    held = world.admin.create("PermissionSet", Name="Insights", Label="Insights", LicenseId=license_id)
    users = [world.user(f"Rep{number}", "Sales Rep") for number in range(4)]
    calls = [posting(world, "PermissionSetAssignment", {"AssigneeId": u, "PermissionSetId": held}) for u in users]
    assert outcomes(race(calls)) == {"": 1, "LICENSE_LIMIT_EXCEEDED": 3}
    assert world.admin.query("SELECT UsedLicenses FROM PermissionSetLicense")[0]["UsedLicenses"] == 1
    assert len(world.admin.query(f"SELECT Id FROM PermissionSetAssignment WHERE PermissionSetId = '{held}'")) == 1
    assert sound(world)

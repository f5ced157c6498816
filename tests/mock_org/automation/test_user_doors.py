"""Users that are refused: the same code, text and fields through every door of the API."""

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any

from tests.mock_org.api.soap_caller import Soap, child, sobjects, told
from tests.mock_org.conftest import Caller, World

CLONE = (
    "To create or update users for this profile, go to Setup > Digital Experiences > Settings and select Allow using "
    "standard external profiles for self-registration, user creation, and login."
)
TAKEN = (
    "Duplicate Username.<br>The username already exists in this or another Salesforce organization. Usernames must be "
    "unique across all Salesforce organizations. To resolve, use a different username (it doesn't need to match the "
    "user's email address)."
)
NO_MAIL = "Username must be in the form of an email address (for example, john@acme.com)"
FIELD = "FIELD_INTEGRITY_EXCEPTION"
NICKNAME = "Another user has already selected this nickname.<br>Please select another."
Refusal = tuple[str, str, list[str]]


class Companies:
    """What the refused users are made from."""

    def __init__(self, world: World) -> None:
        admin = world.admin
        self.world = world
        self.acme = world.partner("Acme")
        self.new = admin.create("Contact", LastName="New", AccountId=self.acme.account_id)
        self.private = admin.create("Contact", LastName="Private")
        self.owner = world.user("Roleless", "Channel Manager")
        ownerless = admin.create("Account", Name="Roleless", OwnerId=self.owner)
        self.roleless = admin.create("Contact", LastName="Roleless", AccountId=ownerless)
        household = admin.create("Account", Name="Household")
        self.owned = admin.create("Contact", LastName="O", AccountId=household, OwnerId=self.acme.user_id)
        globex = world.partner("Globex")
        self.foreign = admin.query(f"SELECT UserRoleId FROM User WHERE Id = '{globex.user_id}'")[0]["UserRoleId"]

    def user(self, **values: Any) -> dict[str, Any]:
        """A user who is all right but for `values`; None leaves a field out."""
        sent = {
            "LastName": "New",
            "Alias": "new",
            "Username": "new@example.com",
            "Email": "new@example.com",
            "ProfileId": self.world.profile("Channel Partner"),
            "ContactId": self.new,
            "TimeZoneSidKey": "America/Los_Angeles",
            "LocaleSidKey": "en_US",
            "EmailEncodingKey": "UTF-8",
            "LanguageLocaleKey": "en_US",
        }
        return {name: value for name, value in (sent | values).items() if value is not None}


def seats(world: World, number: int) -> None:
    records = world.org.system_session().records()
    row = records.one("UserLicense", Name="Partner Community")
    assert row is not None
    records.write("UserLicense", [row["Id"]], {"TotalLicenses": number})


# The situation: what makes the user wrong, and the refusal. "@name" stands for a profile, "$name" for an id.
REFUSED: Mapping[str, tuple[dict[str, Any], Refusal]] = {
    "owner without role": (
        {"ContactId": "$roleless"},
        ("UNKNOWN_EXCEPTION", "portal account owner must have a role", []),
    ),
    "contact has a user": (
        {"ContactId": "$taken"},
        ("PORTAL_USER_ALREADY_EXISTS_FOR_CONTACT", "portal user already exists for contact", []),
    ),
    "no contact": (
        {"ContactId": None},
        ("INVALID_CROSS_REFERENCE_KEY", "Cannot create a portal user without contact", ["ContactId"]),
    ),
    "internal with contact": (
        {"ProfileId": "@Standard User"},
        (FIELD, "only portal users can be associated to a contact", ["ContactId"]),
    ),
    "standard profile": ({"ProfileId": "@Partner Community User"}, (FIELD, CLONE, ["ProfileId"])),
    "username taken": ({"Username": "ACMEuser@example.com"}, ("DUPLICATE_USERNAME", TAKEN, ["Username"])),
    "no mail address": ({"Username": "new"}, (FIELD, NO_MAIL, ["Username"])),
    "nickname taken": (
        {"CommunityNickname": "AcmeUser"},
        ("DUPLICATE_COMM_NICKNAME", NICKNAME, ["CommunityNickname"]),
    ),
    "no account": (
        {"ContactId": "$private"},
        (FIELD, "The contact of a portal user must belong to an account", ["ContactId"]),
    ),
    "no profile": (
        {"ProfileId": None},
        ("REQUIRED_FIELD_MISSING", "Required fields are missing: [ProfileId]", ["ProfileId"]),
    ),
    "contact of a portal user": (
        {"ContactId": "$owned"},
        ("UNKNOWN_EXCEPTION", "portal users cannot own partner accounts", []),
    ),
    "foreign role": (
        {"UserRoleId": "$foreign"},
        ("INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", ["UserRoleId"]),
    ),
    "no seat": ({}, ("LICENSE_LIMIT_EXCEEDED", "License Limit Exceeded - Partner Community", [])),
}


def _rest(caller: Caller, body: dict[str, Any]) -> Refusal | None:
    answer = caller.call("POST", "/sobjects/User", json=body)
    if answer.status_code == 201:
        return None
    [told_off] = answer.json
    return told_off["errorCode"], told_off["message"], told_off.get("fields", [])


def _collection(caller: Caller, body: dict[str, Any]) -> Refusal | None:
    answer = caller.call("POST", "/composite/sobjects", json={"records": [{"attributes": {"type": "User"}} | body]})
    [result] = answer.json
    if result["success"]:
        return None
    [error] = result["errors"]
    return error["statusCode"], error["message"], error["fields"]


def _soap(caller: Caller, body: dict[str, Any]) -> Refusal | None:
    fields = "".join(f"<{name}>{value}</{name}>" for name, value in body.items())
    [result] = Soap.of(caller).call(f"<create>{sobjects('<type>User</type>' + fields)}</create>")
    if told(result, "success") == "true":
        return None
    error = child(result, "errors")
    named = [each.text or "" for each in error if each.tag.endswith("}fields") and each.text]
    return told(error, "statusCode") or "", told(error, "message") or "", named


def _bulk(caller: Caller, body: dict[str, Any]) -> Refusal | None:
    made = caller.call("POST", "/jobs/ingest", json={"operation": "insert", "object": "User", "contentType": "CSV"})
    job = f"/jobs/ingest/{made.json['id']}"
    text = io.StringIO()
    writer = csv.DictWriter(text, body, lineterminator="\n")
    writer.writeheader()
    writer.writerow(body)
    caller.call("PUT", f"{job}/batches", data=text.getvalue(), headers={"Content-Type": "text/csv"})
    caller.call("PATCH", job, json={"state": "UploadComplete"})
    failed = list(csv.DictReader(io.StringIO(caller.get(f"{job}/failedResults").text)))
    if not failed:
        return None
    [row] = failed
    code, _, rest = row["sf__Error"].partition(":")
    message, _, named = rest.rpartition(":")
    return code, message, [name for name in named.removesuffix("--").strip().split(",") if name]


DOORS: Mapping[str, Callable[[Caller, dict[str, Any]], Refusal | None]] = {
    "REST": _rest,
    "collection": _collection,
    "SOAP": _soap,
    "bulk": _bulk,
}


def test_every_refusal_of_a_user_is_the_same_through_every_door(world, admin):
    companies = Companies(world)
    before = (
        admin.query("SELECT COUNT(Id) n FROM User")[0]["n"],
        admin.query("SELECT COUNT(Id) n FROM UserRole")[0]["n"],
    )
    ids = {"$taken": companies.acme.contact_id} | {
        f"${name}": getattr(companies, name) for name in ("roleless", "private", "owned", "foreign")
    }
    for situation, (wrong, expected) in REFUSED.items():
        if situation == "no seat":
            seats(world, 2)
        said = {name: ids.get(str(value), value) for name, value in wrong.items()}
        said = {n: world.profile(v[1:]) if str(v).startswith("@") else v for n, v in said.items()}
        for door, refused in DOORS.items():
            got = refused(admin, companies.user(**said))
            assert (situation, door, got) == (situation, door, expected)
    after = admin.query("SELECT COUNT(Id) n FROM User")[0]["n"], admin.query("SELECT COUNT(Id) n FROM UserRole")[0]["n"]
    assert after == before


def test_a_user_who_is_all_right_is_made_through_every_door(world, admin):
    companies = Companies(world)
    for number, door in enumerate(DOORS):
        contact = admin.create("Contact", LastName=door, AccountId=companies.acme.account_id)
        body = companies.user(Username=f"n{number}@example.com", Alias=f"n{number}", ContactId=contact)
        assert DOORS[door](admin, body) is None
        [user] = admin.query(f"SELECT UserType, IsPortalEnabled, PortalRole FROM User WHERE ContactId = '{contact}'")
        assert (user["UserType"], user["IsPortalEnabled"], user["PortalRole"]) == ("PowerPartner", True, "Worker")


def test_no_door_deletes_a_user(world, admin):
    user = world.partner("Acme").user_id
    soap = Soap.of(admin)
    answers = [
        admin.call("DELETE", f"/sobjects/User/{user}"),
        admin.call("DELETE", f"/composite/sobjects?ids={user}"),
    ]
    refused = [each.json[0].get("errorCode") or each.json[0]["errors"][0]["statusCode"] for each in answers]
    [result] = soap.call(f"<delete><ids>{user}</ids></delete>")
    refused.append(told(child(result, "errors"), "statusCode"))
    job = admin.call("POST", "/jobs/ingest", json={"operation": "delete", "object": "User", "contentType": "CSV"})
    if job.status_code == 200:
        path = f"/jobs/ingest/{job.json['id']}"
        admin.call("PUT", f"{path}/batches", data=f"Id\n{user}\n", headers={"Content-Type": "text/csv"})
        admin.call("PATCH", path, json={"state": "UploadComplete"})
        [row] = csv.DictReader(io.StringIO(admin.get(f"{path}/failedResults").text))
        refused.append(row["sf__Error"].partition(":")[0])
    else:
        refused.append(job.json[0]["errorCode"])
    assert refused == ["INVALID_TYPE_FOR_OPERATION"] * 3 + [refused[-1]], refused
    assert admin.query(f"SELECT Id FROM User WHERE Id = '{user}'")

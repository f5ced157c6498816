"""The form of a user, new or changed, with the names and ids that it has in Salesforce (observed; confidence B)."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from mock_org.errors import SalesforceError
from mock_org.schema import to_18
from mock_org.setup.contact_view import contact_view
from mock_org.setup.page import Page
from mock_org.setup.rendering import done, page
from mock_org.setup.user_choices import Choices, for_contact, for_internal, for_user
from mock_org.setup.user_frame import framed, title
from mock_org.setup.visit import Visit
from mock_org.web.guard import local_path

Row = dict[str, Any]
# Fields of User by the names of their inputs.
_INPUTS = {
    "name_firstName": "FirstName",
    "name_lastName": "LastName",
    "Alias": "Alias",
    "Email": "Email",
    "Username": "Username",
    "CommunityNickname": "CommunityNickname",
}
# What a new user takes over from who makes it.
_INHERITED = ("TimeZoneSidKey", "LocaleSidKey", "LanguageLocaleKey", "EmailEncodingKey")
USERS = "/lightning/setup/ManageUsers/home"


def new_user(visit: Visit) -> ResponseReturnValue:
    """A new user: of a contact, or of the own company."""
    contact_id = request.args.get("cntc")
    if contact_id:
        contact = contact_view(visit, contact_id)
        account = contact.account or {}
        choices = for_contact(visit, account) if account else Choices([], [], [], "")
        about = {"ContactId": contact.id}
        values = _of_contact(visit, contact.id)
    else:
        choices, about, values = for_internal(visit), {}, {}
    if request.method == "GET":
        return _form(visit, None, choices, values | about | {"IsActive": True})
    own = visit.session.retrieve("User", visit.session.user.id, [*_INHERITED])
    sent = {name: own[name] for name in _INHERITED} | about | _sent(choices)
    try:
        _check_license(sent["ProfileId"], choices)
        user_id = visit.session.insert("User", {name: value for name, value in sent.items() if value is not None})
    except SalesforceError as refusal:
        return _form(visit, None, choices, sent, refusal)
    return done(f"{sent['LastName']} can use Salesforce now.", f"/{user_id}")


def edit_user(visit: Visit, rest: str) -> ResponseReturnValue:
    """The same of a user who is there."""
    names = ["Id", "Name", "UserType", "AccountId", "ProfileId", "UserRoleId", "IsActive", *_INPUTS.values()]
    user = visit.session.retrieve("User", f"005{rest}", names)
    choices = for_user(visit, user)
    if request.method == "GET":
        return _form(visit, user, choices, user)
    sent = _sent(choices)
    changed = {name: value for name, value in sent.items() if value != user[name]}
    try:
        _check_license(sent["ProfileId"], choices)
        visit.session.update("User", user["Id"], changed)
    except SalesforceError as refusal:
        return _form(visit, user, choices, user | sent, refusal)
    return done("The user was saved.", f"/{user['Id']}")


def _of_contact(visit: Visit, contact_id: str) -> Row:
    """What the form knows of a contact before anybody types."""
    found = visit.session.retrieve("Contact", contact_id, ["FirstName", "LastName", "Email"])
    first, last, mail = (str(found[name] or "") for name in ("FirstName", "LastName", "Email"))
    alias = (first[:1] + last[:4]).lower()
    known = {"FirstName": first, "LastName": last, "Email": mail, "Username": mail, "Alias": alias}
    return known | {"CommunityNickname": mail.split("@")[0]}


def _sent(choices: Choices) -> Row:
    """The fields that the form sends; an empty input clears a field."""
    sent: Row = {field: request.form.get(name, "").strip() or None for name, field in _INPUTS.items()}
    sent |= {"ProfileId": _id(request.form.get("Profile")), "IsActive": "active" in request.form}
    if choices.fixed_role is None:
        sent["UserRoleId"] = _id(request.form.get("role"))
    return sent


def _check_license(profile_id: str | None, choices: Choices) -> None:
    """Without scripts the form cannot hide the profiles of other licences: it refuses them."""
    chosen = _id(request.form.get("user_license_id"))
    profile = next((row for row in choices.profiles if row["Id"] == profile_id), None)
    if chosen and profile is not None and profile["UserLicenseId"] != chosen:
        raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", "The profile is not one of the chosen user license.")


def _id(sent: str | None) -> str | None:
    """An id of either length; what is none stays as it is, for the save to refuse."""
    return (to_18(sent) or sent) if sent else None


def _form(
    visit: Visit, user: Row | None, choices: Choices, values: Row, refusal: SalesforceError | None = None
) -> ResponseReturnValue:
    back = framed(f"/{user['Id']}") if user else USERS
    profile = next((row for row in choices.profiles if row["Id"] == values.get("ProfileId")), {})
    return page(
        visit,
        "user_form",
        refusal.status if refusal else 200,
        title=title(user, edit=True),
        user=user,
        choices=choices,
        chosen_license=_id(request.form.get("user_license_id")) or profile.get("UserLicenseId"),
        values={name: "" if value is None else value for name, value in values.items()},
        errors=refusal.message.split("<br>") if refusal else [],
        wrong=set(refusal.fields or ()) if refusal else set(),
        back=local_path(request.args.get("retURL", ""), back),
    )


PAGES = (
    Page(
        "/005/e",
        "New User",
        "The form of a new user.",
        new_user,
        (),
        methods=("GET", "POST"),
        in_menu=False,
        framed=True,
    ),
    Page(
        "/005<rest>/e",
        "Edit User",
        "The form of a user.",
        edit_user,
        (),
        methods=("GET", "POST"),
        in_menu=False,
        framed=True,
    ),
)

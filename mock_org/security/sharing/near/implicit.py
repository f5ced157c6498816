"""What comes with an account, a case or a contact, and why this one does not."""

from collections.abc import Iterator

from mock_org.security.sharing.grant import Access, Source
from mock_org.security.sharing.implicit import CHILDREN
from mock_org.security.sharing.near.subject import Miss, Subject


def misses(subject: Subject) -> Iterator[Miss]:
    """All of them."""
    if not subject.asked.shareable:
        return
    yield from _portal(subject)
    yield from _case_contact(subject)
    yield from _child(subject)


def _portal(subject: Subject) -> Iterator[Miss]:
    """An account or contact of another company than the portal user's."""
    user, name = subject.user, subject.sobject.name
    account = subject.get({"Account": "Id", "Contact": "AccountId"}.get(name, ""))
    if not (user.external and user.account_id and name in ("Account", "Contact") and subject.more("Read")):
        return
    if account != user.account_id:
        own = subject.tell.record(user.account_id)
        source = Source("implicit", "PortalImplicit")
        missing = f"it belongs to {subject.tell.record(account)}" if name == "Contact" and account else "it is another"
        what = "the own account" if name == "Account" else "the contacts of the own account"
        yield Miss(source, "Read", f"{user.name} sees {what} ({own})", (missing if account else "it has no account",))


def _case_contact(subject: Subject) -> Iterator[Miss]:
    user, contact, level = subject.user, subject.get("ContactId"), subject.context.settings.case_contact_level
    if subject.sobject.name == "Case" and user.external and user.contact_id != contact and subject.more(level):
        who = f"that is {subject.tell.record(contact)}" if contact else "it has no contact"
        source = Source("implicit", "RelatedPortalUser")
        yield Miss(source, level, f"{user.name} would see it as the contact of the case", (who,))


def _child(subject: Subject) -> Iterator[Miss]:
    """The account's owner, whose role says less than that."""
    name, user = subject.sobject.name, subject.user
    owner = subject.tell.row("Account", subject.get("AccountId")).get("OwnerId") if name in CHILDREN else None
    role = subject.tell.row("UserRole", subject.tell.row("User", owner).get("UserRoleId"))
    if owner != user.id or not role:
        return
    field = f"{name}AccessForAccountOwner"
    level = role.get(field) or "None"
    higher: tuple[Access, ...] = ("Read", "Edit")
    for access in higher[0 if level == "None" else 1 :]:
        if level != "Edit" and subject.more(access):
            would = f"{user.name} owns its account"
            missing = f"role {role['Name']} gives {level} on {subject.plural} of own accounts ({field})"
            yield Miss(Source("implicit", "ImplicitChild"), access, would, (missing,))
            return

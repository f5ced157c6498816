"""Object permissions: whether a user may read, create, edit or delete records of an sObject at all."""

from mock_org.schema import SObject
from mock_org.security.arithmetic import ObjectPermission
from mock_org.security.context import SecurityContext
from mock_org.security.setup_objects import Action, Parent, SetupObject, setup_object
from mock_org.security.user import RunningUser

__all__ = ["Action", "may"]


def may(user: RunningUser, action: Action, sobject: SObject, context: SecurityContext) -> bool:
    """Whether profile and permission sets allow an action on an sObject.

    action: read, create, edit, delete, view_all (every record whatever sharing says) or modify_all.
    """
    if user.system:
        return True
    if sobject.share_of:
        return _may_share(user, action, sobject.share_of, context)
    setup = setup_object(sobject.name)
    if setup is None:
        return _may_by_object_permission(user, action, sobject)
    if setup.parent:
        if action in ("view_all", "modify_all") and not _sees_all_rows(user, setup):
            return False
        return _may_by_parent(user, action, sobject, setup.parent, context)
    return _may_by_user_permission(user, action, setup)


def _may_by_object_permission(user: RunningUser, action: Action, sobject: SObject) -> bool:
    # Modify All Data and View All Data stand above every object (Object Reference, PermissionSet; confidence A).
    if user.has("ModifyAllData"):
        return True
    if action in ("read", "view_all") and user.has("ViewAllData"):
        return True
    allowed = user.object_permissions.get(sobject.name.lower(), ObjectPermission())
    return bool(getattr(allowed, action))


def _may_share(user: RunningUser, action: Action, share_of: str, context: SecurityContext) -> bool:
    """Share objects are there for those who may read the object itself (Salesforce release notes, Summer '20), never
    for customer users (Apex Developer Guide, "Understanding Apex Managed Sharing"); both confidence A.
    """
    shared = context.schema.get(share_of)
    if shared is None or user.is_customer:
        return False
    return may(user, action if action in ("view_all", "modify_all") else "read", shared, context)


def _may_by_parent(
    user: RunningUser, action: Action, sobject: SObject, parent: Parent, context: SecurityContext
) -> bool:
    """By the object that decides; of several, one is enough to read and write, and all are needed for every record."""
    decide = [found for name in parents(sobject, parent) if (found := context.schema.get(name))]
    needed: Action = action if action in ("read", "view_all", "modify_all") else "edit"
    allowed = (may(user, needed, each, context) for each in decide)
    return bool(decide) and (all(allowed) if action in ("view_all", "modify_all") else any(allowed))


def parents(sobject: SObject, parent: Parent) -> tuple[str, ...]:
    """The names of the objects whose records decide."""
    lookup = sobject.field(parent.field)
    return (parent.object,) if parent.object else lookup.reference_to if lookup else ()


def _may_by_user_permission(user: RunningUser, action: Action, setup: SetupObject) -> bool:
    if action == "view_all":
        return _sees_all_rows(user, setup)
    if action == "modify_all":
        return setup.sharing and user.has("ModifyAllData")
    if user.external and not setup.external_read:
        return False
    needed = setup.read if action == "read" else getattr(setup, action)
    if needed is None:
        return False
    if action != "read" and setup.sharing and user.has("ModifyAllData"):
        return True
    return not needed or user.has(*needed)


def _sees_all_rows(user: RunningUser, setup: SetupObject) -> bool:
    if setup.sharing:
        return user.has("ViewAllData", "ModifyAllData")
    rule = (setup.external_rows or setup.rows) if user.external else setup.rows
    return rule is None or (not user.external and user.has(*setup.all_rows) and bool(setup.all_rows))

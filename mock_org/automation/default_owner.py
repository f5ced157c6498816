"""Default owners: a lead or case that comes in by the API and that no assignment rule routes goes to the org's default.

The header Sforce-Auto-Assign is TRUE where it is absent, and then a case without an active rule goes to the Default
Case Owner (Salesforce help 000395506; confidence A); a lead likewise (confidence D). Assignment rules are not there
yet, so nothing is routed: an org whose settings name a default owner gives it every such record, in others the creator
keeps it.
"""

from collections.abc import Callable

from mock_org.dml import Trigger, TriggerContext
from mock_org.errors import SalesforceError
from mock_org.settings import Settings


def _default(setting: Callable[[Settings], str | None]) -> Callable[[TriggerContext], None]:
    def assign(context: TriggerContext) -> None:
        name = setting(context.settings)
        if name and context.auto_assign and context.new.get("OwnerId") == context.user.id:
            context.new["OwnerId"] = _owner(context, name)

    return assign


def _owner(context: TriggerContext, name: str) -> str:
    """The active user or the queue of that name.

    Raises INVALID_CROSS_REFERENCE_KEY when there is none: the settings name somebody who is not there.
    """
    user = context.system.one("User", Username=name, IsActive=True)
    queue = (
        user
        or context.system.one("Group", Type="Queue", DeveloperName=name)
        or context.system.one("Group", Type="Queue", Name=name)
    )
    if queue is None:
        message = f"the settings name {name!r} as the default owner, but no active user or queue is called so"
        raise SalesforceError("INVALID_CROSS_REFERENCE_KEY", message, ["OwnerId"])
    return str(queue["Id"])


TRIGGERS = (
    Trigger("Lead", "before", "insert", _default(lambda settings: settings.default_lead_owner)),
    Trigger("Case", "before", "insert", _default(lambda settings: settings.default_case_owner)),
)

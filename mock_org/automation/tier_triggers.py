"""When the permission sets of a tier are looked at again: a user, an account or an enrolment has changed."""

from collections.abc import Iterable

from mock_org.automation.channel_programs import LEVEL, MEMBER, PROGRAM
from mock_org.automation.tiers import fit_users, partner_users
from mock_org.dml import Trigger, TriggerContext


def _fit_companies(context: TriggerContext, account_ids: Iterable[str]) -> None:
    tiers = context.settings.tiers
    if tiers is not None:
        users = partner_users(context.system, sorted(set(account_ids)))
        fit_users(context.system, context.database, tiers, users)


def _user(context: TriggerContext) -> None:
    """A user was made, reactivated, moved to another account, or given another profile and licence."""
    tiers = context.settings.tiers
    if tiers is not None and (context.old is None or context.changed("IsActive", "AccountId", "ProfileId")):
        fit_users(context.system, context.database, tiers, context.system.find("User", Id=context.new["Id"]))


def _account(context: TriggerContext) -> None:
    tiers = context.settings.tiers
    if tiers is not None and tiers.field is not None and context.changed(tiers.field):
        _fit_companies(context, [context.new["Id"]])


def _enrolment(context: TriggerContext) -> None:
    if context.settings.tiers is not None and context.settings.tiers.field is None:
        _fit_companies(context, [(context.new or context.old or {})["PartnerId"]])


def _program(context: TriggerContext) -> None:
    """A program or level is called otherwise or is gone."""
    if context.new and not context.changed("Name"):
        return
    if context.settings.tiers is not None and context.settings.tiers.field is None:
        _fit_companies(context, [row["PartnerId"] for row in context.system.find(MEMBER)])


TRIGGERS = (
    *(Trigger("User", "after", event, _user) for event in ("insert", "update")),
    Trigger("Account", "after", "update", _account),
    *(Trigger(MEMBER, "after", event, _enrolment) for event in ("insert", "update", "delete", "undelete")),
    *(Trigger(name, "after", event, _program) for name in (PROGRAM, LEVEL) for event in ("update", "delete")),
)

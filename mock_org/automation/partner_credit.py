"""Partner credit: PartnerAccountId of a lead or opportunity is the account of the partner user who owns it."""

from mock_org.dml import Trigger, TriggerContext

FIELD = "PartnerAccountId"


def _credit(context: TriggerContext) -> None:
    if context.sobject.field(FIELD) is None:
        return
    if context.settings.relax_partner_account_field and context.changed(FIELD):
        return  # enableRelaxPartnerAccountFieldPref: what was written stays
    if context.old is None or context.changed("OwnerId", FIELD):
        owner = context.system.get("User", context.new.get("OwnerId")) or {}
        context.new[FIELD] = owner.get("AccountId") if owner.get("UserType") == "PowerPartner" else None


TRIGGERS = tuple(
    Trigger(sobject, "before", event, _credit) for sobject in ("Lead", "Opportunity") for event in ("insert", "update")
)

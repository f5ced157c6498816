"""Email templates: what a save of one is asked, and which ones a new site gets."""

import re
from typing import Any

from mock_org.automation.standard_templates import UNFILED, site_templates
from mock_org.dml import Trigger, TriggerContext
from mock_org.errors import SalesforceError
from mock_org.mail import NETWORK_FIELDS, check_template

_UNIQUE_NAME = re.compile(r"[A-Za-z](_?[A-Za-z0-9])*\Z", re.ASCII)


def _check(context: TriggerContext) -> None:
    """A template can be filled, and is found by its name.

    Salesforce saves merge fields that there are not, and sends mails with gaps; here a template says what it cannot do
    (confidence D, as are codes and texts).
    """
    new = context.new
    if new.get("TemplateType") == "visualforce" or new.get("Markup"):
        raise _refused(
            "Visualforce email templates are not read; write one of type text, html or custom", "TemplateType"
        )
    if not _UNIQUE_NAME.match(new.get("DeveloperName") or ""):
        # Object Reference, EmailTemplate.DeveloperName: what it may hold (confidence A).
        message = (
            "Template Unique Name: it can only hold underscores and alphanumeric characters, begins with a letter, has "
            "no spaces, does not end with an underscore, and has no two underscores in a row"
        )
        raise _refused(message, "DeveloperName")
    same = context.system.find("EmailTemplate", DeveloperName=new["DeveloperName"])
    if any(row["Id"] != new.get("Id") for row in same):
        message = f"There is an email template {new['DeveloperName']} already"
        raise SalesforceError("DUPLICATE_DEVELOPER_NAME", message, ["DeveloperName"])
    fault = check_template(new, context.schema)
    if fault:
        raise _refused(f"{fault[0]}: {fault[1]}", fault[0])
    new["FolderName"] = _folder_name(context, new)


def _folder_name(context: TriggerContext, template: dict[str, Any]) -> str:
    folder = context.system.get("Folder", template.get("FolderId"))
    return str(folder["Name"]) if folder else UNFILED


def _check_use(context: TriggerContext) -> None:
    """A site keeps its templates (Network.WelcomeEmailTemplateId and its like are not nillable; confidence B)."""
    assert context.old is not None
    for field in NETWORK_FIELDS.values():
        sites = context.system.find("Network", **{field: context.old["Id"]})
        if sites:
            message = f"The template cannot be deleted: the site {sites[0]['Name']} sends it ({field})"
            raise SalesforceError("DELETE_FAILED", message)


def _site_templates(context: TriggerContext) -> None:
    """A new site sends the standard templates."""
    if any(context.new.get(field) is None for field in NETWORK_FIELDS.values()):
        for field, template_id in site_templates(context.system).items():
            context.new[field] = context.new.get(field) or template_id


def _refused(message: str, field: str) -> SalesforceError:
    return SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, [field])


TRIGGERS = (
    Trigger("EmailTemplate", "before", "insert", _check),
    Trigger("EmailTemplate", "before", "update", _check),
    Trigger("EmailTemplate", "before", "delete", _check_use),
    Trigger("Network", "before", "insert", _site_templates),
)

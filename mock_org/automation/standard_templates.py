"""The email templates of a new org: one TOML file each, in email_templates/. The wording is our own."""

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from mock_org.dml import Records
from mock_org.mail import NETWORK_FIELDS

UNFILED = "Unfiled Public Classic Email Templates"
# Templates of "unfiled$public" are in a folder that has the org's own id (observed in exports; confidence B).
_FIXED = MappingProxyType(
    {
        "TemplateStyle": "none",
        "TemplateType": "text",
        "Encoding": "UTF-8",
        "UiType": "Aloha",
        "FolderName": UNFILED,
        "IsActive": True,
        "IsBuilderContent": False,
        "TimesUsed": 0,
    }
)


def seed_templates(records: Records) -> None:
    """Put the standard templates into a new org."""
    folder = records.find("Organization")[0]["Id"]
    rows = [dict(_FIXED) | dict(values) | {"FolderId": folder} for values in _standard()]
    records.load("EmailTemplate", rows)


def own_templates(records: Records, user_id: str) -> None:
    """Make a user the owner of the templates that have none: the administrator comes later than they."""
    records.write(
        "EmailTemplate", [row["Id"] for row in records.find("EmailTemplate", OwnerId=None)], {"OwnerId": user_id}
    )


def site_templates(records: Records) -> dict[str, str]:
    """The fields of a new site that name its templates, with the standard ones."""
    rows = {row["DeveloperName"]: row["Id"] for row in records.find("EmailTemplate", DeveloperName=[*NETWORK_FIELDS])}
    return {field: rows[name] for name, field in NETWORK_FIELDS.items() if name in rows}


@cache
def _standard() -> tuple[MappingProxyType[str, Any], ...]:
    """Name, DeveloperName, Description, Subject and Body of each."""
    found = []
    for file in sorted(files("mock_org.automation").joinpath("email_templates").iterdir(), key=lambda each: each.name):
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        row = {
            "DeveloperName": file.name.removesuffix(".toml"),
            "Name": told["name"],
            "Description": told["description"],
            "Subject": told["subject"],
            "Body": told["body"],
        }
        found.append(MappingProxyType(row))
    return tuple(found)

"""The use of licences as JSON and as CSV."""

import csv
import io
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from mock_org.audit.license_use import LicenseUse, Use
from mock_org.audit.license_what_if import what_if

_COLUMNS = ("month", "total", "used", "log_ins", "user_days", "users", "cost")


def as_data(found: LicenseUse) -> dict[str, Any]:
    """As the control door answers it."""
    return {
        "month": found.month,
        "currency": found.currency,
        "licenses": [_license(each) for each in found.licenses],
        "permission_set_licenses": [asdict(each) | {"remaining": each.total - each.used} for each in found.sets],
        "what_if": what_if(found),
    }


def _license(use: Use) -> dict[str, Any]:
    own = {name: getattr(use, name) for name in ("name", "key", "user_type", "status", "legacy", "entitlement")}
    return own | {
        "charged_by": "user" if use.entitlement is None else "log-in",
        "opens": list(use.opens),
        "price": use.price.model_dump(),
        "remaining": use.now.total - use.now.used,
        "months": [asdict(month) for month in use.months],
    }


def as_csv(data: Mapping[str, Any]) -> str:
    """A line a licence and month, oldest first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["license", "charged_by", *_COLUMNS, "currency"])
    for use in data["licenses"]:
        for month in use["months"]:
            cells = ["" if month[name] is None else month[name] for name in _COLUMNS]
            writer.writerow([use["name"], use["charged_by"], *cells, data["currency"]])
    return out.getvalue()

"""Standard fields that follow from others: a person's Name, an opportunity's forecast, a case's closing."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from mock_org.dml.context import SaveContext
from mock_org.dml.rows import Rows
from mock_org.dml.values import format_datetime
from mock_org.errors import SalesforceError

Values = dict[str, Any]
Old = Mapping[str, Any] | None


def derive(ctx: SaveContext, sobject: str, new: Values, old: Old) -> None:
    """Bring a record's dependent standard fields up to date."""
    for rule in DERIVATIONS.get(sobject, ()):
        rule(ctx, new, old)


def _changed(new: Values, old: Old, field: str) -> bool:
    return old is None or new.get(field) != old.get(field)


def _row(ctx: SaveContext, sobject: str, **equals: Any) -> Values | None:
    found = Rows(ctx.database, ctx.schema[sobject]).find(**equals) if sobject in ctx.schema else []
    return found[0] if found else None


def _person_name(_ctx: SaveContext, new: Values, _old: Old) -> None:
    """Name of a person is FirstName and LastName (Object Reference, Contact.Name; confidence A)."""
    parts = (new.get("FirstName"), new.get("MiddleName"), new.get("LastName"), new.get("Suffix"))
    new["Name"] = " ".join(part for part in parts if part) or None


def _person_account(ctx: SaveContext, new: Values, old: Old) -> None:
    """An account with a last name is a person (Object Reference, Account, person accounts); see person_accounts."""
    if ctx.schema["Account"].field("IsPersonAccount") and new.get("LastName"):
        new["IsPersonAccount"] = True
        _person_name(ctx, new, old)


def _opportunity_stage(ctx: SaveContext, new: Values, old: Old) -> None:
    """The stage decides what is closed and won, and the probability unless it was set (OpportunityStage)."""
    stage = _row(ctx, "OpportunityStage", ApiName=new.get("StageName"))
    if stage is None:
        return
    new |= {name: stage[name] for name in ("IsClosed", "IsWon", "ForecastCategory", "ForecastCategoryName")}
    given = new.get("Probability") is not None if old is None else _changed(new, old, "Probability")
    if _changed(new, old, "StageName") and not given:
        new["Probability"] = stage["DefaultProbability"]


def _opportunity_sums(ctx: SaveContext, new: Values, _old: Old) -> None:
    amount, probability = new.get("Amount"), new.get("Probability")
    new["ExpectedRevenue"] = None if amount is None else round(amount * (probability or 0) / 100, 2)
    close = new.get("CloseDate")
    if close:
        year, month = int(close[:4]), int(close[5:7])
        start = ctx.settings.fiscal_year_start_month
        new["FiscalYear"] = year + 1 if start > 1 and month >= start else year
        new["FiscalQuarter"] = (month - start) % 12 // 3 + 1
        new["Fiscal"] = f"{new['FiscalYear']} {new['FiscalQuarter']}"


def _case_closing(ctx: SaveContext, new: Values, old: Old) -> None:
    """A case is closed by its status; ClosedDate is the moment it became so (Object Reference, Case)."""
    status = _row(ctx, "CaseStatus", ApiName=new.get("Status"))
    new["IsClosed"] = bool(status and status["IsClosed"])
    if not new["IsClosed"]:
        new["ClosedDate"] = None
    elif not new.get("ClosedDate"):
        new["ClosedDate"] = format_datetime(ctx.clock.now())


def _case_contact(ctx: SaveContext, new: Values, old: Old) -> None:
    """A case takes its contact's account unless it names one (Object Reference, Case.AccountId)."""
    if new.get("ContactId") and _changed(new, old, "ContactId"):
        contact = _row(ctx, "Contact", Id=new["ContactId"]) or {}
        new["AccountId"] = new.get("AccountId") or contact.get("AccountId")


def _task_closing(ctx: SaveContext, new: Values, old: Old) -> None:
    new["IsClosed"] = new.get("Status") == "Completed"
    new["IsHighPriority"] = new.get("Priority") == "High"
    if _changed(new, old, "Status"):
        new["CompletedDateTime"] = format_datetime(ctx.clock.now()) if new["IsClosed"] else None


def _activity_account(ctx: SaveContext, new: Values, _old: Old) -> None:
    """An activity belongs to the account of what or whom it is about (Object Reference, Task.AccountId)."""
    for name in ("WhatId", "WhoId"):
        parent = ctx.schema.by_key_prefix((new.get(name) or "")[:3])
        if parent is None:
            continue
        if parent.name == "Account":
            new["AccountId"] = new[name]
            return
        if parent.field("AccountId"):
            new["AccountId"] = (Rows(ctx.database, parent).get(new[name]) or {}).get("AccountId")
            return
    new["AccountId"] = None


def _event_times(_ctx: SaveContext, new: Values, old: Old) -> None:
    """Start, duration and end of an event agree; two of them give the third (Object Reference, Event)."""
    new["StartDateTime"] = start = new.get("StartDateTime") or new.get("ActivityDateTime")
    if not start:
        return
    begin = datetime.fromisoformat(start)
    end, minutes = new.get("EndDateTime"), new.get("DurationInMinutes")
    if end and (minutes is None or (old is not None and _changed(new, old, "EndDateTime"))):
        new["DurationInMinutes"] = int((datetime.fromisoformat(end) - begin).total_seconds() // 60)
    elif minutes is not None:
        try:
            new["EndDateTime"] = format_datetime(begin + timedelta(minutes=minutes))
        except OverflowError as fault:
            message = "End Date Time: the event ends beyond the calendar"
            raise SalesforceError("FIELD_INTEGRITY_EXCEPTION", message, ["EndDateTime"]) from fault
    new["ActivityDateTime"], new["ActivityDate"] = start, start[:10]


DERIVATIONS: Mapping[str, tuple[Callable[[SaveContext, Values, Old], None], ...]] = {
    "Account": (_person_account,),
    "Contact": (_person_name,),
    "Lead": (_person_name,),
    "User": (_person_name,),
    "Opportunity": (_opportunity_stage, _opportunity_sums),
    "Case": (_case_contact, _case_closing),
    "Task": (_task_closing, _activity_account),
    "Event": (_event_times, _activity_account),
}

"""Mutants of organization-wide defaults: each one step wider and one step narrower, internal and external."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from mock_org.audit.entries import models
from mock_org.audit.mutant import Mutant
from mock_org.org import Org
from mock_org.schema import SObject

STEPS = ("Private", "Read", "ReadWrite")
CONTROLLED = "ControlledByParent"
TOLD = {
    "Private": "Private",
    "Read": "Public Read Only",
    "ReadWrite": "Public Read/Write",
    CONTROLLED: "Controlled by Parent",
}


def default_mutants(org: Org) -> Iterator[Mutant]:
    """Those of the objects whose defaults the project states. Details follow their masters and have none."""
    for each in org.sharing.declared:
        sobject = org.schema.get(each.name) if each.kind == "default" else None
        if sobject is None or any(field.relationship_order is not None for field in sobject.fields.values()):
            continue
        for whom, model in models(sobject).items():
            for other, wider in _steps(model):
                yield _mutant(sobject, whom, other, wider)


def _steps(model: str) -> Iterator[tuple[str, bool]]:
    if model == CONTROLLED:
        yield from (("Private", False), ("Read", True))
    elif model in STEPS:
        at = STEPS.index(model)
        yield from ((STEPS[n], n > at) for n in (at - 1, at + 1) if 0 <= n < len(STEPS))
    else:
        yield "Read", False


def _mutant(sobject: SObject, whom: str, model: str, wider: bool) -> Mutant:
    """External access is never wider than internal, so the other default moves along where it must."""
    now = models(sobject)
    then = now | {whom: model}
    if model in STEPS and _width(then["external"]) > _width(then["internal"]):
        then = {"internal": model, "external": model}
    along = "" if then == now | {whom: model} else f", {'internal' if whom == 'external' else 'external'} with it"
    was, is_now = (TOLD.get(each, each) for each in (now[whom], model))
    told = f"the {whom} default of {sobject.name} is {is_now} instead of {was}{along}"
    entry = f"{sobject.name}.{whom}"
    return Mutant(f"default:{entry}:{model}", "default", entry, told, wider, partial(_change, sobject.name, then))


def _width(model: str) -> int:
    return STEPS.index(model) if model in STEPS else len(STEPS)


def _change(name: str, then: dict[str, str], org: Org) -> None:
    changed = replace(org.schema[name], sharing_model=then["internal"], external_sharing_model=then["external"])
    org.change_schema([changed])

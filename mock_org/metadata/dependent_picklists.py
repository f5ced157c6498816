"""A dependent picklist: which of its values go with which value of the field that controls it."""

from typing import Any

from mock_org.metadata.node import Node


def read_dependency(node: Node) -> dict[str, Any]:
    """The controlling field of a <valueSet>, and for each value the controlling ones that it is offered for.

    Only describes tell of it: the API takes every value (Salesforce help, "Considerations for Dependent Picklists";
    confidence B).
    """
    controller = node.maybe("controllingField")
    valid_for = tuple(
        (setting.required("valueName"), setting.texts("controllingFieldValue"))
        for setting in node.nodes("valueSettings", "valueName")
    )
    return {"controller": controller, "valid_for": valid_for} if controller else {}

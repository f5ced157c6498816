"""What a project declares of an email template."""

from collections.abc import Mapping
from dataclasses import dataclass

from mock_org.metadata.findings import Place


@dataclass(frozen=True, slots=True)
class EmailTemplatePart:
    """A template and the folder it lies in. values: of the EmailTemplate's fields."""

    place: Place
    name: str
    folder: str
    values: Mapping[str, object]

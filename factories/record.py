"""A record as the harness holds it: the values by API name, readable as attributes too."""

from typing import Any


class Record(dict[str, Any]):
    """Values of one record; `lead.Company` is `lead["Company"]`, and `lead.sobject` names its sObject."""

    def __init__(self, sobject: str, values: dict[str, Any]) -> None:
        super().__init__(values)
        self.sobject = sobject

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"this {self.sobject} has no {name}; it has {', '.join(self)}") from None

    def __repr__(self) -> str:
        """All values but the password that a factory made."""
        return f"{self.sobject}({ {name: '…' if name == 'password' else value for name, value in self.items()}!r})"

"""Organization-wide defaults, internal and external."""

from collections.abc import Iterator

from sqlalchemy import true

from mock_org.security.sharing.grant import Access, Asked, Grant, Source

# Metadata API, SharingModel. Private and ControlledByParent give nothing here.
LEVEL_OF_MODEL: dict[str, tuple[Access, str]] = {
    "Read": ("Read", "Public Read Only"),
    "ReadSelect": ("Read", "Use"),
    "ReadWrite": ("Edit", "Public Read/Write"),
    "ReadWriteTransfer": ("Edit", "Public Read/Write/Transfer"),
    "FullAccess": ("All", "Public Full Access"),
}


def default_access(asked: Asked) -> Access | None:
    """What everybody of the user's kind has on every record, or None."""
    found = LEVEL_OF_MODEL.get(asked.model or "")
    return found[0] if found else None


def grants(asked: Asked) -> Iterator[Grant]:
    """Access that everybody of the user's kind has."""
    found = LEVEL_OF_MODEL.get(asked.model or "")
    if found:
        access, label = found
        whom = "external" if asked.user.external else "internal"
        because = f"the organization-wide default of {asked.sobject.label} for {whom} users is {label}"
        yield Grant(None, access, true(), because, source=Source("default", f"{asked.sobject.name}.{whom}"))

"""Settings of mails: who sends those that are no site's, which ones an API call causes, where they are delivered."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class MailSettings(BaseModel):
    """`[mail]`; see how-to/test-mails.md.

    org_wide_address, org_wide_name: the sender of mails that are no site's (organization-wide address).
    smtp: HOST:PORT of a server without log-in that gets every mail of a committed save.
    assigned: when the new owner of a lead, and who gets mails of a queue, is told: if the caller asks for it
    (EmailHeader.triggerUserEmail), always, or never. That REST callers cannot ask is confidence B, the rest D.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    org_wide_address: Annotated[str, Field(pattern=r"^[^@\s<>]+@[^@\s<>]+$")] = "no-reply@mock-org.example"
    org_wide_name: str = "Mock Org"
    smtp: Annotated[str, Field(pattern=r"^(\[[0-9a-fA-F:]+\]|[^:\s]+):\d{1,5}$")] | None = None
    assigned: Literal["asked", "always", "never"] = "asked"

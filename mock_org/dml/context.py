"""Under whom and in which org a save runs."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from mock_org.clock import Clock
from mock_org.dml.rules import SaveRules
from mock_org.dml.triggers import Triggers
from mock_org.schema import Schema
from mock_org.security import SYSTEM_USER, RunningUser, SecurityContext
from mock_org.security.witness import Witness
from mock_org.settings import Settings
from mock_org.storage import Database


@dataclass(frozen=True)
class SaveContext:
    """One per Session: the org's parts that a save needs, and the running user.

    api_version: of the request, e.g. 62.0. base_url: where the org answers, for links in mails.
    auto_assign: whether leads and cases are to be assigned (Sforce-Auto-Assign); assignment_rule: by which rule's id.
    trigger_user_email: whether users are to be told by mail (EmailHeader.triggerUserEmail).
    allow_field_truncation: whether texts that are too long are cut (AllowFieldTruncationHeader).
    allow_save, include_record_details, run_as_current_user: Sforce-Duplicate-Rule-Header.
    witness: told what the user asks for.
    """

    database: Database
    schema: Schema
    settings: Settings
    clock: Clock
    security: SecurityContext
    user: RunningUser
    triggers: Triggers = field(default_factory=Triggers)
    api_version: float = 62.0
    base_url: str = ""
    auto_assign: bool = False
    assignment_rule: str | None = None
    allow_save: bool = False
    include_record_details: bool = False
    run_as_current_user: bool = False
    allow_field_truncation: bool = False
    trigger_user_email: bool = False
    rules: SaveRules = field(default_factory=SaveRules)
    witness: Witness | None = None

    @property
    def system(self) -> bool:
        """Whether permissions and sharing are not asked."""
        return self.user.system

    def as_system(self) -> "SaveContext":
        """The same user's save in system mode: audit fields still name the user."""
        return self if self.system else self._as_system

    @cached_property
    def _as_system(self) -> "SaveContext":
        return replace(self, user=SYSTEM_USER(self.user.id))

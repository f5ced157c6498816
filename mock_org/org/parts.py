"""The parts that an org is made of, and its users as the access engine sees them."""

from collections.abc import Iterable, Sequence

from mock_org import security
from mock_org.clock import Clock
from mock_org.dml import Trigger
from mock_org.schema import Schema, SObject
from mock_org.security import RunningUser, SecurityContext, SharingModel
from mock_org.security.groups import Viewer
from mock_org.settings import Settings
from mock_org.storage import Database

# What a RunningUser and the sets of ids that he reaches are read from; a write to one of them makes the org read again.
USER_TABLES = (
    "User",
    "Profile",
    "PermissionSet",
    "PermissionSetAssignment",
    "ObjectPermissions",
    "FieldPermissions",
    "UserRole",
    "UserLicense",
    "Group",
    "GroupMember",
    "QueueSobject",
)


class Parts:
    """Schema, database, clock, settings, sharing model, triggers."""

    def __init__(
        self, database: Database, schema: Schema, settings: Settings, clock: Clock, triggers: Sequence[Trigger] = ()
    ) -> None:
        self.database = database
        self.schema = schema
        self.clock = clock
        self.triggers = triggers
        self.sharing = SharingModel()
        self._users: dict[str, tuple[tuple[int, ...], RunningUser, Viewer]] = {}
        self._settings = settings
        self.configure(settings)

    @property
    def settings(self) -> Settings:
        """What metadata cannot say."""
        return self._settings

    def configure(self, settings: Settings) -> None:
        """Take over other settings; objects and fields of features come and go with them."""
        self._settings = settings
        self.schema.features = settings.features()
        self.database.changed_wholly()

    @property
    def security(self) -> SecurityContext:
        """What the access engine looks at."""
        return SecurityContext(self.database, self.schema, self.settings, self.sharing, self.clock)

    def running_user(self, user_id: str) -> RunningUser:
        """The user with all permissions, read once until setup changes or a second passes."""
        return self._user(user_id)[1]

    def viewer(self, user: RunningUser) -> Viewer:
        """The same user as the one who looks at records; kept as long."""
        return Viewer(self.security, user) if user.system else self._user(user.id)[2]

    def _user(self, user_id: str) -> tuple[tuple[int, ...], RunningUser, Viewer]:
        stamp = (*self.database.stamp(*USER_TABLES), int(self.clock.now().timestamp()))
        known = self._users.get(user_id)
        if known is None or known[0] != stamp:
            user = security.load_user(self.security, user_id)
            known = (stamp, user, Viewer(self.security, user))
            self._users[user_id] = known
        return known

    def change_schema(self, sobjects: Iterable[SObject]) -> None:
        """Add or replace sObjects; tables and columns follow."""
        changed = list(sobjects)
        self.schema.add(*changed)
        names = {each.name for each in changed}
        self.database.alter([s for s in self.schema.complete() if s.name in names and not s.virtual])
        self.database.changed_wholly()

    def set_sharing(self, sharing: SharingModel) -> None:
        """Replace the sharing rules and sharing sets."""
        self.sharing = sharing
        self.database.changed_wholly()

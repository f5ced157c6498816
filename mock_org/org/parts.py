"""The parts that an org is made of, and its users as the access engine sees them."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from mock_org import formula, security
from mock_org.clock import Clock
from mock_org.dml import SaveContext, SaveRules, Trigger, all_triggers, recycle_bin, rollups
from mock_org.dml.shares import drop_trivial_shares
from mock_org.org import owner_sharing_rules
from mock_org.org.alike_plans import AlikePlans, Asking, LevelsRead, Made, without_ids
from mock_org.org.descriptions import TABLES as DESCRIBED_BY
from mock_org.org.descriptions import Description, Descriptions
from mock_org.org.setups import Setups
from mock_org.schema import Schema, SObject
from mock_org.schema.organization_defaults import organization_defaults
from mock_org.security import Permissions, RunningUser, SecurityContext, SharingModel
from mock_org.security.alike import likeness, own_values
from mock_org.security.facts import Recorder
from mock_org.security.groups import Viewer
from mock_org.security.sharing.engine import level_select, leveled, levels, stored
from mock_org.security.sharing.grant import Level
from mock_org.security.witness import Witness
from mock_org.settings import Settings
from mock_org.soql import Plans, own_fields
from mock_org.storage import Database
from mock_org.storage.late_table import NAME as LATE

# What profile and permission sets give is read from these; a write to one of them makes the org read again.
PERMISSION_TABLES = ("Profile", "PermissionSet", "ObjectPermissions", "FieldPermissions")
# The rest of a RunningUser.
USER_TABLES = (*PERMISSION_TABLES, "User", "PermissionSetAssignment", "UserRole", "UserLicense", LATE)
# What the sets of ids depend on that a user reaches.
REACH_TABLES = (
    "UserRole",
    "Group",
    "GroupMember",
    "QueueSobject",
    "ChannelProgramMember",
    "AccountRelationshipShareRule",
    LATE,
    *PERMISSION_TABLES,
)
# What a compiled statement depends on, beside the schema: who its reader is, and how he reaches records.
PLAN_TABLES = tuple(dict.fromkeys((*USER_TABLES, *REACH_TABLES)))
MOST_LIKENESSES = 200
BIN_TABLE = "_binned"
# What describes depend on beside the schema.
DESCRIBE_TABLES = (*PERMISSION_TABLES, "PermissionSetAssignment", "RecordType")
Stamp = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A user as read, and since when. likeness: equal for users who are alike.

    recorder: the database as his viewer asks it. readable: the fields that he may read, which follow from user and
    describes.
    """

    stamp: Stamp
    user: RunningUser
    likeness: Hashable
    viewer_stamp: Stamp
    viewer: Viewer
    recorder: Recorder
    readable: dict[str, tuple[SObject, tuple[str, ...]]]


class Parts:
    """Schema, database, clock, settings, sharing model, triggers."""

    def __init__(
        self, database: Database, schema: Schema, settings: Settings, clock: Clock, triggers: Sequence[Trigger] = ()
    ) -> None:
        self.database = database
        self.schema = schema
        self.clock = clock
        self.triggers = all_triggers(triggers)
        self.sharing = SharingModel()
        self.witness: Witness | None = None
        self.rules = SaveRules()
        self.plans = Plans()
        self.alike_plans = AlikePlans()
        self.descriptions = Descriptions()
        self._users: dict[str, Known] = {}
        # The same with the moment and second at which it was found to be still true.
        self._fresh: dict[str, tuple[tuple[int, int], Known]] = {}
        self._permissions: dict[tuple[str | None, tuple[str, ...]], tuple[Stamp, Permissions]] = {}
        self._likenesses: dict[Hashable, Hashable] = {}
        self._setups = Setups()
        self._bin: tuple[Stamp, datetime] | None = None
        self._described: tuple[Stamp, datetime] | None = None
        self._settings = settings
        formula.teach(database)
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
        self._show_rules()

    def reopen(self) -> None:
        """After a fork: take hold of the database again, and forget those who asked it before."""
        self.database.reopen()
        self._users.clear()
        self._fresh.clear()

    @property
    def security(self) -> SecurityContext:
        """What the access engine looks at."""
        return SecurityContext(self.database, self.schema, self.settings, self.sharing, self.clock)

    def described_since(self) -> datetime:
        """When describes last changed, in whole seconds; each change gets a later one than those before."""
        stamp = self.database.stamp(*DESCRIBE_TABLES)
        if self._described is None or self._described[0] != stamp:
            now = self.clock.now().astimezone(UTC).replace(microsecond=0)
            last = self._described[1] + timedelta(seconds=1) if self._described else now
            self._described = (stamp, max(now, last))
        return self._described[1]

    def running_user(self, user_id: str) -> RunningUser:
        """The user with all permissions, read once until setup changes or a second passes."""
        return self._known(user_id).user

    def viewer(self, user: RunningUser) -> Viewer:
        """The same user as the one who looks at records; kept as long as nothing changes that he reaches records by."""
        return Viewer(self.security, user) if user.system else self._known(user.id).viewer

    def readable_names(self, user: RunningUser, sobject: SObject) -> tuple[str, ...]:
        """The fields of an sObject that the user may read; kept as long as his Viewer is."""
        known = None if user.system else self._known(user.id)
        kept = known.readable.get(sobject.name) if known and known.user is user else None
        if kept is None or kept[0] is not sobject:
            names = (f.name for f in sobject.fields.values() if security.readable(user, sobject, f))
            kept = (sobject, tuple(names))
            if known and known.user is user:
                known.readable[sobject.name] = kept
        return kept[1]

    def _known(self, user_id: str) -> Known:
        now = (self.database.stamps.moment, self.clock.second())
        fresh = self._fresh.get(user_id)
        if fresh is None or fresh[0] != now:
            fresh = self._fresh[user_id] = (now, self._read_again(user_id, now[1]))
        return fresh[1]

    def _read_again(self, user_id: str, second: int) -> Known:
        stamp = (*self.database.stamp(*USER_TABLES), second)
        known = self._users.get(user_id)
        if known is not None and known.stamp == stamp and known.viewer_stamp == self.database.stamp(*REACH_TABLES):
            return known
        user = security.load_user(self.security, user_id, self._permissions_of)
        reach = self.database.stamp(*REACH_TABLES)
        same = known is not None and known.viewer_stamp == reach and known.user == user
        if known is not None and same:
            self._users[user_id] = replace(known, stamp=stamp)
        else:
            recorder = Recorder(self.database, own_values(user))
            viewer = Viewer(replace(self.security, database=recorder), user)
            self._users[user_id] = Known(stamp, user, self._likeness(user), reach, viewer, recorder, {})
        return self._users[user_id]

    def _likeness(self, user: RunningUser) -> Hashable:
        """What is equal for users who are alike: then the very same object, which is quick to compare."""
        if len(self._likenesses) > MOST_LIKENESSES:
            self._likenesses.clear()
        found = likeness(user)
        return self._likenesses.setdefault(found, found)

    def setup(self) -> int:
        """The number of the org's present settings, describes and sharing rules."""
        return self._setups.number(self.database.stamps.whole, self._settings, self.sharing, self.schema)

    def described(self, user: RunningUser, what: Hashable, make: Callable[[], Description]) -> Description:
        """A describe for this user, made once for users alike; not to be changed.

        what: names the describe, its version and address.
        """
        known = None if user.system else self._known(user.id)
        if known is None or known.user is not user:
            return make()
        key = (what, known.likeness, self.setup(), self.database.stamp(*DESCRIBED_BY)[1:])
        return self.descriptions.of(key, self.rules, make)

    def levels(
        self,
        user: RunningUser,
        sobject: SObject,
        record_ids: Sequence[str],
        *,
        capped: bool = True,
        by_rules: bool = True,
    ) -> Mapping[str, Level]:
        """The level of a user on each of these records, as security has it."""
        asking = None if user.system else self.asking(user, ("levels", sobject.name, by_rules))
        if asking is None:
            return levels(Viewer(self.security, user), sobject, record_ids, capped=capped, by_rules=by_rules)
        if not stored(self.security, sobject):
            return {}
        viewer = self.viewer(user)

        def anew() -> Made[LevelsRead]:
            return Made(LevelsRead(self.database.prepare(level_select(viewer, sobject, by_rules=by_rules))))

        found = self.alike_plans.statement(
            asking, self.database.stamp(*PLAN_TABLES), anew, lambda: self.clock.now().date(), self.database
        )
        return leveled(viewer, sobject, found.read, record_ids, capped=capped)

    def asking(self, user: RunningUser, key: Hashable, *besides: Hashable) -> Asking | None:
        """A statement as this user asks it; None where it is his alone.

        key: names the statement: by its text, or by what has no ids in it. besides: how it is asked.
        """
        known = self._known(user.id)
        if known.user is not user:
            return None
        text, ids = without_ids(key, known.recorder.user) if isinstance(key, str) else (key, known.recorder.user)
        whole = (text, *besides, self.setup(), known.likeness, user.time_zone, user.locale)
        return Asking(whole, ids, lambda: None if known.recorder.private else known.recorder.facts)

    def _permissions_of(
        self, context: SecurityContext, profile_id: str | None, set_ids: tuple[str, ...]
    ) -> Permissions:
        stamp, key = self.database.stamp(*PERMISSION_TABLES), (profile_id, set_ids)
        kept = self._permissions.get(key)
        if kept is None or kept[0] != stamp:
            kept = self._permissions[key] = (stamp, security.load_permissions(context, profile_id, set_ids))
        return kept[1]

    def empty_old_bin(self) -> None:
        """Take away for good what has been in the Recycle Bin for too long; looked up only when something can be."""
        stamp, now = self.database.stamp(BIN_TABLE), self.clock.now()
        if self._bin is None or self._bin[0] != stamp or now >= self._bin[1]:
            due = recycle_bin.purge(self.database, self.schema, self.clock)
            self._bin = (self.database.stamp(BIN_TABLE), due)

    def change_schema(self, sobjects: Iterable[SObject]) -> None:
        """Add or replace sObjects; tables and columns follow."""
        changed = list(sobjects)
        before = {each.name: _defaults(self.schema.get(each.name)) for each in changed}
        self.schema.add(*changed)
        names = {each.name for each in changed}
        self.database.alter([s for s in self.schema.complete() if s.name in names and not s.virtual])
        table = self.database.tables.get("Organization")
        own = [row["Id"] for row in self.database.find(table, {})]
        self.database.update(table, own, organization_defaults(self.schema))
        self.database.changed_wholly()
        for each in changed:
            if before[each.name] not in (None, _defaults(each)):
                drop_trivial_shares(self._system_context(), each.name)

    def _system_context(self) -> SaveContext:
        system = security.SYSTEM_USER()
        return SaveContext(
            self.database, self.schema, self.settings, self.clock, self.security, system, rules=self.rules
        )

    def set_sharing(self, sharing: SharingModel) -> None:
        """Replace the sharing rules and sharing sets; the fields that rules compare get an index."""
        self.sharing = sharing
        for rule in sharing.rules:
            for name in own_fields(rule.condition) if rule.condition else ():
                self.database.index(rule.sobject, name)
        self.database.changed_wholly()
        self._show_rules()

    def _show_rules(self) -> None:
        if self.settings.owner_sharing_rule_objects:
            owner_sharing_rules.keep_rows(self._system_context())

    def set_rules(self, rules: SaveRules) -> None:
        """Replace validation rules, summaries and lookup filters; summaries that are new or other are computed."""
        before, self.rules = self.rules, rules
        ctx = self._system_context()
        for key, rollup in rules.rollups.items():
            if before.rollups.get(key) != rollup:
                self.database.index(rollup.detail, rollup.via)
                rollups.compute_all(ctx, rollup)


def _defaults(sobject: SObject | None) -> tuple[str | None, str | None] | None:
    return (sobject.sharing_model, sobject.external_sharing_model) if sobject is not None else None

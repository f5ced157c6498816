"""What the org itself asks with: every row, in nobody's time zone but the one that is named."""

from zoneinfo import ZoneInfo

from mock_org.clock import Clock
from mock_org.schema import Schema
from mock_org.settings import Settings
from mock_org.soql.context import CompileContext
from mock_org.soql.scope import Everything
from mock_org.storage.tables import Tables


def in_system_mode(
    schema: Schema, tables: Tables, settings: Settings, clock: Clock, user_id: str = "", time_zone: str = "UTC"
) -> CompileContext:
    """A compilation that no sharing and no permission narrows.

    user_id: whom the statement means by "mine". time_zone: in which date literals are meant.
    """
    return CompileContext(
        schema=schema,
        tables=tables,
        scope=Everything(),
        now=clock.now(),
        time_zone=ZoneInfo(time_zone),
        user_id=user_id,
        fiscal_year_start_month=settings.fiscal_year_start_month,
    )

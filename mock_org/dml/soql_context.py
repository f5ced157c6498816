"""SOQL at the time of a save: every row that is there, in system mode."""

from zoneinfo import ZoneInfo

from mock_org.dml.context import SaveContext
from mock_org.soql import CompileContext, Everything


def system_context(ctx: SaveContext) -> CompileContext:
    """What compiles a question of the save itself."""
    return CompileContext(
        schema=ctx.schema,
        tables=ctx.database.tables,
        scope=Everything(),
        now=ctx.clock.now(),
        time_zone=ZoneInfo(ctx.settings.time_zone),
        user_id=ctx.user.id,
    )

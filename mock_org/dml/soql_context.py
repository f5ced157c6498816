"""SOQL at the time of a save: every row that is there, in system mode."""

from mock_org.dml.context import SaveContext
from mock_org.soql import CompileContext, in_system_mode


def system_context(ctx: SaveContext) -> CompileContext:
    """What compiles a question of the save itself."""
    return in_system_mode(ctx.schema, ctx.database.tables, ctx.settings, ctx.clock, ctx.user.id, ctx.settings.time_zone)

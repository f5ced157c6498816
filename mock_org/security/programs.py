"""Channel program groups: all partner users of the accounts that are members of a program, or of one of its levels.

Metadata API, SharedTo.channelProgramGroup; Object Reference, Group.Type (confidence A). Their Group.RelatedId is the
program or the level (confidence D).
"""

from collections.abc import Callable

from sqlalchemy import FromClause, Select, or_, select, union_all

Ids = Select[tuple[str]]
Table = Callable[[str], FromClause]
CHANNEL_PROGRAM_GROUP = "ChannelProgramGroup"
MEMBER = "ChannelProgramMember"


def joined(table: Table, accounts: Ids) -> Ids:
    """The programs and levels that these accounts are members of."""
    member = table(MEMBER)
    theirs = (member.c.PartnerId.in_(accounts), member.c.IsDeleted.is_not(True))
    both = union_all(select(member.c.ProgramId.label("id")).where(*theirs), select(member.c.LevelId).where(*theirs))
    found = both.cte()
    return select(found.c.id).where(found.c.id.is_not(None))


def accounts_in(table: Table, programs: Ids) -> Ids:
    """The accounts that are members of these programs and levels."""
    member = table(MEMBER)
    inside = or_(member.c.ProgramId.in_(programs), member.c.LevelId.in_(programs))
    return select(member.c.PartnerId).where(inside, member.c.IsDeleted.is_not(True))

"""People and records that an org has already, and permissions as a fresh org of the same metadata has them."""

from sqlalchemy import select

from mock_org.audit.diff.compared import Kept, Person, Side
from mock_org.audit.holders import COLUMNS, holders
from mock_org.audit.permission_mutants import write_permissions
from mock_org.org import Org

MOST_PEOPLE, MOST_RECORDS = 500, 2000


def side_of(org: Org) -> Side:
    """The active users and the records of shared objects; of very many only the first, which is noted."""
    notes: list[str] = []
    users = [row for row in org.system_session().find("User", IsActive=True) if row["Id"] != org.admin_id]
    if len(users) > MOST_PEOPLE:
        notes.append(f"of {len(users)} users the first {MOST_PEOPLE} were compared")
    running = [org.running_user(row["Id"]) for row in users[:MOST_PEOPLE]]
    persons = [Person(u.id, f"{u.name} ({u.username})", u.profile_name, u.external, u.role_id) for u in running]
    records: list[Kept] = []
    for sobject in org.schema:
        if sobject.sharing_model is None or sobject.virtual or sobject.share_of or sobject.name == "User":
            continue
        table, title = org.database.tables.get(sobject.name), sobject.name_field
        columns = [table.c.Id, *([table.c[title.name]] if title and title.has_column else [])]
        statement = select(*columns).order_by(table.c.Id).limit(MOST_RECORDS)
        if "IsDeleted" in table.c:  # what lies in the Recycle Bin is nobody's to see
            statement = statement.where(table.c.IsDeleted.is_not(True))
        rows = [[str(value) for value in row.values()] for row in org.database.rows(statement)]
        if len(rows) == MOST_RECORDS:
            notes.append(f"of {sobject.name} the first {MOST_RECORDS} records were compared")
        records += [Kept(row[0], sobject.name, f"{row[-1]} ({row[0]})") for row in rows]
    return Side(org, persons, records, notes)


def take_permissions(kept: Org, fresh: Org) -> None:
    """Give the holders that the metadata declares just what a fresh org of it gives: a deploy takes nothing away."""
    declared = {(each.holder, each.of_profile) for each in fresh.sharing.declared if each.holder}
    wanted = {(each.name, each.of_profile): each for each in holders(fresh).values()}
    for holder in holders(kept).values():
        right = wanted.get((holder.name, holder.of_profile))
        if right is None or (holder.name, holder.of_profile) not in declared:
            continue
        for name in {*holder.objects, *right.objects}:
            said = right.objects.get(name, dict.fromkeys(COLUMNS, False))
            if holder.objects.get(name) != said and (sobject := kept.schema.get(name)):
                values = {COLUMNS[action]: on for action, on in said.items()}
                write_permissions(kept, "ObjectPermissions", holder.id, sobject.name, values)
        for key in {*holder.fields, *right.fields}:
            read, edit = right.fields.get(key, (False, False))
            found = kept.schema.get(key[0])
            if holder.fields.get(key, (False, False)) != (read, edit) and found and (field := found.field(key[1])):
                values = {"PermissionsRead": read, "PermissionsEdit": edit}
                write_permissions(kept, "FieldPermissions", holder.id, f"{found.name}.{field.name}", values)

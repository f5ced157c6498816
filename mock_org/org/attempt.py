"""Everything or nothing, beyond the rows: what an org keeps beside its tables is undone with them."""

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

from mock_org.org.parts import Parts


@contextmanager
def attempt(org: Parts, *kept: MutableMapping[str, Any]) -> Iterator[None]:
    """Undo all that the block did when it ends by an exception: rows, mails, describes, and these mappings.

    kept: what the org holds in memory and the block may change: open queries, jobs. Attempts nest.
    """
    before, schema = [dict(each) for each in kept], org.schema.copy()
    try:
        with org.database.transaction():
            yield
    except BaseException:
        for mapping, content in zip(kept, before, strict=True):
            mapping.clear()
            mapping.update(content)
        if not org.schema.same_as(schema):
            org.schema.replace_with(schema)
            org.database.tables.define_all(org.schema)
        raise

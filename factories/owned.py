"""Records with an owner."""

from factory.declarations import LazyAttribute

from factories.base import SObjectFactory
from factories.record import Record


class OwnedFactory(SObjectFactory):
    """`owner=` is the record of a user or queue; without it the record belongs to whoever makes it."""

    class Meta:
        abstract = True

    class Params:
        owner: Record | None = None

    OwnerId = LazyAttribute(lambda record: record.owner and record.owner.Id)

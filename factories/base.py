"""How a factory makes a record: factory_boy builds the values, the OrgClient in use inserts them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any

from factory.base import Factory, FactoryOptions, OptionDefault
from factory.declarations import LazyFunction

from factories.data import TestData
from factories.org import OrgClient
from factories.record import Record

# The only name shared by all factories; its value belongs to the running context (`with using(org):`), so two orgs
# can be used side by side in one process.
_in_use: ContextVar[OrgClient] = ContextVar("org in use")


@contextmanager
def using(org: OrgClient) -> Iterator[OrgClient]:
    """Let factories make their records in this org, while in the block."""
    token = _in_use.set(org)
    try:
        yield org
    finally:
        _in_use.reset(token)


def org_in_use() -> OrgClient:
    """The org that factories make records in just now."""
    try:
        return _in_use.get()
    except LookupError:
        raise LookupError("no org to make records in: use `with factories.using(org):` or pass org=") from None


def from_org(ask: Callable[[OrgClient], Any]) -> Any:
    """A value asked of the org in use: `from_org(lambda org: org.id_of("Profile", Name="Channel Partner"))`."""
    return LazyFunction(lambda: ask(org_in_use()))


def drawn(draw: Callable[[TestData], Any]) -> Any:
    """A value drawn from the test data of the org in use: `drawn(lambda data: data.fake.company())`."""
    return from_org(lambda org: draw(org.data))


class SObjectOptions(FactoryOptions):
    """`class Meta` of an SObjectFactory, which also names the sObject and the fields that its records are called by."""

    sobject: str
    named: tuple[str, ...]

    def _build_default_options(self) -> list[Any]:
        standard = super()._build_default_options()  # type: ignore[no-untyped-call]
        return [*standard, OptionDefault("sobject", None, inherit=True), OptionDefault("named", (), inherit=True)]


class SObjectFactory(Factory[Record]):
    """Makes records of one sObject.

    Capitalised names are fields (`Company="Initech"`), the others are what the factory's Params say.
    A custom field is written with one underscore before its c: `Partner_Account_c=acme.Id` fills
    Partner_Account__c, since two underscores are factory_boy's own syntax for nested declarations.
    `org=` makes the record in another org than the one in use.
    """

    _options_class = SObjectOptions
    _meta: SObjectOptions

    class Meta:
        model = Record
        abstract = True

    @classmethod
    def create_batch(cls, size: int, **values: Any) -> list[Record]:
        """Make several records, in as few requests as the org allows."""
        rows: list[dict[str, Any]] = []
        org = values.pop("org", None)
        with using(org) if org else nullcontext():
            for _ in range(size):
                cls.create(_rows=rows, **values)
            return cls._insert(org_in_use(), rows)

    @classmethod
    def _generate(cls, strategy: str, params: dict[str, Any]) -> Any:
        org = params.pop("org", None)
        with using(org) if org else nullcontext():
            return super()._generate(strategy, params)  # type: ignore[no-untyped-call]

    @classmethod
    def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
        return {_api_name(name): value for name, value in kwargs.items()}

    @classmethod
    def _build(cls, model_class: type[Record], **values: Any) -> Record:
        return model_class(cls._meta.sobject, values)

    @classmethod
    def _create(cls, model_class: type[Record], _rows: list[dict[str, Any]] | None = None, **values: Any) -> Any:
        if _rows is not None:
            _rows.append(values)
            return None
        return cls._insert(org_in_use(), [values])[0]

    @classmethod
    def _insert(cls, org: OrgClient, rows: Sequence[dict[str, Any]]) -> list[Record]:
        """Insert rows whose lower-case names are for the harness, not for the org.

        Where the org is not the scenario's alone, records get unique names.
        """
        sobject = cls._meta.sobject
        named = [row | {name: org.data.unique(row[name]) for name in cls._meta.named if name in row} for row in rows]
        ids = cls._insert_rows(org, [_fields(row) for row in named])
        return [Record(sobject, {**row, "Id": each}) for row, each in zip(named, ids, strict=True)]

    @classmethod
    def _insert_rows(cls, org: OrgClient, rows: Sequence[dict[str, Any]]) -> list[str]:
        """The ids of new records with these fields."""
        return org.insert_many(cls._meta.sobject, rows)


def _api_name(name: str) -> str:
    is_custom = name.endswith("_c") and not name.endswith("__c")
    return name.removesuffix("_c") + "__c" if is_custom else name


def _fields(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name[0].isupper() and value is not None}

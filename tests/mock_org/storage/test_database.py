"""The database: transactions that nest, text that compares as Salesforce's does, images, files of other versions."""

import sqlite3

import pytest
from sqlalchemy import Column, MetaData, String, Table, func, insert, select, text

from mock_org.errors import SetupError
from mock_org.schema import Field, Schema, SObject, field_map
from mock_org.storage import Database
from mock_org.storage.snapshot import restore, take

FOO = SObject(
    "Foo__c",
    "Foo",
    "Foos",
    "a00",
    field_map(Field("Id", "id", "Id", 18), Field("Name", "string", "Name", 80, name_field=True)),
)


@pytest.fixture(params=["memory", "file"])
def database(request, tmp_path):
    url = "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path / 'org.db'}"
    made = Database(url)
    made.build(Schema([FOO]))
    yield made
    made.close()


def add(database, name):
    database.execute(insert(database.tables.get("foo__c")).values(Id=database.next_id(FOO), Name=name))


def names(database, *where):
    table = database.tables.get("Foo__c")
    return [row["Name"] for row in database.rows(select(table).where(*where).order_by(table.c.Id))]


def test_an_inner_transaction_is_undone_alone(database):
    with database.transaction():
        add(database, "outer")
        with pytest.raises(ZeroDivisionError), database.transaction():
            add(database, "inner")
            raise ZeroDivisionError
        add(database, "after")
    assert names(database) == ["outer", "after"]


def test_an_outer_transaction_takes_the_inner_one_with_it(database):
    with pytest.raises(ZeroDivisionError), database.transaction():
        with database.transaction():
            add(database, "inner")
        raise ZeroDivisionError
    assert names(database) == []
    add(database, "first")
    assert database.scalar(select(database.tables.get("Foo__c").c.Id)) == "a00Mo0000000001IAA"


def test_text_compares_and_sorts_without_regard_to_case_beyond_ascii(database):
    for name in ("Äpfel", "banana", "Apple"):
        add(database, name)
    table = database.tables.get("Foo__c")
    assert names(database, table.c.Name == "äPFEL") == ["Äpfel"]
    assert names(database, func.soql_like(table.c.Name, "ÄP%")) == ["Äpfel"]
    assert [r["Name"] for r in database.rows(select(table).order_by(table.c.Name))] == ["Apple", "banana", "Äpfel"]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("a%", ["a%b", "axb"]),
        (r"a\%b", ["a%b"]),
        ("a_b", ["a%b", "axb"]),
        (r"a\_b", []),
        ("", []),
        ("%", ["a%b", "axb"]),
    ],
)
def test_like_knows_its_wildcards_and_their_escapes(database, pattern, found):
    for name in ("a%b", "axb"):
        add(database, name)
    assert names(database, func.soql_like(database.tables.get("Foo__c").c.Name, pattern)) == found


def test_an_image_brings_back_rows_and_sequences(database):
    add(database, "kept")
    image = take(database)
    add(database, "gone")
    restore(database, image)
    assert names(database) == ["kept"]
    add(database, "next")
    assert names(database) == ["kept", "next"]


def content(database):
    """Everything in the database itself: definitions, and rows with their numbers."""
    run = database.raw.execute
    defined = run("SELECT name, type, sql FROM main.sqlite_master ORDER BY name").fetchall()
    tables = [name for name, kind, _ in defined if kind == "table"]
    return defined, {name: run(f'SELECT rowid, * FROM main."{name}"').fetchall() for name in tables}


def test_an_image_can_be_brought_back_again_and_again(database):
    add(database, "a")
    add(database, "b")
    image, before, foo = take(database), content(database), database.tables.get("Foo__c")
    for change in (
        lambda: add(database, "c"),
        lambda: database.execute(foo.delete().where(foo.c.Name == "a")),
        lambda: database.update(foo, [row["Id"] for row in database.find(foo, {})], {"Name": "changed"}),
        lambda: database.next_number("id:a00", 7),
        lambda: None,
    ):
        change()
        restore(database, image)
        assert content(database) == before
    assert names(database) == ["a", "b"]


def test_images_can_be_brought_back_in_turn(database):
    images = []
    for name in ("a", "b"):
        add(database, name)
        images.append((take(database), content(database)))
    for image, before in [*images, images[1], images[0], images[0], *images]:
        add(database, "c")
        restore(database, image)
        assert content(database) == before


def test_what_was_rolled_back_needs_no_restore_and_does_no_harm(database):
    add(database, "a")
    image, before = take(database), content(database)
    restore(database, image)
    with pytest.raises(ZeroDivisionError), database.transaction():
        add(database, "b")
        raise ZeroDivisionError
    restore(database, image)
    assert content(database) == before


def test_tables_columns_and_indexes_that_came_later_go_with_a_restore(database):
    add(database, "a")
    image, before = take(database), content(database)
    restore(database, image)
    longer = FOO.with_fields(Field("Note__c", "string", "Note", 80))
    bar = SObject("Bar__c", "Bar", "Bars", "a01", FOO.fields)
    for come in (
        lambda: database.alter([longer]),
        lambda: database.alter([bar]),
        lambda: (database.alter([longer]), database.index("Foo__c", "Note__c")),
    ):
        come()
        assert content(database) != before
        restore(database, image)
        assert content(database) == before
        database.tables.define_all(Schema([FOO]))
    add(database, "b")
    restore(database, image)
    assert content(database) == before


def test_a_table_of_the_moment_does_no_harm(database):
    image, before = take(database), content(database)
    restore(database, image)
    passing = Table("passing", MetaData(), Column("Id", String), prefixes=["TEMPORARY"])
    database.raw.execute('CREATE TEMPORARY TABLE passing ("Id" VARCHAR)')
    database.insert(passing, [{"Id": "a"}])
    restore(database, image)
    assert content(database) == before


def test_statements_stay_ready_when_an_image_is_brought_back_again(database):
    image = take(database)
    restore(database, image)
    version = "PRAGMA main.schema_version"
    first = database.raw.execute(version).fetchone()
    add(database, "a")
    restore(database, image)
    assert database.raw.execute(version).fetchone() == first


def test_a_large_image_is_not_kept_beside_the_data(database, monkeypatch):
    monkeypatch.setattr("mock_org.storage.snapshot._MOST_BYTES", 10)
    image, before = take(database), content(database)
    for _ in range(2):
        add(database, "a")
        restore(database, image)
        assert database.beside is None
        assert content(database) == before


def test_a_stamp_differs_after_a_write_and_is_the_old_one_after_a_rollback_or_a_restore(database):
    image, first = take(database), database.stamp("Foo__c")
    add(database, "x")
    second = database.stamp("Foo__c")
    with pytest.raises(ZeroDivisionError), database.transaction():
        add(database, "y")
        inside = database.stamp("Foo__c")
        raise ZeroDivisionError
    assert len({first, second, inside}) == 3
    assert database.stamp("Foo__c") == second
    restore(database, image)
    assert database.stamp("Foo__c") == first
    add(database, "z")
    assert database.stamp("Foo__c") not in {first, second, inside}


def test_a_file_keeps_the_data_and_gains_columns(tmp_path):
    url = f"sqlite:///{tmp_path / 'org.db'}"
    first = Database(url)
    first.build(Schema([FOO]))
    add(first, "kept")
    first.close()
    second = Database(url)
    second.build(Schema([FOO.with_fields(Field("New__c", "string", "New", 20))]))
    row = second.row(select(second.tables.get("Foo__c")))
    second.close()
    assert dict(row) == {"Id": "a00Mo0000000001IAA", "Name": "kept", "New__c": None}


def test_a_file_of_another_layout_is_refused_and_left_alone(tmp_path):
    file = tmp_path / "old.db"
    with sqlite3.connect(file) as old:
        old.execute("CREATE TABLE t (x)")
        old.execute("PRAGMA user_version = 999")
    old.close()
    before = file.read_bytes()
    with pytest.raises(SetupError, match="layout 999"):
        Database(f"sqlite:///{file}")
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"this is no database at all, but a text of some length" * 50, None])
def test_what_is_no_database_is_refused_in_a_sentence(tmp_path, content):
    file = tmp_path / "file.db"
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    with pytest.raises(SetupError, match="--database"):
        Database(f"sqlite:///{file}")


def test_other_databases_are_refused_by_name():
    with pytest.raises(SetupError, match="only SQLite"):
        Database("postgresql://localhost/x")


def test_an_index_is_made_once(database):
    database.index("Foo__c", "Name")
    database.index("Foo__c", "Name")
    plan = database.rows(text("EXPLAIN QUERY PLAN SELECT * FROM Foo__c WHERE Name = 'x'"))
    assert "USING INDEX" in plan[0]["detail"]


def test_one_of_no_values_is_no_row(database):
    add(database, "x")
    assert database.find(database.tables.get("Foo__c"), {"Name": []}) == []

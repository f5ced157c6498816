"""A secret is found wherever a run might have left it."""

import base64
import gzip
import html
import io
import json
import zipfile
from urllib.parse import quote, quote_plus

import pytest

from tests.features.report.searching import contents, holds, unpacked

SECRET = 'Ab+c/d?e&"f<g 1ü2'


@pytest.mark.parametrize(
    "written",
    [
        SECRET,
        quote(SECRET),
        quote_plus(SECRET),
        html.escape(SECRET),
        json.dumps(SECRET),
        json.dumps(SECRET, ensure_ascii=False),
        *(base64.b64encode(f"{before}{SECRET}:after".encode()).decode() for before in ("", "x", "xy", "Basic user:")),
        base64.urlsafe_b64encode(f"z{SECRET}".encode()).decode(),
    ],
)
def test_a_secret_is_found_however_it_is_written(written):
    assert holds(f"before {written} after".encode(), SECRET)


def test_another_text_is_not_found():
    assert not holds(base64.b64encode(SECRET[1:].encode()) + SECRET[1:].encode(), SECRET)


def test_a_secret_is_found_in_what_is_packed_into_something_packed():
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.gz", gzip.compress(SECRET.encode()))
    names = [name for name, content in unpacked("trace.zip", inner.getvalue()) if holds(content, SECRET)]
    assert names == ["trace.zip: a.gz: unpacked"]


def test_every_file_below_a_folder_is_looked_at(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c.har").write_text(SECRET, encoding="utf-8")
    assert [name for name, content in contents(tmp_path) if holds(content, SECRET)] == ["a/b/c.har"]

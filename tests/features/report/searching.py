"""Looks for secrets in what a run leaves behind, however deep they are packed and in whatever way they are written."""

import gzip
import html
import io
import json
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

# Shorter ones would be found by chance in pictures, which are base64 by the megabyte.
SHORTEST_IN_BASE64 = 10
ZIPPED, GZIPPED = b"PK\x03\x04", b"\x1f\x8b"


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file by name, and everything in it that is packed."""
    for file in (each for each in sorted(folder.rglob("*")) if each.is_file()):
        yield from unpacked(str(file.relative_to(folder)), file.read_bytes())


def unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The content itself, and what it is the archive of."""
    yield name, content
    if content.startswith(ZIPPED):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from unpacked(f"{name}: {member}", archive.read(member))
    if content.startswith(GZIPPED):
        yield from unpacked(f"{name}: unpacked", gzip.decompress(content))


def holds(text: bytes, secret: str) -> bool:
    """Whether a secret stands in it, in one of the ways to write it."""
    return any(way in text for way in written(secret))


def written(secret: str) -> set[bytes]:
    """As it is, in an address, a form, a page, a script, and as a part of anything in base64."""
    plain = {secret, quote(secret), quote(secret, safe=""), quote_plus(secret), html.escape(secret)}
    plain |= {json.dumps(each)[1:-1] for each in plain} | {json.dumps(secret, ensure_ascii=False)[1:-1]}
    ways = {way.encode() for way in plain}
    return ways | set(in_base64(secret.encode())) if len(secret) >= SHORTEST_IN_BASE64 else ways


def in_base64(secret: bytes) -> Iterator[bytes]:
    """What stays the same of its base64, whatever stands around it: it begins at one of three places in a group."""
    for before in range(3):
        coded = b64encode(bytes(before) + secret)
        inner = coded[-(-before * 8 // 6) : (before + len(secret)) * 8 // 6]
        yield inner
        yield inner.replace(b"+", b"-").replace(b"/", b"_")

"""One XML element of a metadata file: reads its children and remembers which of them nobody asked for."""

from collections.abc import Collection, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from mock_org.metadata.findings import Findings, Place

# Metadata API Developer Guide: every file's root has this namespace. Confidence A.
NAMESPACE = "{http://soap.sforce.com/2006/04/metadata}"
# The Metadata API takes 39 MB unzipped for a whole deploy; a single file of this size is no metadata.
LARGEST = 16 * 1024 * 1024
FLAGS = {"true": True, "1": True, "false": False, "0": False}


class Node:
    """An element. Ask for children by tag; finish() names those that were not asked for."""

    def __init__(self, element: Element, place: Place, findings: Findings) -> None:
        self.place = Place(place.file, place.element, _line(element), self._lines)
        self.findings = findings
        self._element = element
        self._asked: set[str] = set()

    @property
    def tag(self) -> str:
        """The tag, without its namespace."""
        return self._element.tag.removeprefix(NAMESPACE)

    def maybe(self, tag: str) -> str | None:
        """The text of a child, or None when there is none."""
        found = self._all(tag)
        if len(found) > 1:
            self.findings.refuse(self.place.at(tag), f"stands here {len(found)} times; one is right")
        return self._text(found[0], tag) if found else None

    def text(self, tag: str, default: str = "") -> str:
        """The text of a child."""
        return self.maybe(tag) or default

    def required(self, tag: str) -> str:
        """The text of a child that must be there; without it the file is refused."""
        value = self.text(tag)
        if not value:
            self.findings.refuse(self.place.at(tag), "is missing; it must be given")
        return value

    def flag(self, tag: str, default: bool = False) -> bool:
        """A child that is true or false."""
        value = self.maybe(tag)
        if value is None:
            return default
        if value.lower() not in FLAGS:
            self.findings.refuse(self.place.at(tag), f"is {value!r}; true or false is right")
        return FLAGS.get(value.lower(), False)

    def number(self, tag: str, default: int) -> int:
        """A child that is a whole number."""
        value = self.maybe(tag)
        if value is None:
            return default
        if not value.isdecimal() or len(value) > 9:
            self.findings.refuse(self.place.at(tag), f"is {value!r}; a whole number is right")
            return default
        return int(value)

    def choice(self, tag: str, allowed: Collection[str]) -> str | None:
        """The text of a child that has fixed values; any other value is refused."""
        value = self.maybe(tag)
        if value is not None and value not in allowed:
            self.findings.refuse(self.place.at(tag), f"is {value!r}; one of {', '.join(sorted(allowed))} is right")
            return None
        return value

    def texts(self, tag: str) -> tuple[str, ...]:
        """The texts of a repeated child."""
        return tuple(self._text(found, tag) for found in self._all(tag))

    def nodes(self, tag: str, name: str = "") -> list["Node"]:
        """A repeated child as nodes.

        name: tag of the grandchild that names each one in a report, as in `objectPermissions[Lead]`.
        """
        found = self._all(tag)
        return [
            Node(element, self.place.at(_label(element, tag, name, index, len(found))), self.findings)
            for index, element in enumerate(found, 1)
        ]

    def has(self, tag: str) -> bool:
        """Whether there is such a child; asking this does not count as reading it."""
        return any(child.tag == NAMESPACE + tag for child in self._element)

    def tags(self) -> list[str]:
        """The tags of all children, in order."""
        return [child.tag.removeprefix(NAMESPACE) for child in self._element]

    def known(self, tags: Collection[str]) -> None:
        """Name children that say nothing about data or access; they are left out of the report."""
        self._asked.update(tags)

    def finish(self, advice: str = "is not understood and has no effect", *, strict: bool = False) -> None:
        """Report the children that nobody asked for.

        strict: refuse them, where an unknown word might have narrowed what the known ones open.
        """
        counts: dict[str, int] = {}
        for tag in self.tags():
            if tag not in self._asked:
                counts[tag] = counts.get(tag, 0) + 1
        for tag, count in counts.items():
            place = self.place.at(tag + (f" ({count} times)" if count > 1 else ""))
            if strict:
                self.findings.refuse(place, "is not a known element here; leave it out or correct its name")
            else:
                self.findings.note(place, advice)

    def _lines(self) -> Iterator[tuple[int, str]]:
        return ((_line(child), child.tag.removeprefix(NAMESPACE)) for child in self._element)

    def _all(self, tag: str) -> list[Element]:
        self._asked.add(tag)
        return self._element.findall(NAMESPACE + tag)

    def _text(self, element: Element, tag: str) -> str:
        if len(element):
            self.findings.refuse(self.place.at(tag), "holds elements; text is right")
        return (element.text or "").strip()


class _Lined(Element):
    """An element that knows where it begins."""

    line = 0


class _Builder(TreeBuilder):
    """Builds such elements. parser: who reads them; set once there is one."""

    parser: XMLParser

    def __init__(self) -> None:
        super().__init__(element_factory=_Lined)

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        """Begin an element."""
        element = super().start(tag, attrs)
        if isinstance(element, _Lined):
            element.line = self.parser.parser.CurrentLineNumber
        return element


def _line(element: Element) -> int:
    return element.line if isinstance(element, _Lined) else 0


def _parsed(text: bytes) -> Element:
    builder = _Builder()
    builder.parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.parser.feed(text)
    return builder.parser.close()


def _label(element: Element, tag: str, name: str, index: int, of: int) -> str:
    named = (element.findtext(NAMESPACE + name) or "").strip() if name else ""
    return f"{tag}[{named or index}]" if named or of > 1 else tag


def parse(file: Path, place: Place, findings: Findings) -> Node | None:
    """The root element of a file, or None when it is refused: too large, not readable, not well-formed, with a DTD."""
    try:
        if file.stat().st_size > LARGEST:
            findings.refuse(place, f"is larger than {LARGEST // 1024 // 1024} MB; no metadata file is")
            return None
        root = _parsed(file.read_bytes())
    except OSError as fault:
        findings.refuse(place, f"cannot be read: {fault.strerror}")
    except DefusedXmlException:
        findings.refuse(place, "declares a document type or entities; a metadata file has none")
    except (ParseError, ValueError, LookupError) as fault:
        findings.refuse(place, f"is not well-formed XML: {fault}")
    else:
        if root.tag.startswith(NAMESPACE):
            return Node(root, place, findings)
        wanted = NAMESPACE.strip("{}")
        findings.refuse(place.at(root.tag.rpartition("}")[2]), f'must be in the namespace xmlns="{wanted}"')
    return None

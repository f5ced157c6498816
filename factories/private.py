"""Texts that hold links which log in, or codes: a report of a failed scenario must not show them."""


class Private(str):
    """A text that does not show itself where it is printed for somebody who looks for a fault."""

    __slots__ = ()

    def __repr__(self) -> str:
        """How long it is, not what it says."""
        return f"<a text of {len(self)} characters, which may hold secrets>"

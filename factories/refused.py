"""What an org refuses, in its own words, and what the harness does not even ask for."""


class NotSent(Exception):
    """The harness itself said no: the org was asked for nothing."""


class Unsafe(NotSent):
    """The org, or the record, is not for tests to write to."""


class Refused(Exception):
    """The org said no.

    Args:
        text: what the person or the program was told.
        code: Salesforce's errorCode or the OAuth error; "" where a page shows none.
        fields: names of the fields at fault.
        status: HTTP status; None where there was no HTTP answer to look at.
    """

    def __init__(self, text: str, code: str = "", fields: tuple[str, ...] = (), status: int | None = None) -> None:
        super().__init__(f"{code}: {text}" if code else text)
        self.text = text
        self.code = code
        self.fields = fields
        self.status = status

"""Refusals of the OAuth endpoints."""


class OAuthError(Exception):
    """A refusal of the token endpoint: {"error", "error_description"} (recorded answers)."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(f"{error}: {description}")
        self.error = error
        self.description = description
        self.status = status


class IdentityError(Exception):
    """A refusal of the identity service: one word of plain text (Salesforce help, "Identity URLs"; confidence A).

    403 HTTPS_Required, Missing_OAuth_Token, Bad_OAuth_Token, Wrong_Org; 404 Bad_Id.
    """

    def __init__(self, word: str, status: int = 403) -> None:
        super().__init__(word)
        self.word = word
        self.status = status

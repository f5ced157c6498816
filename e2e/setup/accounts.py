"""Partner accounts on the pages of Lightning."""

from e2e.setup.visitor import SetupVisitor


class BrowserAccountSetup:
    """The page of an account and its actions."""

    def __init__(self, visitor: SetupVisitor) -> None:
        self._visitor = visitor

    def enable(self, account_id: str) -> None:
        """Enable As Partner, and confirm."""
        self._visitor.open(f"/lightning/r/Account/{account_id}/view")
        self._visitor.act("Enable As Partner", "Enable As Partner")

    def disable(self, account_id: str) -> None:
        """Disable Partner Account, and confirm."""
        self._visitor.open(f"/lightning/r/Account/{account_id}/view")
        self._visitor.act("Disable Partner Account", "Disable Partner Account")

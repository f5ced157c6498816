"""The page Partner Tiers."""

from e2e.setup.visitor import SetupVisitor


class BrowserTierSetup:
    """What does not fit, as the page lists it, and its button."""

    def __init__(self, visitor: SetupVisitor) -> None:
        self._visitor = visitor

    def findings(self) -> list[str]:
        """The sentences under What Does Not Fit."""
        self._visitor.open("/lightning/setup/PartnerTiers/home")
        region = self._visitor.main.get_by_role("region", name="What Does Not Fit")
        return [each.removesuffix("Open").strip() for each in region.get_by_role("listitem").all_inner_texts()]

    def apply(self) -> None:
        """Apply Tiers."""
        self._visitor.open("/lightning/setup/PartnerTiers/home")
        self._visitor.act("Apply Tiers")

"""The pages of Setup: those that a real org has too, and the mock's own."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from e2e.tour.stop import Stop
from e2e.tour.visitor import Tour

Path = Callable[[Tour], str]


def account(tour: Tour) -> Locator:
    """A company that is no partner yet."""
    return _at(tour, f"/lightning/r/Account/{tour.sights.company.Id}/view")


def enable_as_partner(tour: Tour) -> Locator:
    """The dialog Enable As Partner."""
    account(tour)
    tour.setup.act("Enable As Partner")
    return tour.setup.main


def contact(tour: Tour) -> Locator:
    """A partner's contact who can log in."""
    return _at(tour, f"/lightning/r/Contact/{tour.sights.user.ContactId}/view")


def new_user(tour: Tour) -> Locator:
    """The form of a partner user, which Lightning shows in a frame."""
    tour.setup.open(f"/lightning/r/Contact/{tour.sights.candidate.Id}/view")
    tour.setup.act("Enable Partner User")
    frame = tour.setup.page.frame_locator("iframe[title*='User']")
    expect(frame.get_by_role("heading").first).to_be_visible()
    return frame.locator("body")


def of_path(path: str) -> Callable[[Tour], Locator]:
    """A page by its path; words in braces are ids of the sights."""

    def reach(tour: Tour) -> Locator:
        ids = {name: getattr(tour.sights, name).Id for name in ("account", "user", "company", "person", "lead")}
        return _at(tour, path.format(**ids, contact=tour.sights.user.ContactId, network=tour.network, role=tour.role))

    return reach


def _at(tour: Tour, path: str) -> Locator:
    tour.setup.open(path)
    expect(tour.setup.main).to_be_visible()
    return tour.setup.main


def menu(tour: Tour) -> tuple[Stop, ...]:
    """Every page that the menu of Setup leads to, by the name and path that it has there."""
    tour.setup.open("/lightning/setup/SetupOneHome/home")
    links = tour.setup.page.get_by_role("navigation", name="Setup").get_by_role("link")
    found = [(link.inner_text().strip(), str(link.get_attribute("href"))) for link in links.all()]
    return tuple(
        Stop(f"menu-{'-'.join(name.lower().split())}", name, of_path(path), only_mock=True) for name, path in found
    )


SITE = "/lightning/setup/SetupNetworks/{network}"
# Pages that other pages lead to; those of the menu are asked of the menu.
STOPS = (
    Stop("account", "An account that is no partner", account),
    Stop("enable-as-partner", "Enable As Partner", enable_as_partner),
    Stop("contact", "The contact of a partner user", contact),
    Stop("new-user", "Enable Partner User: the form of the new user", new_user),
    Stop("partner-account", "A partner account", of_path("/lightning/r/Account/{account}/view"), only_mock=True),
    Stop(
        "disable-partner-account",
        "Disable Partner Account",
        of_path("/lightning/r/Account/{account}/DisablePartnerPortalAccount"),
        only_mock=True,
    ),
    Stop("change-owner", "Change Owner", of_path("/lightning/r/Account/{account}/ChangeOwner"), only_mock=True),
    Stop(
        "disable-partner-user",
        "Disable Partner User",
        of_path("/lightning/r/Contact/{contact}/DisablePartnerPortal"),
        only_mock=True,
    ),
    Stop("user", "A user", of_path("/lightning/setup/ManageUsers/page?address=%2F{user}"), only_mock=True),
    Stop("role", "A role", of_path("/lightning/setup/Roles/{role}"), only_mock=True),
    Stop("delete-role", "A role is deleted", of_path("/lightning/setup/Roles/{role}/Delete"), only_mock=True),
    Stop("new-site", "A new site", of_path("/lightning/setup/SetupNetworks/new"), only_mock=True),
    Stop("site-settings", "A site: Settings", of_path(f"{SITE}/settings"), only_mock=True),
    Stop("site-members", "A site: Members", of_path(f"{SITE}/members"), only_mock=True),
    Stop("site-registration", "A site: Login & Registration", of_path(f"{SITE}/registration"), only_mock=True),
    Stop("site-emails", "A site: Emails", of_path(f"{SITE}/emails"), only_mock=True),
    Stop("site-branding", "A site: Branding", of_path(f"{SITE}/branding"), only_mock=True),
)

"""What comes of what people do at the portal: of this run only, so pictured and not compared."""

from playwright.sync_api import Locator, expect

from e2e.pages import DeletePage, FeedPage, Toast
from e2e.tour.portal import guests, home, open_record, whole
from e2e.tour.stop import Stop
from e2e.tour.visitor import Tour

LEAD_PERMISSIONS = (
    "SELECT Id FROM ObjectPermissions WHERE SobjectType = 'Lead' AND Parent.Profile.Name = 'Channel Partner'"
)
POST, ANSWER = "They ask for an offer by Friday.", "It is on its way."


def created(tour: Tour) -> Locator:
    """A record that has just been made, and the toast that says so."""
    driver = tour.partner
    driver.create("Lead", {"First Name": "Bea", "Last Name": "Roth", "Company": "Vandelay"})
    expect(driver.record.toast).to_be_visible()
    return whole(tour)


def delete(tour: Tour) -> Locator:
    """The question before a delete; partner users may delete leads from then on."""
    [own] = tour.org.query(LEAD_PERMISSIONS)
    tour.org.update("ObjectPermissions", own.Id, PermissionsDelete=True)
    open_record(tour, tour.sights.leads[-1].Id)
    tour.partner.record.act("Delete")
    expect(DeletePage(tour.partner.page).delete_button).to_be_visible()
    return whole(tour)


def deleted(tour: Tour) -> Locator:
    """The list after a delete, and the toast that says so; Undo brings the record back afterwards."""
    DeletePage(tour.partner.page).delete()
    expect(Toast(tour.partner.page).shown).to_be_visible()
    return whole(tour)


def comments(tour: Tour) -> Locator:
    """A post and its comment; sites without a feed show the record's fields."""
    open_record(tour, tour.sights.deal.Id)
    feed = FeedPage(tour.partner.page)
    if feed.tab.count():
        feed.open()
        feed.share(POST)
        feed.comment(POST, ANSWER)
    return whole(tour)


def narrow(tour: Tour) -> Locator:
    """The home page on a telephone."""
    home(tour)
    tour.partner.page.set_viewport_size({"width": 390, "height": 800})
    return whole(tour)


def sign_up(tour: Tour) -> Locator:
    """Where people make themselves a log-in, on a site that lets them; it does from then on."""
    profile_id = tour.org.id_of("Profile", Name="Channel Partner")
    tour.org.update("Network", tour.network, OptionsSelfRegistrationEnabled=True, SelfRegProfileId=profile_id)
    tour.guest.login_page.open()
    tour.guest.registration.link.click()
    expect(tour.guest.registration.button).to_be_visible()
    return guests(tour)


STOPS = (
    Stop("created", "A record that was just made", created, passing=True),
    Stop("delete", "Delete?", delete, only_mock=True, passing=True),
    Stop("deleted", "A record that was just deleted", deleted, only_mock=True, passing=True),
    Stop("comments", "A post and its comment", comments, passing=True),
    Stop("narrow", "Home in a narrow window", narrow, passing=True),
    Stop("sign-up", "Self-registration", sign_up, only_mock=True, passing=True),
)

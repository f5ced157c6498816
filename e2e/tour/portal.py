"""The pages of the portal: a guest's and a partner user's."""

from playwright.sync_api import Locator, expect

from e2e.addresses import address_of
from e2e.pages import FeedPage, ProfilePage, RelatedListPage, SearchPage, UploadPage
from e2e.tour.stop import Stop
from e2e.tour.visitor import Tour
from factories import Refused

LEADS = "Leads"


def whole(tour: Tour) -> Locator:
    """All of the partner user's page."""
    return tour.partner.page.locator("body")


def guests(tour: Tour) -> Locator:
    """All of the guest's page."""
    return tour.guest.page.locator("body")


def log_in(tour: Tour) -> Locator:
    """The log-in page."""
    tour.guest.login_page.open()
    expect(tour.guest.login_page.button).to_be_visible()
    return guests(tour)


def log_in_refused(tour: Tour) -> Locator:
    """The same after a wrong password; by a name that nobody has, so that nobody is locked out."""
    tour.guest.login_page.open()
    tour.guest.login_page.log_in("nobody@mock-org.example", "wrong")
    expect(tour.guest.login_page.refusal).to_be_visible()
    return guests(tour)


def forgot_password(tour: Tour) -> Locator:
    """Where one asks for a new password."""
    tour.guest.login_page.open()
    tour.guest.login_page.forgot_password.click()
    expect(tour.guest.login_page.button).to_be_hidden()
    return guests(tour)


def check_email(tour: Tour) -> Locator:
    """What comes then; for a name that nobody has it is the same."""
    tour.guest.login_page.open()
    tour.guest.login_page.reset_password("nobody@mock-org.example")
    return guests(tour)


def home(tour: Tour) -> Locator:
    """The first page after log-in."""
    tour.partner.home.open()
    expect(tour.partner.home.menu).to_be_visible()
    return whole(tour)


def lead_list(tour: Tour) -> Locator:
    """An object's list view."""
    home(tour)
    tour.partner.home.open_tab(LEADS)
    tour.partner.list.names()
    return whole(tour)


def record_details(tour: Tour) -> Locator:
    """A record's fields."""
    open_record(tour, tour.sights.lead.Id)
    return whole(tour)


def record_related(tour: Tour) -> Locator:
    """A record's related lists."""
    open_record(tour, tour.sights.account.Id)
    tour.partner.record.related.click()
    expect(tour.partner.page.get_by_role("grid").first).to_be_visible()
    return whole(tour)


def record_feed(tour: Tour) -> Locator:
    """What was said about a record; sites without a feed show its fields."""
    open_record(tour, tour.sights.deal.Id)
    feed = FeedPage(tour.partner.page)
    if feed.tab.count():
        feed.open()
    return whole(tour)


def form_new(tour: Tour) -> Locator:
    """The form of a new record."""
    lead_list(tour)
    tour.partner.list.new()
    expect(tour.partner.form.save_button).to_be_visible()
    return whole(tour)


def form_edit(tour: Tour) -> Locator:
    """The form of a record that there is."""
    open_record(tour, tour.sights.lead.Id)
    tour.partner.record.edit()
    expect(tour.partner.form.save_button).to_be_visible()
    return whole(tour)


def form_refused(tour: Tour) -> Locator:
    """The form when a field is missing."""
    form_new(tour)
    tour.partner.form.save()
    expect(tour.partner.form.errors.first).to_be_visible()
    return whole(tour)


def form_picklist(tour: Tour) -> Locator:
    """An open picklist."""
    form_new(tour)
    tour.partner.form.control("Rating").first.click()
    return whole(tour)


def search_results(tour: Tour) -> Locator:
    """What the search in the page's head finds."""
    home(tour)
    tour.partner.home.search(str(tour.sights.lead.Company))
    search = SearchPage(tour.partner.page)
    expect(search.heading).to_be_visible()
    expect(search.found(LEADS)).to_be_visible()
    return whole(tour)


def quick_create(tour: Tour) -> Locator:
    """What can be made from the home page."""
    home(tour)
    tour.partner.home.creates()
    return whole(tour)


def profile_menu(tour: Tour) -> Locator:
    """The menu under the user's name."""
    home(tour)
    tour.partner.home.profile.click()
    expect(tour.partner.home.log_out_item).to_be_visible()
    return whole(tour)


def related_list(tour: Tour) -> Locator:
    """All records of a related list."""
    record_related(tour)
    tour.partner.page.get_by_role("link", name="View All").first.click()
    RelatedListPage(tour.partner.page).names()
    return whole(tour)


def upload(tour: Tour) -> Locator:
    """The dialog after files were chosen."""
    record_related(tour)
    files = UploadPage(tour.partner.page)
    files.input.set_input_files({"name": "offer.txt", "mimeType": "text/plain", "buffer": b"An offer."})
    expect(files.done_button).to_be_enabled()
    return whole(tour)


def profile(tour: Tour) -> Locator:
    """Who is logged in."""
    home(tour)
    tour.partner.home.profile.click()
    tour.partner.page.get_by_role("menuitem", name="My Profile").or_(
        tour.partner.page.get_by_role("link", name="My Profile")
    ).first.click()
    expect(ProfilePage(tour.partner.page).change_password).to_be_visible()
    return whole(tour)


def out_of_service(tour: Tour) -> Locator:
    """What comes instead of a page that cannot be had now."""
    page = tour.guest.page
    page.goto(address_of(page, tour.org.connection.site_url, "/service-not-available"))
    return guests(tour)


def no_access(tour: Tour) -> Locator:
    """A record out of reach."""
    if tour.partner.access("Lead", tour.sights.hidden.Id) != "none":
        raise Refused("The partner sees a lead of somebody else.")
    return whole(tour)


def change_password(tour: Tour) -> Locator:
    """Where one chooses a new password."""
    tour.partner.password.open()
    expect(tour.partner.password.button).to_be_visible()
    return whole(tour)


def open_record(tour: Tour, record_id: str) -> None:
    """Go to a record's page."""
    tour.partner.record.open(record_id)
    expect(tour.partner.record.details).to_be_visible()


STOPS = (
    Stop("log-in", "Log-in", log_in),
    Stop("log-in-refused", "A log-in that is refused", log_in_refused),
    Stop("forgot-password", "Forgot your password?", forgot_password),
    Stop("check-email", "After asking for a new password", check_email),
    Stop("home", "Home", home),
    Stop("list", "A list view", lead_list),
    Stop("record-details", "A record, Details", record_details),
    Stop("record-related", "A record, Related", record_related),
    Stop("record-feed", "A record, Feed", record_feed),
    Stop("form-new", "A new record", form_new),
    Stop("form-edit", "A record is edited", form_edit),
    Stop("form-refused", "A form that is refused", form_refused),
    Stop("form-picklist", "An open picklist", form_picklist, passing=True),
    Stop("related-list", "A related list by itself", related_list, passing=True),
    Stop("upload", "Files are uploaded", upload, passing=True),
    Stop("profile", "My Profile", profile, passing=True),
    Stop("out-of-service", "Service not available", out_of_service, passing=True),
    Stop("quick-create", "Quick Create", quick_create, passing=True),
    Stop("profile-menu", "The profile menu", profile_menu, passing=True),
    Stop("search-results", "Search results", search_results),
    Stop("no-access", "A record out of reach", no_access),
    Stop("change-password", "Change Your Password", change_password),
)

"""The pages of the portal: a guest's and a partner user's."""

from playwright.sync_api import Locator, expect

from e2e.addresses import address_of
from e2e.pages import FeedPage, ProfilePage, RelatedListPage, SearchPage, UploadPage
from e2e.tour.stop import Stop
from e2e.tour.visitor import Tour
from factories import Refused

LEADS = "Leads"


def _whole(tour: Tour) -> Locator:
    return tour.partner.page.locator("body")


def _guests(tour: Tour) -> Locator:
    return tour.guest.page.locator("body")


def log_in(tour: Tour) -> Locator:
    """The log-in page."""
    tour.guest.login_page.open()
    expect(tour.guest.login_page.button).to_be_visible()
    return _guests(tour)


def log_in_refused(tour: Tour) -> Locator:
    """The same after a wrong password; by a name that nobody has, so that nobody is locked out."""
    tour.guest.login_page.open()
    tour.guest.login_page.log_in("nobody@mock-org.example", "wrong")
    expect(tour.guest.login_page.refusal).to_be_visible()
    return _guests(tour)


def forgot_password(tour: Tour) -> Locator:
    """Where one asks for a new password."""
    tour.guest.login_page.open()
    tour.guest.login_page.forgot_password.click()
    expect(tour.guest.login_page.button).to_be_hidden()
    return _guests(tour)


def check_email(tour: Tour) -> Locator:
    """What comes then; for a name that nobody has it is the same."""
    tour.guest.login_page.open()
    tour.guest.login_page.reset_password("nobody@mock-org.example")
    return _guests(tour)


def home(tour: Tour) -> Locator:
    """The first page after log-in."""
    tour.partner.home.open()
    expect(tour.partner.home.menu).to_be_visible()
    return _whole(tour)


def lead_list(tour: Tour) -> Locator:
    """An object's list view."""
    home(tour)
    tour.partner.home.open_tab(LEADS)
    tour.partner.list.names()
    return _whole(tour)


def record_details(tour: Tour) -> Locator:
    """A record's fields."""
    _open(tour, tour.sights.lead.Id)
    return _whole(tour)


def record_related(tour: Tour) -> Locator:
    """A record's related lists."""
    _open(tour, tour.sights.account.Id)
    tour.partner.record.related.click()
    expect(tour.partner.page.get_by_role("grid").first).to_be_visible()
    return _whole(tour)


def record_feed(tour: Tour) -> Locator:
    """What was said about a record; sites without a feed show its fields."""
    _open(tour, tour.sights.deal.Id)
    feed = FeedPage(tour.partner.page)
    if feed.tab.count():
        feed.open()
    return _whole(tour)


def form_new(tour: Tour) -> Locator:
    """The form of a new record."""
    lead_list(tour)
    tour.partner.list.new()
    expect(tour.partner.form.save_button).to_be_visible()
    return _whole(tour)


def form_edit(tour: Tour) -> Locator:
    """The form of a record that there is."""
    _open(tour, tour.sights.lead.Id)
    tour.partner.record.edit()
    expect(tour.partner.form.save_button).to_be_visible()
    return _whole(tour)


def form_refused(tour: Tour) -> Locator:
    """The form when a field is missing."""
    form_new(tour)
    tour.partner.form.save()
    expect(tour.partner.form.errors.first).to_be_visible()
    return _whole(tour)


def form_picklist(tour: Tour) -> Locator:
    """An open picklist."""
    form_new(tour)
    tour.partner.form.control("Rating").first.click()
    return _whole(tour)


def created(tour: Tour) -> Locator:
    """A record that has just been made, and the toast that says so."""
    driver = tour.partner
    driver.create("Lead", {"First Name": "Bea", "Last Name": "Roth", "Company": "Vandelay"})
    expect(driver.record.toast).to_be_visible()
    return _whole(tour)


def search_results(tour: Tour) -> Locator:
    """What the search in the page's head finds."""
    home(tour)
    tour.partner.home.search(str(tour.sights.lead.Company))
    search = SearchPage(tour.partner.page)
    expect(search.heading).to_be_visible()
    expect(search.found(LEADS)).to_be_visible()
    return _whole(tour)


def quick_create(tour: Tour) -> Locator:
    """What can be made from the home page."""
    home(tour)
    tour.partner.home.creates()
    return _whole(tour)


def profile_menu(tour: Tour) -> Locator:
    """The menu under the user's name."""
    home(tour)
    tour.partner.home.profile.click()
    expect(tour.partner.home.log_out_item).to_be_visible()
    return _whole(tour)


def narrow(tour: Tour) -> Locator:
    """The home page on a telephone."""
    home(tour)
    tour.partner.page.set_viewport_size({"width": 390, "height": 800})
    return _whole(tour)


def related_list(tour: Tour) -> Locator:
    """All records of a related list."""
    record_related(tour)
    tour.partner.page.get_by_role("link", name="View All").first.click()
    RelatedListPage(tour.partner.page).names()
    return _whole(tour)


def upload(tour: Tour) -> Locator:
    """The dialog after files were chosen."""
    record_related(tour)
    files = UploadPage(tour.partner.page)
    files.input.set_input_files({"name": "offer.txt", "mimeType": "text/plain", "buffer": b"An offer."})
    expect(files.done_button).to_be_enabled()
    return _whole(tour)


def profile(tour: Tour) -> Locator:
    """Who is logged in."""
    home(tour)
    tour.partner.home.profile.click()
    tour.partner.page.get_by_role("menuitem", name="My Profile").or_(
        tour.partner.page.get_by_role("link", name="My Profile")
    ).first.click()
    expect(ProfilePage(tour.partner.page).change_password).to_be_visible()
    return _whole(tour)


def sign_up(tour: Tour) -> Locator:
    """Where people make themselves a log-in, on a site that lets them; it does from then on."""
    profile_id = tour.org.id_of("Profile", Name="Channel Partner")
    tour.org.update("Network", tour.network, OptionsSelfRegistrationEnabled=True, SelfRegProfileId=profile_id)
    tour.guest.login_page.open()
    tour.guest.registration.link.click()
    expect(tour.guest.registration.button).to_be_visible()
    return _guests(tour)


def out_of_service(tour: Tour) -> Locator:
    """What comes instead of a page that cannot be had now."""
    page = tour.guest.page
    page.goto(address_of(page, tour.org.connection.site_url, "/service-not-available"))
    return _guests(tour)


def no_access(tour: Tour) -> Locator:
    """A record out of reach."""
    if tour.partner.access("Lead", tour.sights.hidden.Id) != "none":
        raise Refused("The partner sees a lead of somebody else.")
    return _whole(tour)


def change_password(tour: Tour) -> Locator:
    """Where one chooses a new password."""
    tour.partner.password.open()
    expect(tour.partner.password.button).to_be_visible()
    return _whole(tour)


def _open(tour: Tour, record_id: str) -> None:
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
    Stop("created", "A record that was just made", created, passing=True),
    Stop("narrow", "Home in a narrow window", narrow, passing=True),
    Stop("sign-up", "Self-registration", sign_up, only_mock=True, passing=True),
)

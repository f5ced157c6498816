"""Page objects of the partner site, by role and accessible name, one a page and of the page's name.

Nothing here knows an element id, an XPath or a generated class: the same objects are meant to work on the mock's site
and on a real Experience Cloud site. Where Salesforce gives a thing no role, the few stable hooks of its base components
serve (`records-record-layout-item`, `.test-id__field-value`, `.errorsList`).
"""

from e2e.pages.access_review import AccessReviewPage
from e2e.pages.change_password import PasswordPage
from e2e.pages.error import ErrorPage
from e2e.pages.feed import FeedPage
from e2e.pages.form import FormPage
from e2e.pages.home import HomePage
from e2e.pages.list import RecordList
from e2e.pages.login import LoginPage
from e2e.pages.profile import ProfilePage
from e2e.pages.record import RecordPage
from e2e.pages.record_delete import DeletePage
from e2e.pages.registration import SignUpPage
from e2e.pages.related_list import RelatedListPage
from e2e.pages.search import SearchPage
from e2e.pages.toast import Toast
from e2e.pages.upload import UploadPage
from e2e.pages.verification import VerificationPage

PAGES = (
    LoginPage,
    HomePage,
    RecordList,
    RecordPage,
    RelatedListPage,
    DeletePage,
    SearchPage,
    ProfilePage,
    FormPage,
    Toast,
    UploadPage,
    FeedPage,
    AccessReviewPage,
    SignUpPage,
    PasswordPage,
    VerificationPage,
    ErrorPage,
)

__all__ = [
    "PAGES",
    "AccessReviewPage",
    "DeletePage",
    "ErrorPage",
    "FeedPage",
    "FormPage",
    "HomePage",
    "LoginPage",
    "PasswordPage",
    "ProfilePage",
    "RecordList",
    "RecordPage",
    "RelatedListPage",
    "SearchPage",
    "SignUpPage",
    "Toast",
    "UploadPage",
    "VerificationPage",
]

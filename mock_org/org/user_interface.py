"""The verbs of a Session that clients draw pages with, and those of Connect REST API."""

from mock_org.org.communities import Communities
from mock_org.org.list_views import ListViews
from mock_org.org.people import People


class UserInterface(ListViews, Communities, People):
    """List views, sites, users."""

"""The verbs of a Session that clients draw pages with, and those of Connect REST API."""

from mock_org.org.communities import Communities
from mock_org.org.invocable import Invocable
from mock_org.org.list_views import ListViews
from mock_org.org.people import People
from mock_org.org.quick_actions import QuickActions
from mock_org.org.tabs import Tabs


class UserInterface(ListViews, QuickActions, Tabs, Invocable, Communities, People):
    """List views, quick actions, tabs, actions, sites, users."""

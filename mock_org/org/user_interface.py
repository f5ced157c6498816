"""The verbs of a Session that clients draw pages with, and those of Connect REST API."""

from mock_org.org.communities import Communities
from mock_org.org.invocable import Invocable
from mock_org.org.layouts import Layouts
from mock_org.org.list_views import ListViews
from mock_org.org.people import People
from mock_org.org.quick_actions import QuickActions
from mock_org.org.registration import Registration
from mock_org.org.tabs import Tabs


class UserInterface(ListViews, Layouts, QuickActions, Tabs, Invocable, Communities, People, Registration):
    """List views, layouts, quick actions, tabs, actions, sites, users."""

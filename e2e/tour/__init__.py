"""Every kind of page, one stop each: what snapshots are taken of, and the pictures of the documentation."""

from e2e.tour import deeds, portal, setup
from e2e.tour.sights import Sights
from e2e.tour.stop import Stop
from e2e.tour.visitor import Tour

PORTAL: tuple[Stop, ...] = (*portal.STOPS, *deeds.STOPS)
SETUP: tuple[Stop, ...] = setup.STOPS
menu_of_setup = setup.menu

__all__ = ["PORTAL", "SETUP", "Sights", "Stop", "Tour", "menu_of_setup"]

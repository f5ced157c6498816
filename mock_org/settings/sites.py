"""What Experience Cloud sites are made from where nothing else says so."""

from typing import Literal

# An Aura site, an LWR site, and the mock's own: an Aura site of components in nested open shadow roots.
SiteTemplate = Literal["Partner Central", "Build Your Own (LWR)", "Partner Central (Shadow)"]

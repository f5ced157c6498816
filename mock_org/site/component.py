"""Components: parts of a page that are elements with shadow roots of their own where the site's template says so."""

from collections.abc import Callable, Mapping

from flask import url_for
from markupsafe import Markup

# A host adds no box of its own: what is inside lies as it lies without it.
_ROOT = Markup('<template shadowrootmode="open">{}{}</template>')
_STYLES = Markup('<link rel="stylesheet" href="{}">')
_ELEMENT = Markup("<{0}{1}>{2}</{0}>")
Component = Callable[..., Markup]


def components(*, shadow: bool) -> Component:
    """What templates call `component`, of a site whose components have shadow roots or have not.

    `{% call component("c-record-list") %}…{% endcall %}` is the plain content, or an element around it that holds it in
    an open shadow root. With attributes (`{"field-label": …}`) the element is there on every site. Labels, ids that
    others refer to and style sheets end at a shadow root: what belongs together goes into one component. `styled=False`
    leaves the style sheet out, for values of which a page has many.
    """

    def component(
        name: str, attributes: Mapping[str, str] | None = None, *, styled: bool = True, caller: Callable[[], Markup]
    ) -> Markup:
        """Called by `{% call %}`, which gives the content as `caller`."""
        content = Markup(caller())
        if shadow:
            styles = _STYLES.format(url_for("site.static", filename="site.css")) if styled else ""
            content = _ROOT.format(styles, content)
        elif attributes is None:
            return content
        told = Markup("").join(Markup(' {}="{}"').format(key, value) for key, value in (attributes or {}).items())
        return _ELEMENT.format(name, told, content)

    return component

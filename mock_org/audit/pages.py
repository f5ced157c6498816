"""Pages that audits make: self-contained files, of templates that extend base.html."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape


def page(template: str, **values: object) -> str:
    """The page as text. template: its file in audit/templates; {{ value | tojson }} is safe inside a script."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("mock_org.audit"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

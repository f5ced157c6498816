"""Numbers, currencies, dates and times as a user's locale writes them."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_currency, format_decimal, format_percent

from mock_org.schema import Field
from mock_org.soql.shape import Writer

# Decimal places of a currency field that says nothing of them.
_CENTS = 2


def formatter(field: Field, locale_key: str, zone: ZoneInfo, currency: str) -> Writer:
    """What FORMAT() makes of a field's value; null stays null."""
    locale = _locale(locale_key)
    make = _FORMATS[field.type](field, locale, zone, currency)
    return lambda value: None if value is None else make(value)


def first_weekday(locale_key: str) -> int:
    """The day that weeks begin with: 0 is Monday."""
    return int(_locale(locale_key).first_week_day)


@lru_cache(maxsize=64)
def _locale(key: str) -> Locale:
    """de_DE_EURO is de_DE; what CLDR does not know is written as in the United States."""
    for parts in (key.split("_")[:2], key.split("_")[:1]):
        try:
            return Locale.parse("_".join(parts))
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en_US")


def _rounded(value: Any, places: int) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _decimals(places: int) -> str:
    return "#,##0" + ("." + "0" * places if places else "")


def _number(field: Field, locale: Locale, _zone: ZoneInfo, _currency: str) -> Writer:
    pattern = _decimals(field.scale) if field.scale else "#,##0.###"
    places = field.scale or 3
    return lambda value: format_decimal(_rounded(value, places), pattern, locale=locale)


def _percent(field: Field, locale: Locale, _zone: ZoneInfo, _currency: str) -> Writer:
    pattern = str(locale.percent_formats[None].pattern).replace("#,##0", _decimals(field.scale))
    return lambda value: format_percent(_rounded(value, field.scale) / 100, pattern, locale=locale)


def _money(field: Field, locale: Locale, _zone: ZoneInfo, currency: str) -> Writer:
    places = field.scale if field.precision else _CENTS
    pattern = str(locale.currency_formats["standard"].pattern).replace("#,##0.00", _decimals(places))

    def write(value: Any) -> str:
        return format_currency(_rounded(value, places), currency, pattern, locale=locale, currency_digits=False)

    return write


def _day(_field: Field, locale: Locale, _zone: ZoneInfo, _currency: str) -> Writer:
    pattern = _full_year(locale)
    return lambda value: format_date(date.fromisoformat(value[:10]), pattern, locale=locale)


def _instant(_field: Field, locale: Locale, zone: ZoneInfo, _currency: str) -> Writer:
    pattern = f"{_full_year(locale)}, {locale.time_formats['short'].pattern}"
    return lambda value: _blanks(format_datetime(datetime.fromisoformat(value), pattern, tzinfo=zone, locale=locale))


def _time(_field: Field, locale: Locale, _zone: ZoneInfo, _currency: str) -> Writer:
    def write(value: str) -> str:
        return _blanks(format_time(time.fromisoformat(value.rstrip("Z")), "short", locale=locale))

    return write


def _full_year(locale: Locale) -> str:
    """The short date with four digits of the year, as Salesforce writes it (help, "Supported Locales")."""
    pattern = str(locale.date_formats["short"].pattern)
    return pattern.replace("yy", "yyyy") if "yy" in pattern and "yyyy" not in pattern else pattern.replace("yyyyy", "y")


def _blanks(text: str) -> str:
    """CLDR's narrow blank before AM and PM is a plain one at Salesforce (confidence C)."""
    return text.replace("\u202f", " ")


_FORMATS: dict[str, Callable[[Field, Locale, ZoneInfo, str], Writer]] = {
    "int": _number,
    "double": _number,
    "percent": _percent,
    "currency": _money,
    "date": _day,
    "datetime": _instant,
    "time": _time,
}

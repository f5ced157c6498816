import pytest

from mock_org.org.colors import contrast, darkened, mixed, parse_color, readable_on


@pytest.mark.parametrize(
    ("text", "color"),
    [
        ("#1797C0", "#1797c0"),
        (" #fff ", "#ffffff"),
        ("rgb(57, 75, 133)", "#394b85"),
        ("rgba(0,0,0,1)", "#000000"),
        ("rgba(0, 0, 0, 0.6)", None),
        ("rgb(256, 0, 0)", None),
        ("red", None),
        ("", None),
        ("#12345", None),
        ("var(--dxp-g-brand)", None),
        ("#fff;} body{", None),
    ],
)
def test_a_color_is_hexadecimal_or_rgb_and_not_seen_through(text, color):
    assert parse_color(text) == color


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#1797c0", "#1797c0") == 1


def test_text_takes_the_first_color_that_can_be_read():
    assert readable_on("#10233f", "#ffffff") == "#ffffff"
    assert readable_on("#ffd400", "#ffffff", "#16213a") == "#16213a"
    assert readable_on("#ffd400", "#ffffff") == "#000000"


@pytest.mark.parametrize("color", ["#ffff00", "#ffffff", "#00ff00", "#1797c0"])
def test_a_color_is_darkened_until_it_can_be_read_on_white(color):
    assert contrast(darkened(color), "#ffffff") >= 4.5
    assert darkened("#0b5cab") == "#0b5cab"


def test_colors_are_mixed_by_shares():
    assert (mixed("#ffffff", "#000000", 0.5), mixed("#ff0000", "#000000", 1)) == ("#808080", "#ff0000")

import re

import pytest
from lxml import etree

from onrecord.present.brief.drawing import Bar, Drawn, Point, chart, plot

NAMESPACE = "{http://www.w3.org/2000/svg}"


def bar(low: int | None, high: int | None, *, label: str = "a clerk") -> Bar:
    number = low if low is not None else high
    return Bar(name="1", label=label, value="some", low=low, high=high, number=number)


def parsed(drawn: Drawn) -> etree._Element:
    return etree.fromstring(drawn.svg.encode("utf-8"))


def test_an_exact_number_is_a_point_and_an_open_one_an_arrow() -> None:
    exact = parsed(chart([bar(37, 37)]))
    open_ = parsed(chart([bar(40, None)]))
    assert len(exact.findall(f"{NAMESPACE}circle")) == 1
    assert exact.findall(f"{NAMESPACE}path") == []
    assert len(open_.findall(f"{NAMESPACE}path")) == 1


def test_bars_lie_to_scale() -> None:
    drawn = parsed(chart([bar(0, 0), bar(50, 50), bar(100, 100)]))
    first, middle, last = (float(str(each.get("cx"))) for each in drawn.findall(f"{NAMESPACE}circle"))
    assert middle - first == pytest.approx(last - middle, abs=0.2)


@pytest.mark.parametrize("largest", [0, 1, 7, 8, 99, 1_000, 123_456, 10**15])
def test_a_scale_has_few_ticks(largest: int) -> None:
    ticks = [each for each in parsed(chart([bar(largest, largest)])).findall(f"{NAMESPACE}line")]
    assert 1 <= len(ticks) <= 9


@pytest.mark.parametrize("label", ["<script>x</script>", '"&\x00\x1b', "\ud800", "\u202eevil"])
def test_hostile_words_stay_words(label: str) -> None:
    for drawn in (chart([bar(1, 1, label=label)]), plot([Point(name=label, latitude=1, longitude=2)])):
        parsed(drawn)
        assert "<script" not in drawn.svg
        assert "\u202e" not in drawn.svg


def test_north_is_up_east_is_right_and_all_lies_within() -> None:
    points = [Point(name="a", latitude=60, longitude=10), Point(name="b", latitude=50, longitude=20)]
    drawn = plot(points, [(55.0, 15.0), (0.0, 0.0)])
    places = [(float(x), float(y)) for x, y in re.findall(r'class="place" cx="([\d.-]+)" cy="([\d.-]+)"', drawn.svg)]
    assert places[0][0] < places[1][0]
    assert places[0][1] < places[1][1]
    assert all(0 < x < drawn.width and 0 < y < drawn.height for x, y in places)
    assert drawn.svg.count('class="town"') == 1


@pytest.mark.parametrize("point", [(0.0, 0.0), (89.9, 10.0), (-89.9, -179.9), (10.0, 180.0)])
def test_any_place_on_earth_can_be_drawn(point: tuple[float, float]) -> None:
    parsed(plot([Point(name="x", latitude=point[0], longitude=point[1])]))

"""Drawings in SVG, of nothing but lines, points and words: figures as bars, places as points on a grid.

No tiles, no network, no script. Colours are attributes, which a page's style overrides by class.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from onrecord.present.plain import one_line

WIDTH = 680
_INK, _SOFT, _LINE, _BLUE, _RED, _PAPER = "#1c1e22", "#5a5c61", "#dcd8cf", "#1f4e8c", "#9c2f1c", "#ffffff"
_FONT = "'Libertinus Serif', Georgia, 'Noto Serif', serif"
# XML holds no other controls, and no lone surrogates; plain.one_line has made all others visible.
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Drawn:
    """An SVG document and its natural size in pixels."""

    svg: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A figure to be drawn.

    Attributes:
        name: its number.
        label: who gives it.
        value: it, in words.
        low: smallest number that its words allow, `high` largest; None where they set none.
        number: the number named.
        denied: whether it is told as not so.
        about: whether its words allow numbers around it, without saying how far.
    """

    name: str
    label: str
    value: str
    low: int | None
    high: int | None
    number: int | None
    denied: bool = False
    about: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place to be drawn, in degrees."""

    name: str
    latitude: float
    longitude: float


# --- figures ---------------------------------------------------------------------------------------------------------

_ROW = 34
_LEFT, _RIGHT = 226, 26


def chart(bars: Sequence[Bar]) -> Drawn:
    """Each figure as the range of numbers that its words allow, from 0, on one scale."""
    known = [number for bar in bars for number in (bar.low, bar.high, bar.number) if number is not None]
    step, top = _scale(max(known, default=1))
    height = _ROW * len(bars) + 34
    space = WIDTH - _LEFT - _RIGHT

    def x(number: float) -> float:
        return round(_LEFT + space * number / top, 1)

    parts = []
    for tick in range(0, top + 1, step):
        parts.append(f'<line class="line" x1="{x(tick)}" y1="6" x2="{x(tick)}" y2="{height - 24}" stroke="{_LINE}"/>')
        parts.append(_text(x(tick), height - 8, f"{tick:,}", css="soft", colour=_SOFT, size=12, anchor="middle"))
    for row, bar in enumerate(bars):
        middle = 6 + _ROW * row + _ROW // 2
        parts.append(_text(0, middle - 2, f"{bar.name} · {bar.label}", css="ink", colour=_INK, size=13))
        parts.append(_text(0, middle + 12, bar.value, css="soft", colour=_SOFT, size=12))
        parts.append(_bar(bar, middle, x, top))
    return Drawn(_svg("".join(parts), WIDTH, height), WIDTH, height)


def _bar(bar: Bar, middle: int, x: Callable[[float], float], top: int) -> str:
    low = 0 if bar.low is None else bar.low
    open_end = bar.high is None
    high = top if bar.high is None else bar.high
    css, colour = ("denied", _RED) if bar.denied else ("bar", _BLUE)
    if bar.about and bar.number is not None and bar.low is None and bar.high is None:
        return (
            f'<circle class="about" cx="{x(bar.number)}" cy="{middle}" r="6.5" fill="{_PAPER}" stroke="{colour}" '
            f'stroke-width="2" stroke-dasharray="3 2.4"/>'
        )
    dash = ' stroke-dasharray="5 4"' if bar.denied else ""
    first, last = x(low), x(high)
    if not open_end and last - first < 1:
        return f'<circle class="{css}" cx="{first}" cy="{middle}" r="5.5" fill="{colour}"/>'
    line = (
        f'<line class="{css} stroke" x1="{first}" y1="{middle}" x2="{last}" y2="{middle}" stroke="{colour}" '
        f'stroke-width="5"{dash}/>'
    )
    ends = "" if bar.low is None else f'<circle class="{css}" cx="{first}" cy="{middle}" r="5.5" fill="{colour}"/>'
    if open_end:
        return line + ends + (f'<path class="{css}" d="M{last + 2} {middle - 8} l14 8 l-14 8 z" fill="{colour}"/>')
    return line + ends + f'<circle class="{css}" cx="{last}" cy="{middle}" r="5.5" fill="{colour}"/>'


def _scale(largest: int) -> tuple[int, int]:
    """A step of 1, 2 or 5 times a power of ten that gives at most eight ticks, and the first one past the largest."""
    step = 1
    for power in range(16):
        for factor in (1, 2, 5):
            step = factor * 10**power
            if largest / step <= 7:
                return step, (largest // step + 1) * step
    return step, (largest // step + 1) * step


# --- places ----------------------------------------------------------------------------------------------------------

_HEIGHT = 380
_MARGIN = 26
_NARROWEST = 1.2
_LABEL = 13


def plot(points: Sequence[Point], around: Sequence[tuple[float, float]] = ()) -> Drawn:
    """Places as numbered points on a grid of degrees, other towns as faint dots.

    Args:
        points: at least one.
        around: latitudes and longitudes of other towns; those outside the frame are left out.
    """
    frame = _Frame.of(points)
    parts = [f'<rect class="paper" x="0.5" y="0.5" width="{WIDTH - 1}" height="{_HEIGHT - 1}" fill="{_PAPER}" '
             f'stroke="{_LINE}"/>']  # fmt: skip
    parts.extend(frame.grid())
    for latitude, longitude in around:
        x, y = frame.at(latitude, longitude)
        if 2 < x < WIDTH - 2 and 2 < y < _HEIGHT - 2:
            parts.append(f'<circle class="town" cx="{x}" cy="{y}" r="1.3" fill="{_SOFT}" fill-opacity="0.45"/>')
    taken: list[tuple[float, float, float, float]] = []
    for number, point in enumerate(points, 1):
        x, y = frame.at(point.latitude, point.longitude)
        parts.append(f'<circle class="place" cx="{x}" cy="{y}" r="5" fill="{_RED}" stroke="{_PAPER}"/>')
        label = f"{number} {point.name}"
        wide = 7 * len(label)
        left = x + 9 if x + 9 + wide < WIDTH - 6 else x - 9 - wide
        top = y + 4
        while any(left < east and left + wide > west and top - _LABEL < south and top > north
                  for west, north, east, south in taken):  # fmt: skip
            top += _LABEL + 1
        taken.append((left, top - _LABEL, left + wide, top))
        side = "start" if left > x else "end"
        parts.append(_text(x + 9 if side == "start" else x - 9, top, label, css="ink", colour=_INK, size=13,
                           anchor=side, halo=True))  # fmt: skip
    return Drawn(_svg("".join(parts), WIDTH, _HEIGHT), WIDTH, _HEIGHT)


@dataclass(frozen=True, slots=True)
class _Frame:
    """An equirectangular frame, true to scale at its middle."""

    north: float
    west: float
    scale: float
    squeeze: float

    @classmethod
    def of(cls, points: Sequence[Point]) -> "_Frame":
        latitudes = [point.latitude for point in points]
        longitudes = [point.longitude for point in points]
        middle = (max(latitudes) + min(latitudes)) / 2
        centre = (max(longitudes) + min(longitudes)) / 2
        squeeze = max(math.cos(math.radians(middle)), 0.1)
        tall = max((max(latitudes) - min(latitudes)) * 1.25, _NARROWEST)
        wide = max((max(longitudes) - min(longitudes)) * 1.45 * squeeze, _NARROWEST)
        scale = min((WIDTH - 2 * _MARGIN) / wide, (_HEIGHT - 2 * _MARGIN) / tall)
        return cls(middle + _HEIGHT / 2 / scale, centre - WIDTH / 2 / scale / squeeze, scale, squeeze)

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        x = (longitude - self.west) * self.scale * self.squeeze
        return round(x, 1), round((self.north - latitude) * self.scale, 1)

    def grid(self) -> list[str]:
        wide = WIDTH / self.scale / self.squeeze
        tall = _HEIGHT / self.scale
        step = next((each for each in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30) if max(wide, tall) / each <= 7), 45.0)
        parts = []
        for index in range(math.ceil(self.west / step), math.floor((self.west + wide) / step) + 1):
            x, _ = self.at(0, index * step)
            parts.append(f'<line class="line" x1="{x}" y1="1" x2="{x}" y2="{_HEIGHT - 1}" stroke="{_LINE}"/>')
            parts.append(_text(x + 3, _HEIGHT - 6, _degrees(index * step, "E", "W"), css="soft", colour=_SOFT, size=11))
        for index in range(math.ceil((self.north - tall) / step), math.floor(self.north / step) + 1):
            _, y = self.at(index * step, 0)
            parts.append(f'<line class="line" x1="1" y1="{y}" x2="{WIDTH - 1}" y2="{y}" stroke="{_LINE}"/>')
            parts.append(_text(5, y - 4, _degrees(index * step, "N", "S"), css="soft", colour=_SOFT, size=11))
        return parts


def _degrees(value: float, positive: str, negative: str) -> str:
    told = f"{abs(value):.1f}".removesuffix(".0")
    return f"{told}°" if value == 0 else f"{told}° {positive if value > 0 else negative}"


# --- both ------------------------------------------------------------------------------------------------------------


def _text(
    x: float, y: float, words: str, *, css: str, colour: str, size: int, anchor: str = "start", halo: bool = False
) -> str:
    told = escape(_NOT_XML.sub("\ufffd", one_line(words)))
    behind = (
        f'<text class="halo" x="{x}" y="{y}" font-size="{size}" font-family="{_FONT}" text-anchor="{anchor}" '
        f'fill="none" stroke="{_PAPER}" stroke-width="3" stroke-linejoin="round" aria-hidden="true">{told}</text>'
        if halo
        else ""
    )
    return behind + (
        f'<text class="{css}" x="{x}" y="{y}" font-size="{size}" font-family="{_FONT}" text-anchor="{anchor}" '
        f'fill="{colour}">{told}</text>'
    )


def _svg(content: str, width: int, height: int) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{content}</svg>'

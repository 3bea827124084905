"""Names planted in tests: invented, of many forms, and the shapes in which a text may give one.

What tells a leak here shares no code with what is tested: it only squeezes the output to plain letters.
"""

import itertools
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from urllib.parse import unquote

GIVEN = (
    "Jaroslav Zuleika Þorvaldur Ximena Oluwaseyi Čestmír Nurgül Faridun Wilhelmina Bożydar Anneliese Tadhgán Yevdokia"
    " Müge Ilmarinen Gwendolyne Khadeeja Zbigniew Aoibheann Grace"
).split()
FAMILY = (
    "Velovský Dżumagul Quorrath Şahinbay Mbarakwe Øksendahl Đorvević Lindqvester Zubayrov Harkenfeld"
    " O’Brannigan Vel-Orinski Khourshed Weissmüller Pryzbalko Hope Tchavdarova Njoroghe Yussefpour d’Arvignac"
).split()


def names() -> list[str]:
    """Two hundred invented names; every given and family name occurs ten times."""
    rng = random.Random(41)  # noqa: S311 - which name meets which is no secret
    pairs = [f"{given} {family}" for given, family in itertools.product(GIVEN, FAMILY)]
    rng.shuffle(pairs)
    return pairs[:200]


def plain(text: str) -> str:
    """Accents left out, small letters."""
    table = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "ß": "ss", "æ": "ae"})
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(table))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def squeezed(text: str) -> str:
    """Nothing but plain small letters."""
    return "".join(char for char in plain(text) if char.isalpha())


def spelt_out(name: str) -> str:
    """Umlauts and the like spelt out."""
    table = {
        "ü": "ue",
        "ö": "oe",
        "ä": "ae",
        "ø": "oe",
        "Ø": "Oe",
        "Ş": "Sh",
        "ş": "sh",
        "š": "sh",
        "Č": "Ch",
        "č": "ch",
    }
    return "".join(table.get(char, char) for char in name)


def _parts(name: str) -> tuple[str, str]:
    given, family = name.split(" ", 1)
    return given, family


def _spaced(word: str) -> str:
    return " ".join(char for char in word if char.isalpha())


def _middle(word: str) -> int:
    return max(2, len(word) // 2)


SHAPES: dict[str, Callable[[str], str]] = {
    "full": lambda name: name,
    "family alone": lambda name: _parts(name)[1],
    "given alone": lambda name: _parts(name)[0],
    "capitals": str.upper,
    "small letters": str.lower,
    "possessive": lambda name: f"{name}’s",
    "straight possessive": lambda name: f"{_parts(name)[1]}'s",
    "reversed": lambda name: "{1}, {0}".format(*_parts(name)),
    "initial": lambda name: f"{name[0]}. {_parts(name)[1]}",
    "initial without stop": lambda name: f"{name[0]} {_parts(name)[1]}",
    "with a middle initial": lambda name: " T. ".join(_parts(name)),
    "without accents": lambda name: plain(name).title(),
    "accents spelt out": spelt_out,
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "cut at a line's end": lambda name: f"{name[:-3]}-\n{name[-3:]}",
    "cut without a hyphen": lambda name: f"{name[: -_middle(_parts(name)[1])]}\n{name[-_middle(_parts(name)[1]) :]}",
    "two lines": lambda name: name.replace(" ", "\n"),
    "soft hyphens": lambda name: "\u00ad".join(_parts(name)[1]),
    "invisible signs": lambda name: "\u200b".join(_parts(name)[1]),
    "spaced": lambda name: _spaced(_parts(name)[1]),
    "spaced with stops": lambda name: _spaced(_parts(name)[1]).replace(" ", ". "),
    "in a URL": lambda name: f"https://paper.example/2024/{plain(name).replace(' ', '-')}-trial?id=7",
    "run together in a URL": lambda name: f"https://paper.example/x{squeezed(name)}99.html",
    "in a path": lambda name: f"/srv/desk/files/{name.replace(' ', '_')}_v2.pdf",
    "in an address": lambda name: f"{squeezed(name)}@mail.example",
    "in a tag": lambda name: f"#Free{squeezed(_parts(name)[0]).title()}{squeezed(_parts(name)[1]).title()}",
    "percent escapes": lambda name: "https://paper.example/tag/" + "".join(f"%{byte:02X}" for byte in name.encode()),
    "in quotes": lambda name: f"“{_parts(name)[1]}”",
    "with a title": lambda name: f"Dr. {_parts(name)[1]}",
    "plural": lambda name: f"the {_parts(name)[1]}s",
    "full width": lambda name: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in plain(name)),
}

CARRIERS = (
    "{}",
    "Two boats were burnt. {} was led away, people said.",
    "In the cell with {}, twelve men stood.",
    "({}) gave this account at dusk;",
    "“{}” – so the list reads",
)


def texts(name: str) -> Iterator[tuple[str, str]]:
    """Shapes, and texts that give the name in that shape."""
    for number, (shape, make) in enumerate(SHAPES.items()):
        yield shape, CARRIERS[number % len(CARRIERS)].format(make(name))


_LABEL = re.compile(r"\[(?:victim|witness|relative|source|person) \d+\]|\[(?:name|details) withheld\]")


def leaks(name: str, output: str) -> list[str]:
    """Which words of the name the output still tells, labels left aside."""
    bare = _LABEL.sub("\0", unquote(output))
    squeezed_pieces = [squeezed(piece) for piece in bare.split("\0")]
    told = (*_parts(name), spelt_out(_parts(name)[0]), spelt_out(_parts(name)[1]))
    return [word for word in told if any(squeezed(word) in piece for piece in squeezed_pieces)]


def leaked(names: list[str], output: str) -> list[str]:
    """Which of the names the output still tells, in part or whole."""
    bare = _LABEL.sub("\0", unquote(output))
    pieces = "\0".join(squeezed(piece) for piece in bare.split("\0"))
    return [name for name in names if any(squeezed(word) in pieces for word in (*_parts(name), spelt_out(name)))]

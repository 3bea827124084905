import pytest

from onrecord.acquire.language import language_of
from tests.acquire import samples


def test_english_is_told() -> None:
    assert language_of(samples.TEXT) == "en"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Das Innenministerium wies den Bericht zurück, wonach am Dienstag vierzig Männer in dem Dorf an der Furt "
            "festgenommen und auf dem Schulhof geschlagen worden seien.",
            "de",
        ),
        (
            "Le ministère de l'Intérieur a démenti les informations selon lesquelles quarante hommes auraient été "
            "arrêtés mardi dans le village, puis battus dans la cour de l'école.",
            "fr",
        ),
        (
            "Министерство внутренних дел опровергло сообщение о том, что во вторник сорок мужчин были задержаны в "
            "деревне у брода и избиты во дворе школы, как рассказали двое свидетелей.",
            "ru",
        ),
        ("内务部否认了有关周二在渡口村庄拘留四十名男子并在学校院子里殴打他们的报道，两名目击者这样告诉记者。", "zh"),
    ],
)
def test_other_languages_are_told(text: str, code: str) -> None:
    assert language_of(text) == code


def test_texts_under_twenty_words_count_as_english() -> None:
    assert language_of("Das Innenministerium wies den Bericht über die Festnahmen zurück.") == "en"
    assert language_of("") == "en"


def test_a_long_quotation_at_the_start_does_not_decide() -> None:
    german = "Das Innenministerium wies den Bericht zurück. " * 40
    assert language_of(german + samples.TEXT * 20) == "en"


def test_the_same_text_gives_the_same_language_every_time() -> None:
    mixed = "Der Sprecher sagte nichts. The spokesman said nothing at all. " * 4
    assert len({language_of(mixed) for _ in range(5)}) == 1

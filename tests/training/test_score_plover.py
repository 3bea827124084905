"""Cases small enough to score by hand; all sentences are our own."""

import json
from typing import Any

from onrecord.records import Act, ResponseAct
from training.score import plover
from training.score.files import readings_by_id
from training.score.plover import Sentence
from training.score.tally import Rate, Scores

TEXT = "Sorrenia condemned Belmaric on Friday, as did Kelu monks."
SORRENIA, BELMARIC, MONKS = (0, 8), (19, 27), (46, 56)


def response(
    act: str, who: tuple[int, int], *, to: tuple[int, int] | None = None, status: str = "asserted"
) -> dict[str, Any]:
    addressees = [] if to is None else [{"span": list(to)}]
    return {"act": act, "status": status, "who": [{"span": list(who)}], "to": addressees}


def scored(root: str, *responses: dict[str, Any]) -> Scores:
    sentence = Sentence("s", TEXT, (SORRENIA,), (BELMARIC,), root)
    return plover.score([sentence], readings_by_id([{"id": "s", "responses": responses}]))


def test_a_fitting_response_of_the_source() -> None:
    scores = scored("ACCUSE", response("condemn", SORRENIA, to=BELMARIC))
    for part in ("read", "between", "by_anybody", "fits"):
        assert scores.rates[f"ACCUSE.{part}"] == Rate(1, 1)
        assert scores.rates[f"all.{part}"] == Rate(1, 1)


def test_by_somebody_else_it_is_not_read() -> None:
    scores = scored("ACCUSE", response("condemn", MONKS, to=BELMARIC))
    assert scores.rates["ACCUSE.read"] == Rate(0, 1)
    assert scores.rates["ACCUSE.between"] == Rate(0, 1)
    assert scores.rates["ACCUSE.by_anybody"] == Rate(1, 1)
    assert scores.rates["ACCUSE.fits"].per_cent is None


def test_source_and_target_must_stand_in_one_response() -> None:
    scores = scored("ACCUSE", response("condemn", SORRENIA), response("condemn", MONKS, to=BELMARIC))
    assert scores.rates["ACCUSE.read"] == Rate(1, 1)
    assert scores.rates["ACCUSE.between"] == Rate(0, 1)


def test_another_act_is_no_fit_and_costs_precision_where_it_is_read() -> None:
    scores = scored("REQUEST", response("condemn", SORRENIA))
    assert scores.rates["REQUEST.read"] == Rate(0, 1)
    assert scores.rates["ACCUSE.read"] == Rate(0, 0)
    assert scores.rates["ACCUSE.fits"] == Rate(0, 1)
    assert scores.rates["all.fits"] == Rate(0, 1)


def test_roots_beside_those_asked_for_stay_out_of_all() -> None:
    scores = scored("SUPPORT", response("support", SORRENIA))
    assert scores.rates["SUPPORT.read"] == Rate(1, 1)
    assert scores.rates["all.read"] == Rate(0, 0)


def test_a_negated_response_does_not_fit() -> None:
    assert scored("ACCUSE", response("condemn", SORRENIA, status="negated")).rates["ACCUSE.read"] == Rate(0, 1)


def test_coercion_is_an_allegation_against_the_source() -> None:
    sentence = Sentence("s", TEXT, (SORRENIA,), (BELMARIC,), "COERCE")
    allegation = {"act": "detention", "status": "asserted", "alleged_perpetrators": [{"span": [0, 8]}], "victims": []}
    scores = plover.score([sentence], readings_by_id([{"id": "s", "allegations": [allegation]}]))
    assert scores.rates["COERCE.read"] == Rate(1, 1)
    assert scores.rates["COERCE.between"] == Rate(0, 1)


def test_the_mapping_uses_onrecords_acts() -> None:
    for fit in plover.mapping().roots.values():
        assert fit.responses <= {act.value for act in ResponseAct}
        assert fit.allegations <= {act.value for act in Act}
        assert fit.responses or fit.allegations
    assert set(plover.mapping().asked) <= plover.mapping().roots.keys()


def test_marked_sentences() -> None:
    table = (
        "\tsentence_id\tmarked_sentence\tgold_root\n"
        "\t1\tOn Friday <s>Sorrenia</s> condemned <t>Belmaric</t>.\tACCUSE\n"
        "\t2\tNobody marked <t>Belmaric</t>.\tACCUSE\n"
    )
    (sentence,) = plover.sentences(table)  # the second marks no source
    assert sentence.text == "On Friday Sorrenia condemned Belmaric."
    assert [sentence.text[start:end] for start, end in (*sentence.source, *sentence.target)] == ["Sorrenia", "Belmaric"]
    assert (sentence.id, sentence.root) == ("train-0", "ACCUSE")


def test_records_are_taken_where_the_markup_gives_the_text() -> None:
    markup = "(SRC: Sorrenia) (EVT: demanded) talks with (SRC/TAR: Belmaric)."
    text = "Sorrenia demanded talks with Belmaric."
    record = {"event": "DEMAND", "text": text, "textInfo": {"markup": markup}}
    other = {**record, "text": "Sorrenia has demanded talks with Belmaric."}
    (sentence,) = plover.records(json.dumps([{"event": "DOCUMENT"}, record, other]))
    assert sentence == Sentence("record-1", text, ((0, 8), (29, 37)), ((29, 37),), "REQUEST")

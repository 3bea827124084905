"""The commands on a case, in this process, with stages that cost nothing but the opening of originals."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import onrecord as onrecord_api
from onrecord import acquire
from onrecord.present.cli import app
from tests.acquire.samples import warc
from tests.runs.fakes import STAGES

AMA = "Ama says: FICTIONAL. The guard beat two rowers at the weir."
PAGE = (
    "<html><head><title>FICTIONAL: rowers beaten</title></head><body><article><h1>Rowers beaten at the weir</h1>"
    + "<p>FICTIONAL. Ama says the guard beat two rowers at the weir on Monday, and nobody told them why.</p>" * 6
    + "</article></body></html>"
).encode()
LOSLO = "Ama says: FICTIONAL. Nobody was hurt, the ministry answered."


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case with two reports and one failure, as the commands make it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(AMA, encoding="utf-8")
    (tmp_path / "b.txt").write_text(LOSLO, encoding="utf-8")
    (tmp_path / "c.txt").write_bytes(b"\x00\x01\x02" * 40)
    assert onrecord("new", "weir", "--as", "Ilse").exit_code == 0
    assert onrecord("add", "weir", "a.txt", "b.txt", "c.txt", "--jobs", "1", "--as", "Ilse").exit_code == 3
    return tmp_path / "weir.case"


def onrecord(*arguments: str, input: str | None = None, **environment: str) -> Result:
    stages = replace(STAGES, items=acquire.items, open_item=acquire.open_item)
    return CliRunner().invoke(app, list(arguments), obj=stages, env=environment, input=input)


def told(*arguments: str) -> Any:  # noqa: ANN401  whatever JSON holds
    result = onrecord(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def lines(*arguments: str) -> list[Any]:
    result = onrecord(*arguments, "--json")
    assert result.exit_code in (0, 3), result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def finding(report: int) -> str:
    findings = told("show", "weir", str(report))["findings"]
    return str(next(each["id"] for each in findings if each["kind"] == "attribution"))


@pytest.mark.usefixtures("case")
def test_adding_again_changes_nothing_and_says_so() -> None:
    before = told("status", "weir")

    again = lines("add", "weir", "a.txt", "b.txt", "c.txt", "--jobs", "1")

    assert [each["outcome"] for each in again] == ["known", "known", "known"]
    assert again[2]["error"]["code"] == "unknown-format"
    assert told("status", "weir") == before


@pytest.mark.usefixtures("case")
def test_status_counts_what_was_added() -> None:
    held = told("status", "weir")

    assert (held["reports"], held["failures"], held["findings"]["attribution"]) == (2, 1, 2)
    assert "weir" in onrecord("status", "weir").stdout


@pytest.mark.usefixtures("case")
def test_a_changed_text_at_the_same_address_points_to_the_one_before() -> None:
    url = ("--url", "https://paper.example/weir", "--jobs", "1")
    first = lines("add", "weir", "a.txt", *url)
    Path("a2.txt").write_text(AMA + " Three, she said later.", encoding="utf-8")

    second = lines("add", "weir", "a2.txt", *url)

    assert first[0]["outcome"] in ("known", "obtained_again")
    assert second[0]["outcome"] == "added"
    assert second[0]["previous"] == first[0]["report"]


@pytest.mark.usefixtures("case")
def test_list_tells_reports_findings_and_failures() -> None:
    assert [each["id"] for each in lines("list", "weir")] == ["a.txt", "b.txt"]
    assert {each["kind"] for each in lines("list", "weir", "findings")} >= {"attribution"}
    assert [each["code"] for each in lines("list", "weir", "failures")] == ["unknown-format"]
    assert "a.txt" in onrecord("list", "weir").stdout


@pytest.mark.usefixtures("case")
def test_what_adding_tells_is_masked_too() -> None:
    told("protect", "weir", "Jorun Taskel", "--role", "witness")
    Path("Jorun Taskel.bin").write_bytes(b"\x00\x01\x03" * 40)

    plain = onrecord("add", "weir", "Jorun Taskel.bin", "--jobs", "1")
    for_programs = onrecord("add", "weir", "Jorun Taskel.bin", "--jobs", "1", "--json")

    assert plain.exit_code == for_programs.exit_code == 3
    for output in (plain.output, for_programs.output):
        assert "[witness 1].bin" in output
        assert "Jorun" not in output
        assert "Taskel" not in output


@pytest.mark.usefixtures("case")
def test_a_failure_is_listed_by_its_number_and_erased_alone() -> None:
    (failure,) = lines("list", "weir", "failures")
    assert "onrecord list weir.case failures" in onrecord("status", "weir").stdout

    gone = told("erase", "weir", "--failure", str(failure["number"]), "--yes")

    assert (gone["reports"], gone["failures"], gone["originals"]) == ([], [failure["number"]], 1)
    assert lines("list", "weir", "failures") == []
    assert told("status", "weir")["reports"] == 2
    assert told("check", "weir")["sound"]


@pytest.mark.usefixtures("case")
def test_a_decision_is_made_shown_and_undone() -> None:
    id = finding(1)

    made = told("decide", "weir", id, "confirmed", "--reason", "read twice", "--as", "Ilse")
    shown = told("show", "weir", id)

    assert (made["verdict"], made["who"]) == ("confirmed", "Ilse")
    assert shown["standing"] == "confirmed"
    assert shown["history"][0]["reason"] == "read twice"

    told("undo", "weir", str(made["number"]))

    assert told("show", "weir", id)["standing"] == "unreviewed"
    assert len(told("show", "weir", id)["history"]) == 2


@pytest.mark.usefixtures("case")
def test_several_findings_are_decided_at_once_and_the_one_that_cannot_be_is_named() -> None:
    several = [each["id"] for each in lines("list", "weir", "findings", "--kind", "attribution")]
    assert len(several) > 1

    result = onrecord("decide", "weir", several[0], "t0000000000000000", *several[1:], "confirmed", "-r", "read")

    assert result.exit_code == 3
    assert "t0000000000000000" in result.stderr
    assert "says" in result.stdout, "the words that were decided on"
    for each in several:
        assert each in result.stdout
        assert told("show", "weir", each)["standing"] == "confirmed"
    made = lines("decide", "weir", *several, "misread")
    assert [each["finding"] for each in made] == several
    assert onrecord("decide", "weir", *several, "merged", "--value", several[0]).exit_code == 2


@pytest.mark.usefixtures("case")
def test_an_amendment_keeps_the_readers_value() -> None:
    id = finding(1)

    told("decide", "weir", id, "amended", "--field", "force", "--value", "allege", "-r", "she alleges it")

    assert told("show", "weir", id)["amended"]["force"] == {"value": "allege", "machine": "assert"}


@pytest.mark.usefixtures("case")
def test_a_role_is_amended_in_the_words_of_the_report() -> None:
    entered = told(
        "enter", "weir", "1", "--quotation", "beat", "--field", "act=assault", "--field", "victims=two rowers"
    )
    id = entered["finding"]

    made = told("decide", "weir", id, "amended", "--field", "alleged_perpetrators", "--value", "The guard; weir")

    first, second = made["value"]
    assert [AMA[slice(*each["span"])] for each in (first, second)] == ["The guard", "weir"]
    missing = onrecord("decide", "weir", id, "amended", "--field", "alleged_perpetrators", "--value", "The ministry")
    assert missing.exit_code == 2
    assert "doesn't stand in the report" in missing.stderr
    nobody = onrecord("decide", "weir", id, "amended", "--field", "told_by", "--value", "Ilse")
    assert nobody.exit_code == 2
    assert "Nobody of that name" in nobody.stderr
    warned = onrecord("decide", "weir", id, "amended", "--field", "victims", "--value", "rowers")
    assert "masked from now on" in warned.stdout


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize(
    "arguments",
    [
        ("decide", "weir", "t0000000000000000", "confirmed"),
        ("decide", "weir", "FINDING", "amended"),
        ("decide", "weir", "FINDING", "amended", "--field", "force", "--value", "shout"),
        ("decide", "weir", "FINDING", "undone"),
        ("assess", "weir", "FINDING", "verification", "verified"),
        ("assess", "weir", "FINDING", "reliability", "Z"),
        ("undo", "weir", "99"),
        ("show", "weir", "99"),
        ("show", "weir", "9" * 20),
        ("show", "weir", "nonsense"),
        ("withdraw", "weir", "nonsense", "-r", "gone"),
        ("withdraw", "weir", "99", "-r", "gone"),
        ("status", "nowhere"),
        ("new", "weir"),
        ("new", "../../.."),
        ("erase", "weir", "1"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line_and_changes_nothing(arguments: tuple[str, ...]) -> None:
    before = told("status", "weir")

    result = onrecord(*(finding(1) if each == "FINDING" else each for each in arguments))

    assert result.exit_code in (1, 2), result.output
    assert result.stderr.startswith("onrecord: ")
    assert told("status", "weir") == before


@pytest.mark.usefixtures("case")
def test_check_finds_no_fault_and_says_what_it_does_not_prove() -> None:
    checked = told("check", "weir")

    assert checked["sound"]
    assert checked["checked"]["originals"] == 3
    assert checked["checked"]["full-text indexes"] == 4
    assert any("truth" in sentence or "true" in sentence for sentence in checked["unproven"])


def test_check_names_an_original_that_was_changed(case: Path) -> None:
    original = next(
        path for path in (case / "originals").rglob("*") if path.is_file() and path.read_bytes() == AMA.encode()
    )
    original.write_bytes(AMA.replace("two", "ten").encode())

    result = onrecord("check", "weir", "--json")

    assert result.exit_code == 3
    assert original.name in json.dumps(json.loads(result.stdout)["faults"])


@pytest.mark.usefixtures("case")
def test_a_head_written_down_is_found_again() -> None:
    Path("note.txt").write_text(onrecord("head", "weir").stdout, encoding="utf-8")

    assert onrecord("check", "weir", "--head", "note.txt").exit_code == 0
    assert onrecord("check", "weir", "--head", "0" * 64).exit_code == 3


@pytest.mark.usefixtures("case")
def test_a_signature_is_kept_and_verified(tmp_path: Path) -> None:
    secret = tmp_path / "passphrase"
    secret.write_text("six words drawn by dice\n", encoding="utf-8")
    secret.chmod(0o600)
    environment = {"ONRECORD_PASSPHRASE_FILE": str(secret)}
    public = tmp_path / "key.pem"
    public.write_text(onrecord("key", "weir.key", **environment).stdout, encoding="utf-8")
    shown = json.loads(onrecord("key", "weir.key", "--show", "--json", **environment).stdout)

    assert onrecord("sign", "weir", "--key", "weir.key", **environment).exit_code == 0
    (verified,) = json.loads(onrecord("vouched", "weir", "--public", str(public), "--json").stdout)

    assert verified["holds"]
    assert verified["told"] == "signed by a key you trust"
    assert shown == {"public": verified["authority"], "pem": public.read_text(encoding="utf-8")}


def test_a_sealed_case_opens_with_its_passphrase_alone(case: Path, tmp_path: Path) -> None:
    secret, wrong = tmp_path / "passphrase", tmp_path / "wrong"
    for path, words in ((secret, "six words drawn by dice"), (wrong, "six words drawn by lot")):
        path.write_text(words, encoding="utf-8")
        path.chmod(0o600)
    assert onrecord("seal", "weir", ONRECORD_PASSPHRASE_FILE=str(secret)).exit_code == 0

    without = onrecord("list", "weir")
    with_wrong = onrecord("list", "weir", ONRECORD_PASSPHRASE_FILE=str(wrong))

    assert without.exit_code != 0
    assert with_wrong.exit_code != 0
    assert "a.txt" in onrecord("list", "weir", ONRECORD_PASSPHRASE_FILE=str(secret)).stdout
    assert not any(b"two rowers" in path.read_bytes() for path in case.rglob("*") if path.is_file())

    assert onrecord("unseal", "weir", ONRECORD_PASSPHRASE_FILE=str(secret)).exit_code == 0
    assert "a.txt" in onrecord("list", "weir").stdout


@pytest.mark.usefixtures("case")
def test_a_protected_person_is_masked_until_revealed() -> None:
    label = told("protect", "weir", "Ama", "--role", "witness")["label"]

    assert label in onrecord("show", "weir", "1", "--text").stdout
    assert "Ama" not in onrecord("show", "weir", "1", "--text").stdout
    assert told("search", "weir", "Ama")["hits"] == []

    told("reveal", "weir", label, "--reason", "she asked for it")
    assert "Ama" in onrecord("show", "weir", "1", "--text").stdout

    told("hide", "weir", label, "--reason", "threats")
    assert "Ama" not in onrecord("show", "weir", "1", "--text").stdout


@pytest.mark.usefixtures("case")
def test_search_finds_and_marks() -> None:
    (hit,) = told("search", "weir", "rowers")["hits"]

    assert hit["report"] == 1
    assert [hit["snippet"][start:end] for start, end in hit["marks"]] == ["rowers"]
    assert onrecord("search", "weir", '"unclosed').exit_code in (0, 2)
    assert onrecord("search", "weir", "act:juggling").exit_code == 2


@pytest.mark.usefixtures("case")
def test_a_withdrawn_report_is_hidden_and_comes_back() -> None:
    told("withdraw", "weir", "1", "--reason", "retracted")
    assert [each["id"] for each in lines("list", "weir")] == ["b.txt"]
    assert [each["subject"] for each in lines("list", "weir", "withdrawn")] == ["report:1"]

    told("withdraw", "weir", "1", "--undo", "--reason", "not retracted after all")
    assert [each["id"] for each in lines("list", "weir")] == ["a.txt", "b.txt"]


@pytest.mark.usefixtures("case")
def test_what_is_withdrawn_may_be_named_as_anywhere_else() -> None:
    named = finding(1)

    assert told("withdraw", "weir", "#2", "--reason", "retracted")["subject"] == "report:2"
    assert told("withdraw", "weir", named, "--reason", "misread")["subject"] == f"finding:{named}"
    assert told("withdraw", "weir", f"finding:{named}", "--undo", "-r", "not so")["subject"] == f"finding:{named}"


def test_an_erased_report_is_gone_from_every_file(case: Path) -> None:
    erased = told("erase", "weir", "1", "--yes", "--reason", "asked for")

    assert erased["reports"] == [1]
    assert not any(b"two rowers" in path.read_bytes() for path in case.rglob("*") if path.is_file())
    assert told("check", "weir")["sound"]


@pytest.mark.usefixtures("case")
def test_a_report_above_the_level_is_not_shown() -> None:
    Path("d.txt").write_text("Ama says: FICTIONAL. Told in confidence.", encoding="utf-8")
    lines("add", "weir", "d.txt", "--access", "confidential", "--jobs", "1")

    assert "d.txt" in [each["id"] for each in lines("list", "weir")]
    assert "d.txt" not in [each["id"] for each in lines("list", "weir", "--access", "public")]
    assert onrecord("show", "weir", "3", "--access", "public").exit_code == 1


@pytest.mark.usefixtures("case")
def test_titles_cannot_drive_a_terminal() -> None:
    Path("e.txt").write_text("Ama says: FICTIONAL. Escapes.", encoding="utf-8")
    onrecord("add", "weir", "e.txt", "--jobs", "1", "--title", "\x1b[2J\x1b]0;owned\x07")

    shown = onrecord("list", "weir").stdout + onrecord("show", "weir", "3").stdout

    assert "\x1b" not in shown
    assert "\x07" not in shown


@pytest.mark.usefixtures("case")
def test_a_finding_is_entered_by_hand_on_words_of_the_report() -> None:
    made = told("enter", "weir", "1", "-q", "beat", "-f", "act=assault", "-f", "victims=two rowers", "--as", "Ilse")
    shown = told("show", "weir", made["finding"])

    assert made["new"]
    assert (shown["act"], shown["reader"]) == ("assault", "hand@Ilse")
    assert AMA[slice(*made["span"])] == "beat"
    assert not told(
        "enter", "weir", "1", "-q", "beat", "-f", "act=assault", "-f", "victims=two rowers", "--as", "Ilse"
    )["new"]


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize(
    "arguments",
    [
        ("1", "-q", "was drowned", "-f", "act=killing"),
        ("1", "-q", "beat", "-f", "act=juggling"),
        ("1", "-q", "beat", "-f", "shoe=left"),
        ("1", "-q", "beat", "-f", "act"),
        ("1",),
        ("9", "-q", "beat", "-f", "act=assault"),
        ("1", "--from", "sheet.csv"),
        (),
    ],
)
def test_what_cannot_be_entered_is_told_and_nothing_is_kept(arguments: tuple[str, ...]) -> None:
    before = told("status", "weir")

    result = onrecord("enter", "weir", *arguments)

    assert result.exit_code in (1, 2), result.output
    assert result.stderr.startswith("onrecord: ")
    assert told("status", "weir") == before


@pytest.mark.usefixtures("case")
def test_places_are_shown_with_the_words_at_a_lines_end() -> None:
    Path("lines.txt").write_text("Ama says: FICTIONAL. They beat\nus, and\nbeat\x1b him.\n", encoding="utf-8")
    (added,) = lines("add", "weir", "lines.txt", "--jobs", "1")

    told_of = onrecord("enter", "weir", str(added["report"]), "-q", "beat", "-f", "act=assault")

    assert told_of.exit_code == 2
    assert "They beat us, and beat him." in told_of.stderr


@pytest.mark.usefixtures("case")
def test_a_table_is_entered_row_by_row_and_its_bad_rows_are_named() -> None:
    Path("sheet.csv").write_text(
        "report,kind,quotation,act,victims\n1,allegation,beat,assault,two rowers\n1,allegation,drowned,killing,\n"
        '2,allegation,hurt,"=CMD()",\n',
        encoding="utf-8",
    )

    dry = onrecord("enter", "weir", "--from", "sheet.csv", "--dry-run")
    assert dry.exit_code == 3
    assert not [each for each in lines("list", "weir", "findings") if each["kind"] == "allegation"]

    rows = lines("enter", "weir", "--from", "sheet.csv")

    assert [("error" in row) for row in rows] == [False, True, True]
    assert [row["row"] for row in rows] == [2, 3, 4]
    assert len([each for each in lines("list", "weir", "findings") if each["kind"] == "allegation"]) == 1


@pytest.mark.usefixtures("case")
def test_reading_again_with_the_same_reader_adds_nothing() -> None:
    before = told("status", "weir")

    assert told("reread", "weir", "--jobs", "1") == {"read": 0, "failed": 0, "orphans": 0}
    assert told("status", "weir") == before


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of a page on this machine."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "story.html").write_bytes(PAGE)
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/story.html"
        server.shutdown()
        thread.join()


@pytest.mark.usefixtures("case")
def test_the_same_report_by_file_address_and_archive_is_one(address: str) -> None:
    Path("story.html").write_bytes(PAGE)
    Path("story.warc.gz").write_bytes(warc((address, PAGE, "text/html; charset=utf-8")))

    told_of = [
        lines("add", "weir", source, "--allow-private", "--jobs", "1")[0]
        for source in ("story.html", address, "story.warc.gz")
    ]

    assert [each["outcome"] for each in told_of] == ["added", "obtained_again", "obtained_again"]
    assert len({each["report"] for each in told_of}) == 1
    shown = told("show", "weir", str(told_of[0]["report"]))
    assert [each["how"] for each in shown["acquisitions"]] == ["file", "url", "warc"]
    assert told("check", "weir")["sound"]


@pytest.mark.usefixtures("case")
def test_ties_and_untying_are_kept_and_listed() -> None:
    first, second = finding(1), finding(2)
    made = told("tie", "weir", "cites", "1", "report:2", "-r", "it names the other", "--as", "Ilse")
    assert (made["number"], made["kind"], made["first"], made["second"]) == (1, "cites", "report:1", "report:2")
    assert (made["who"], made["reason"]) == ("Ilse", "it names the other")
    assert "Tie 2: tie 1 undone." in onrecord("untie", "weir", "#1").output
    (tied, undone) = lines("list", "weir", "ties")
    assert (tied["kind"], tied["undone_by"], undone["kind"]) == ("cites", 2, "undoes 1")
    assert "report:2" in onrecord("list", "weir", "ties").output
    for arguments, why in (
        (("cites", "1", "99"), "no report 99"),
        (("cites", "1", "nonsense"), "no finding 'nonsense'"),
        (("same_event", first, second), "needs an allegation"),
        (("likes", "1", "2"), "Invalid value"),
    ):
        result = onrecord("tie", "weir", *arguments)
        assert result.exit_code in (1, 2)
        assert why in " ".join(result.output.split())
    assert "undone already, by 2" in " ".join(onrecord("untie", "weir", "1").output.split())


@pytest.mark.usefixtures("case")
def test_requests_are_listed_and_withdrawn() -> None:
    with onrecord_api.open("weir", who="Ilse") as case:
        case.request("The ministry", "letter", "2026-01-02", deadline="2026-02-01")
        case.reply(1, "2026-01-20", note="they deny it", report=2)
    (request,) = lines("list", "weir", "requests")
    assert (request["whom"], request["replies"][0]["report"]) == ("The ministry", 2)
    assert "2026-01-20" in onrecord("list", "weir", "requests").output
    assert told("withdraw", "weir", "request:1", "--reason", "never sent")["subject"] == "request:1"
    assert lines("list", "weir", "requests") == []

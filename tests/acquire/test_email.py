from email.message import EmailMessage

import pytest

from onrecord.acquire import Item, Options, open_item
from onrecord.acquire.containers import expand
from onrecord.acquire.email import email_items, email_of
from onrecord.errors import EmptyOriginal, RefusedOriginal
from onrecord.records import Failure
from tests.acquire import samples


def _items(content: bytes, options: Options | None = None) -> list[Item | Failure]:
    return list(email_items(Item(id="m.eml", source="m.eml", path="m.eml"), content, options or Options()))


def _expanded(content: bytes) -> list[Item | Failure]:
    return list(expand(Item(id="m.eml", source="m.eml", content=content), Options()))


def test_text_subject_sender_and_date_are_read() -> None:
    text, metadata = email_of(samples.message(), options=Options())
    assert text.strip() == samples.TEXT
    assert metadata.title == "Forty men taken at the ford"
    assert metadata.byline == "Ada Quill"
    assert metadata.published == "2031-04-02T10:00:00+02:00"


def test_plain_text_is_preferred_to_its_html_copy() -> None:
    mail = EmailMessage()
    mail["From"] = "a@b.example"
    mail.set_content("The plain text.")
    mail.add_alternative("<p>The HTML text.</p>", subtype="html")
    content = mail.as_bytes()
    assert email_of(content, options=Options())[0].strip() == "The plain text."
    assert [item.id for item in _items(content)] == ["m.eml"]


def test_html_alone_is_read_with_its_paragraphs() -> None:
    mail = EmailMessage()
    mail.set_content("<p>First.</p><p>Second, “quoted”.</p>", subtype="html")
    assert email_of(mail.as_bytes(), options=Options())[0] == "First.\n\nSecond, “quoted”."


def test_html_is_read_where_the_plain_part_is_blank() -> None:
    mail = EmailMessage()
    mail.set_content(" \n")
    mail.add_alternative("<p>The HTML text.</p>", subtype="html")
    assert email_of(mail.as_bytes(), options=Options())[0] == "The HTML text."


def test_attachments_are_items_of_their_own() -> None:
    content = samples.message(attachments=(("r.pdf", samples.pdf()), ("n.txt", b"Two men."), ("n.txt", b"Three men.")))
    assert [item.id for item in _items(content)] == ["m.eml", "m.eml#r.pdf", "m.eml#n.txt", "m.eml#n.txt (2)"]


def test_an_attachment_beside_a_later_alternative_is_not_lost() -> None:
    mail = EmailMessage()
    mail.set_content("The plain text.")
    rich = EmailMessage()
    rich.set_content("<p>The HTML text.</p>", subtype="html")
    rich.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="r.pdf")
    mail.make_alternative()
    mail.attach(rich)
    assert [item.id for item in _items(mail.as_bytes())] == ["m.eml", "m.eml#r.pdf"]


def test_pictures_within_the_text_are_left_out() -> None:
    mail = EmailMessage()
    mail.set_content("The text.")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", disposition="inline", filename="logo.png")
    assert [item.id for item in _items(mail.as_bytes())] == ["m.eml"]


def test_a_name_that_climbs_out_of_the_folder_loses_its_folders() -> None:
    content = samples.message(attachments=(("../../etc/passwd", b"x"), ("..\\evil\x1b.txt", b"x")))
    assert [item.id for item in _items(content)] == ["m.eml", "m.eml#passwd", "m.eml#evil.txt"]


def test_a_message_that_only_carries_an_attachment_is_no_report() -> None:
    assert [item.id for item in _items(samples.message(None, attachments=(("r.txt", b"Two men."),)))] == ["m.eml#r.txt"]


def test_a_forwarded_message_is_read_with_its_own_attachments() -> None:
    inner = samples.message("The inner text.", attachments=(("n.txt", b"Two men."),))
    content = samples.message("See below.", attachments=(("fwd.eml", inner),))
    found = _expanded(content)
    assert [item.id for item in found] == ["m.eml", "m.eml#fwd.eml", "m.eml#fwd.eml#n.txt"]
    assert isinstance(found[1], Item)
    assert open_item(found[1], Options()).text.strip() == "The inner text."


def test_an_empty_attachment_is_named() -> None:
    _, failure = _items(samples.message(attachments=(("r.pdf", b""),)))
    assert isinstance(failure, Failure)
    assert (failure.id, failure.code) == ("m.eml#r.pdf", "empty")


def test_a_message_without_text_is_empty() -> None:
    with pytest.raises(EmptyOriginal):
        email_of(samples.message(None), options=Options())


def test_too_many_attachments_are_refused() -> None:
    content = samples.message(attachments=tuple((f"{number}.txt", b"x") for number in range(5)))
    with pytest.raises(RefusedOriginal, match="attachments"):
        _items(content, Options(max_members=4))


def test_parts_nested_beyond_measure_are_refused() -> None:
    content = b"From: a@b.example\nMIME-Version: 1.0\n" + b"Content-Type: message/rfc822\n\n" * 200 + b"text"
    with pytest.raises(RefusedOriginal, match="nested"):
        email_of(content, options=Options())


def test_the_encoding_of_a_part_is_minded() -> None:
    content = (
        b"From: =?utf-8?q?Ad=C3=A1_Quill?= <a@b.example>\nSubject: =?koi8-r?B?99nC?=\nMIME-Version: 1.0\n"
        b"Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: 8bit\n\n"
        + "Сорок человек".encode("koi8-r")
    )
    text, metadata = email_of(content, options=Options())
    assert text == "Сорок человек"
    assert metadata.byline == "Adá Quill"


def test_half_characters_in_headers_do_no_harm() -> None:
    content = (
        b"From: caf\xe9 <a@b.example>\nTo: x@y.example\nSubject: \xff\xfe two\nDate: Wed, 02 Apr 2031 10:00:00\n\nText"
    )
    (item,) = _expanded(content)
    assert isinstance(item, Item)
    report = open_item(item, Options())
    assert report.title is not None
    report.title.encode("utf-8")
    assert report.published == "2031-04-02T10:00:00"


@pytest.mark.parametrize(
    ("sender", "byline"),
    [
        ('"Quill, Ada" <ada@courier.example>', "Quill, Ada"),
        ("Press Office, External Affairs <press@a.example>", "Press Office, External Affairs"),
        ("<ada@courier.example>", "ada@courier.example"),
        ("ada@courier.example", "ada@courier.example"),
    ],
)
def test_a_sender_is_named_as_the_message_names_him(sender: str, byline: str) -> None:
    content = f"From: {sender}\nMessage-ID: <1@a.example>\n\nText".encode()
    assert email_of(content, options=Options())[1].byline == byline

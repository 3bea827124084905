"""E-mail messages: the text as the sender wrote it, and each attachment as an item of its own."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage, MIMEPart
from typing import Final

from onrecord.acquire.dates import found_date
from onrecord.acquire.guard import time_limit
from onrecord.acquire.html import fragment_of
from onrecord.acquire.item import Item, Metadata, failure
from onrecord.acquire.options import Options
from onrecord.acquire.text import decode
from onrecord.errors import EmptyOriginal, RefusedOriginal
from onrecord.records import Failure

_MAX_DEPTH: Final = 50  # parts within parts; mail programs make three or four


def email_of(content: bytes, *, options: Options) -> tuple[str, Metadata]:
    """The message's text, and its subject, sender and date.

    Plain text is preferred; where there is none, the HTML part's.

    Raises:
        EmptyOriginal: there is no text in it.
    """
    message = _parsed(content, options)
    found = _text_part(message)
    if found is None:
        raise EmptyOriginal("There is no text in the message itself.")
    part, payload = found
    charset = part.get_content_charset()
    if part.get_content_subtype() == "html":
        return fragment_of(payload, options=options, charset=charset), _metadata(message)
    return decode(payload, charset=charset).replace("\r\n", "\n"), _metadata(message)


def email_items(item: Item, content: bytes, options: Options) -> Iterator[Item | Failure]:
    """The message itself, where it holds text, then its attachments, each named `id#name`."""
    message = _parsed(content, options)
    attachments = list(_attachments(message))
    if len(attachments) > options.max_members:
        raise RefusedOriginal(f"It holds more than {options.max_members:,} attachments; no message does.")
    # A message that only carries attachments is an envelope; without either it is named as a failure when opened.
    if not attachments or _text_part(message) is not None:
        yield item
    names: dict[str, int] = {}
    for name, part in attachments:
        names[name] = names.get(name, 0) + 1
        unique = name if names[name] == 1 else f"{name} ({names[name]})"
        id = f"{item.id}#{unique}"
        if not part:
            yield failure(EmptyOriginal("The attachment is empty."), id=id, source=item.source)
        else:
            yield Item(id=id, source=item.source, content=part, given=replace(item.given, title=None))


def _parsed(content: bytes, options: Options) -> EmailMessage:
    if len(content) > options.max_bytes:
        raise RefusedOriginal(f"The message is larger than {options.max_bytes:,} bytes, the limit.")
    with time_limit(options.open_timeout_s):
        message = email.message_from_bytes(content, policy=email.policy.default)
    depth = 0
    level: list[MIMEPart] = [message]
    while level:
        depth += 1
        if depth > _MAX_DEPTH:
            raise RefusedOriginal(f"Its parts are nested more than {_MAX_DEPTH} deep: likely an attack.")
        level = [part for outer in level if outer.is_multipart() for part in outer.iter_parts()]
    return message


def _text_part(message: EmailMessage) -> tuple[MIMEPart, bytes] | None:
    """The part that is the message's own text, and its bytes: the plain one, or the HTML one where that is blank."""
    for kind in ("plain", "html"):
        part = message.get_body(preferencelist=(kind,))
        payload = None if part is None else part.get_payload(decode=True)
        if part is not None and isinstance(payload, bytes) and payload.strip():
            return part, payload
    return None


def _attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every part but the text, nested messages whole; pictures shown within the text are left out."""
    text = _text_part(message)
    number = 0
    pending: list[tuple[MIMEPart, bool]] = [(message, False)]
    while pending:
        part, is_alternative = pending.pop(0)
        if part.get_content_maintype() == "multipart":
            is_alternative = is_alternative or part.get_content_subtype() == "alternative"
            pending[:0] = [(child, is_alternative) for child in part.iter_parts()]
            continue
        if text is not None and part is text[0]:
            continue
        named = part.get_filename() is not None
        if is_alternative and not named and part.get_content_maintype() == "text":
            continue  # says the same again
        inline = part.get_content_disposition() == "inline" or part["Content-ID"] is not None
        if inline and part.get_content_maintype() == "image":
            continue
        content = _bytes(part)
        if not content.strip() and not named:
            continue  # the blank text part of a message that only carries attachments
        number += 1
        yield _name(part, number), content


def _name(part: MIMEPart, number: int) -> str:
    """The attachment's name as the message gives it, without folders, which only a path trick would put there."""
    name = part.get_filename() or ""
    name = "".join(character for character in name if character.isprintable()).replace("\\", "/").rsplit("/", 1)[-1]
    return name.strip() or f"attachment {number}"


def _bytes(part: MIMEPart) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        message = inner[0] if isinstance(inner, list) and inner else None
        return message.as_bytes() if isinstance(message, EmailMessage) else b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _metadata(message: MIMEPart) -> Metadata:
    return Metadata(
        title=_header(message, "Subject"),
        byline=_sender(message),
        published=found_date(_header(message, "Date")),
    )


def _header(message: MIMEPart, name: str) -> str | None:
    value = message[name]
    text = " ".join(str(value).split()) if value is not None else ""
    return text or None


def _sender(message: MIMEPart) -> str | None:
    header = _header(message, "From")
    if header is None:
        return None
    # By hand, since names with a comma that nobody quoted are common, and a strict parser takes them for two senders.
    name, opening, address = header.partition("<")
    return name.replace('"', "").strip() or address.rstrip("> ") or None if opening else header

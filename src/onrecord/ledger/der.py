"""Just enough DER to put a timestamp's certificates in order.

The certificates in a CMS message are a SET OF, which DER wants sorted. OpenSSL, and the authorities that run it, write
them in the order in which they were configured, and rfc3161-client refuses that. No signature covers their order.
"""

from collections.abc import Iterator
from typing import Final

_SEQUENCE: Final = 0x30
_CONTEXT_0: Final = 0xA0

# From the outermost element of a TimeStampResp to the certificates: which child to go into, and its tag.
_TO_CERTIFICATES: Final = (
    (0, _SEQUENCE),  # TimeStampResp
    (1, _SEQUENCE),  # timeStampToken, a ContentInfo
    (1, _CONTEXT_0),  # content
    (0, _SEQUENCE),  # SignedData
    (3, _CONTEXT_0),  # certificates, behind version, digestAlgorithms, encapContentInfo
)


def certificates_sorted(answer: bytes) -> bytes:
    """A TimeStampResp with its certificates in DER's order, otherwise byte for byte as it was.

    What isn't built like a TimeStampResp with certificates comes back as it is, for a parser to refuse.
    """
    start, end = 0, len(answer)
    try:
        for place, tag in _TO_CERTIFICATES:
            child = list(_children(answer, start, end))[place]
            if answer[child[0]] != tag:
                return answer
            start, end = child[1], child[2]
        certificates = sorted(answer[first:last] for first, _, last in _children(answer, start, end))
    except (IndexError, ValueError):
        return answer
    return answer[:start] + b"".join(certificates) + answer[end:]


def _children(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Of each element between `start` and `end`: where it begins, where its content begins, where it ends."""
    while start < end:
        length, content = data[start + 1], start + 2
        if length & 0x80:
            size = length & 0x7F
            if not 1 <= size <= 4:
                raise ValueError("a length that DER doesn't have")
            length, content = int.from_bytes(data[content : content + size]), content + size
        if content + length > end:
            raise ValueError("an element that reaches beyond what holds it")
        yield start, content, content + length
        start = content + length

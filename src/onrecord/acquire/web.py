"""The web: the one module that reaches the network, and only for a URL that the caller gave."""

import contextlib
import ipaddress
import logging
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import httpx

from onrecord.acquire.guard import time_limit
from onrecord.acquire.item import Item, Metadata
from onrecord.acquire.options import Options
from onrecord.errors import AcquireError, BrokenOriginal, MissingOriginal, RefusedOriginal

logger = logging.getLogger(__name__)

_ACCEPT: Final = (
    "text/html,application/xhtml+xml,application/pdf,application/rss+xml,application/atom+xml,text/plain,*/*;q=0.5"
)
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_GONE: Final = frozenset({404, 410})
_PROXY_WANTS_A_NAME: Final = 407
_LOCAL_NAMES: Final = (".local", ".internal", ".localhost", ".lan", ".home.arpa")
_MAX_ADDRESSES: Final = 4  # tried in turn; more than this isn't a server in trouble but a way to hold us up


def fetch(url: str, options: Options) -> Item:
    """What the server at `url` gives, as an item; every request is announced on this module's logger.

    Unless `options.allow_private`, only public addresses are contacted: each name is resolved here and the connection
    goes to the very address that was checked, so that a name can't point elsewhere a moment later. Redirects are
    checked alike. Through a proxy, the proxy resolves names; then only addresses written as numbers, and names that are
    local by definition, can be told to be private.

    Raises:
        RefusedOriginal: a private address, too large, too many redirects, or no http(s) address.
        MissingOriginal: there is no such page or server.
        AcquireError: it could not be had for another reason.
    """
    deadline = time.monotonic() + options.timeout_s
    with _limited(options), _client(options) as client:
        return _follow(client, url, options=options, deadline=deadline)


def post(url: str, body: bytes, *, media_type: str, options: Options) -> bytes:
    """What the server at `url` answers to `body`; announced, checked and limited as `fetch`. Redirects aren't followed.

    Raises: as `fetch`.
    """
    deadline = time.monotonic() + options.timeout_s
    with _limited(options), _client(options) as client:
        query = _Query(_parsed(url), "POST", body, {"Content-Type": media_type})
        with contextlib.closing(_answer(client, query, options=options, deadline=deadline)) as response:
            if not response.is_success:
                raise _refused_by_server(response)
            return _body(response, options=options, deadline=deadline)


@dataclass(frozen=True, slots=True)
class _Query:
    url: httpx.URL
    method: str = "GET"
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@contextlib.contextmanager
def _limited(options: Options) -> Iterator[None]:
    """The time limit is for what no deadline is asked within: headers that drip, a proxy that never speaks SOCKS."""
    with _named(options), time_limit(options.timeout_s + 1, late=_late(options)):
        yield


@contextlib.contextmanager
def _named(options: Options) -> Iterator[None]:
    """Whatever a request may end in, by our names."""
    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        # A connection is made to the proxy, then; only a failing handshake is the server's, behind the tunnel.
        if options.proxy is not None and not _is_handshake(error):
            raise _no_proxy(options.proxy, str(error)) from error
        if isinstance(error, httpx.ConnectTimeout):
            raise _late(options) from error
        raise MissingOriginal(f"The server can't be reached: {error}. Check the address, and that it is up.") from error
    except httpx.TimeoutException as error:
        raise _late(options) from error
    except httpx.ProxyError as error:
        raise AcquireError(
            f"The proxy {_address(options.proxy)} did not connect to the server: {error}. Check the address, and what "
            "the proxy allows."
        ) from error
    except httpx.DecodingError as error:
        raise BrokenOriginal(f"The server's answer can't be unpacked: {error}.") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise AcquireError(f"It could not be fetched: {error}. Try again, or save it from a browser.") from error


def _is_handshake(error: BaseException) -> bool:
    """Whether a connection failed because of TLS: it was there, but the two did not agree."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False


def _no_proxy(proxy: str, why: str) -> AcquireError:
    return AcquireError(
        f"The proxy {_address(proxy)} can't be reached ({why or 'no answer'}); the server was not asked. Check the "
        "proxy's address, and that it is running."
    )


def _address(proxy: str | None) -> str:
    """The proxy's host and port; never its name and password."""
    try:
        url = httpx.URL(proxy or "")
    except httpx.InvalidURL:
        return "as given"
    return url.host if url.port is None else f"{url.host}:{url.port}"


def _client(options: Options) -> httpx.Client:
    try:
        return httpx.Client(
            proxy=options.proxy,
            # Proxies and passwords set in the environment for other programs aren't ours to use unasked.
            trust_env=False,
            timeout=options.timeout_s,
            headers={"User-Agent": options.user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"},
        )
    except (ValueError, httpx.InvalidURL) as error:
        raise AcquireError(
            f"The proxy address can't be used: {error}. Write it like socks5://127.0.0.1:9050."
        ) from error


def _follow(client: httpx.Client, given: str, *, options: Options, deadline: float) -> Item:
    url = _parsed(given)
    for _ in range(options.max_redirects + 1):
        with contextlib.closing(_answer(client, _Query(url), options=options, deadline=deadline)) as response:
            if response.status_code in _REDIRECTS and "location" in response.headers:
                url = _parsed(str(url.join(response.headers["location"])))
                continue
            if not response.is_success:
                raise _refused_by_server(response)
            content = _body(response, options=options, deadline=deadline)
            return Item(
                id=given,
                source=given,
                content=content,
                charset=response.charset_encoding,
                found=Metadata(url=str(url)),
            )
    raise RefusedOriginal(f"The server redirected more than {options.max_redirects} times. Give the final address.")


def _parsed(url: str) -> httpx.URL:
    parsed = httpx.URL(url)
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise RefusedOriginal("It is, or leads to, something other than an http or https address.")
    if parsed.userinfo:
        raise RefusedOriginal(
            "The address holds a user name or password, which would be kept on record. Download it yourself."
        )
    return parsed


def _answer(client: httpx.Client, query: _Query, *, options: Options, deadline: float) -> httpx.Response:
    """The response, its body unread."""
    url = query.url
    if options.proxy is not None:
        _refuse_private_name(url, options)
        logger.info("%s %s through the proxy", query.method, url)
        left = _left(deadline, options)
        request = client.build_request(query.method, url, content=query.body, headers={**query.headers}, timeout=left)
        return client.send(request, stream=True)
    trouble: httpx.ConnectError | httpx.ConnectTimeout | None = None
    for address in _addresses(url, options):
        logger.info("%s %s at %s", query.method, url, address)
        request = client.build_request(
            query.method,
            # The checked address takes the name's place in the connection; certificate and Host header keep the name.
            url.copy_with(host=address),
            content=query.body,
            headers={**query.headers, "Host": url.netloc.decode("ascii")},
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
            timeout=_left(deadline, options),
        )
        try:
            return client.send(request, stream=True)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            trouble = error
    raise trouble or MissingOriginal("The name has no address.")


def _addresses(url: httpx.URL, options: Options) -> Iterator[str]:
    """The addresses that the URL's host stands for and that may be contacted."""
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(url.raw_host.decode("ascii"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise MissingOriginal(f"There is no server called {url.host}. Check the address and the connection.") from error
    addresses = list(dict.fromkeys(str(entry[4][0]).split("%")[0] for entry in found))
    allowed = [address for address in addresses if options.allow_private or is_public(address)]
    if not allowed:
        raise _private(url)
    yield from allowed[:_MAX_ADDRESSES]


def is_public(address: str) -> bool:
    """Whether `address` is reachable by anybody, so that fetching it tells nothing about the machine we run on."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        # Addresses that carry an IPv4 address lead where that one leads: mapped, 6to4, NAT64.
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _refuse_private_name(url: httpx.URL, options: Options) -> None:
    if options.allow_private:
        return
    host = url.host.rstrip(".").lower()
    try:
        public = is_public(host)
    except ValueError:
        public = host != "localhost" and not host.endswith(_LOCAL_NAMES)
    if not public:
        raise _private(url)


def _private(url: httpx.URL) -> RefusedOriginal:
    return RefusedOriginal(
        f"{url.host} is a private address of this machine or network; such are not fetched unless allowed."
    )


def _body(response: httpx.Response, *, options: Options, deadline: float) -> bytes:
    content = bytearray()
    # As it arrives: waiting for pieces of a size would let a server that drips hold us up for ever.
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > options.max_bytes:
            raise RefusedOriginal(f"The server sends more than {options.max_bytes:,} bytes, the limit.")
        if time.monotonic() > deadline:
            raise _late(options)
    return bytes(content)


def _left(deadline: float, options: Options) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise _late(options)
    return left


def _late(options: Options) -> AcquireError:
    seconds = f"{options.timeout_s:g} seconds"
    if options.proxy is None:
        return AcquireError(f"The server took longer than {seconds}. Try again, or allow more time.")
    return AcquireError(
        f"The proxy {_address(options.proxy)}, or the server behind it, took longer than {seconds}. Try again, allow "
        "more time, or check which kind of proxy it is (http, socks5)."
    )


def _refused_by_server(response: httpx.Response) -> AcquireError:
    status = f"{response.status_code} {response.reason_phrase}".strip()
    if response.status_code == _PROXY_WANTS_A_NAME:
        return AcquireError(f"The proxy refused: {status}. Give its address with user name and password.")
    if response.status_code in _GONE:
        return MissingOriginal(f"The server has no such page ({status}). Check the address, or find an archived copy.")
    return AcquireError(f"The server refused: {status}. Try again later, or save it from a browser.")

import gc
import gzip
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from onrecord.acquire import Item, Options, items, open_item
from onrecord.acquire.web import fetch, is_public
from onrecord.errors import AcquireError, BrokenOriginal, ItemError, MissingOriginal, RefusedOriginal
from onrecord.records import Failure
from tests.acquire import samples

Answer = Callable[[BaseHTTPRequestHandler], None]
_LOCAL = Options(allow_private=True, timeout_s=60)


class Site(ThreadingHTTPServer):
    """A server on this machine whose answers the test sets by path."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(f"{self.headers['Host']} {self.path}")
        self.server.answers[self.path](self)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _page(content: bytes, media_type: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", media_type)
        handler.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def _to(address: str) -> Answer:
    return _page(b"", status=302, Location=address)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def _error(url: str, options: Options) -> ItemError:
    with pytest.raises(ItemError) as caught:
        fetch(url, options)
    return caught.value


def test_a_page_is_fetched_and_read(site: Site) -> None:
    site.answers["/1"] = _page(samples.html())
    (item,) = items([site.url("/1")], _LOCAL)
    assert isinstance(item, Item)
    report = open_item(item, _LOCAL)
    assert report.id == report.url == site.url("/1")
    assert samples.PARAGRAPHS[0] in report.text


def test_a_feed_is_taken_apart_without_fetching_more(site: Site) -> None:
    site.answers["/feed"] = _page(samples.rss(samples.entry("https://courier.example/1", full="<p>x</p>")), "text/xml")
    (item,) = items([site.url("/feed")], _LOCAL)
    assert item.id == f"{site.url('/feed')}#https://courier.example/1"
    assert len(site.asked) == 1


def test_the_servers_encoding_is_minded(site: Site) -> None:
    site.answers["/1"] = _page("<p>Сорок человек</p>".encode("koi8-r"), "text/html; charset=koi8-r")
    assert open_item(fetch(site.url("/1"), _LOCAL), _LOCAL).text == "Сорок человек"


def test_each_request_is_announced(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    site.answers["/1"] = _to("/2")
    site.answers["/2"] = _page(b"<p>Two men.</p>")
    with caplog.at_level(logging.INFO, logger="onrecord.acquire.web"):
        fetch(site.url("/1"), _LOCAL)
    said = [record.message for record in caplog.records if record.name == "onrecord.acquire.web"]
    assert said == [f"GET {site.url(path)} at 127.0.0.1" for path in ("/1", "/2")]


def test_redirects_are_followed_and_the_final_address_kept(site: Site) -> None:
    site.answers["/1"] = _to("/2")
    site.answers["/2"] = _page(b"<p>Two men.</p>")
    item = fetch(site.url("/1"), _LOCAL)
    assert (item.id, item.found.url) == (site.url("/1"), site.url("/2"))


def test_a_circle_of_redirects_is_refused(site: Site) -> None:
    site.answers["/1"] = _to("/1")
    assert isinstance(_error(site.url("/1"), Options(allow_private=True, max_redirects=3)), RefusedOriginal)
    assert len(site.asked) == 4


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "http://"])
def test_a_redirect_to_something_else_is_refused(site: Site, target: str) -> None:
    site.answers["/1"] = _to(target)
    assert isinstance(_error(site.url("/1"), _LOCAL), AcquireError)


def test_private_addresses_are_refused_and_never_asked(site: Site) -> None:
    site.answers["/1"] = _page(b"secret")
    for host in ("127.0.0.1", "localhost", "127.1", "2130706433", "[::ffff:127.0.0.1]"):
        assert isinstance(_error(f"http://{host}:{site.server_port}/1", Options()), RefusedOriginal | MissingOriginal)
    assert site.asked == []


def test_a_redirect_to_a_private_address_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/1"] = _to("http://inside.example/")
    addresses = {"127.0.0.1": "127.0.0.1", "inside.example": "10.0.0.1"}
    _resolve(monkeypatch, lambda host: [addresses[host]])
    monkeypatch.setattr("onrecord.acquire.web.is_public", lambda address: address == "127.0.0.1")
    error = _error(site.url("/1"), Options())
    assert isinstance(error, RefusedOriginal)
    assert "inside.example" in error.message


def test_the_connection_goes_to_the_address_that_was_checked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/1"] = _page(b"<p>Two men.</p>")
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    _resolve(monkeypatch, lambda _host: next(answers))
    item = fetch(f"http://rebinding.example:{site.server_port}/1", _LOCAL)
    assert item.content == b"<p>Two men.</p>"
    assert site.asked == [f"rebinding.example:{site.server_port} /1"]


def test_of_several_addresses_only_public_ones_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    _resolve(monkeypatch, lambda _host: ["10.0.0.1", "192.168.0.1"])
    assert isinstance(_error("http://inside.example/", Options()), RefusedOriginal)


def _resolve(monkeypatch: pytest.MonkeyPatch, answer: Callable[[str], list[str]]) -> None:
    real = socket.getaddrinfo

    def fake(host: str, port: int, family: int = 0, type: int = 0) -> list[Any]:
        if host.replace(".", "").isdigit():
            return real(host, port, family, type)
        return [(socket.AF_INET, type, 6, "", (address, port)) for address in answer(host)]

    monkeypatch.setattr("onrecord.acquire.web.socket.getaddrinfo", fake)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - an address to be refused
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
    ],
)
def test_public_addresses_are_told_from_private_ones(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("status", "kind"), [(404, MissingOriginal), (410, MissingOriginal), (403, AcquireError), (500, AcquireError)]
)
def test_a_server_that_refuses_is_named_with_its_status(site: Site, status: int, kind: type[ItemError]) -> None:
    site.answers["/1"] = _page(b"no", status=status)
    error = _error(site.url("/1"), _LOCAL)
    assert type(error) is kind
    assert str(status) in error.message


def test_too_much_is_refused_before_it_is_all_taken(site: Site) -> None:
    site.answers["/1"] = _page(b"a" * 5_000_000)
    assert isinstance(_error(site.url("/1"), Options(allow_private=True, max_bytes=1_000)), RefusedOriginal)


def test_a_compressed_answer_counts_as_unpacked(site: Site) -> None:
    site.answers["/1"] = _page(gzip.compress(b"a" * 5_000_000), Content_Encoding="gzip")
    assert isinstance(_error(site.url("/1"), Options(allow_private=True, max_bytes=1_000_000)), RefusedOriginal)
    site.answers["/2"] = _page(b"not gzip", Content_Encoding="gzip")
    assert isinstance(_error(site.url("/2"), _LOCAL), BrokenOriginal)


def test_a_server_that_dawdles_is_given_up(site: Site) -> None:
    stop = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not stop.wait(0.05):
            try:
                handler.wfile.write(b"a")
            except OSError:
                return

    site.answers["/1"] = drip
    # It would drip for an hour.
    error = _error(site.url("/1"), Options(allow_private=True, timeout_s=0.4))
    stop.set()
    assert "longer than 0.4 seconds" in error.message


def test_headers_that_drip_are_given_up(site: Site) -> None:
    stop = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not stop.wait(0.1):
            try:
                handler.wfile.write(b"X-A: b\r\n")
            except OSError:
                return

    site.answers["/1"] = drip
    error = _error(site.url("/1"), Options(allow_private=True, timeout_s=0.4))
    stop.set()
    assert isinstance(error, AcquireError)


def test_nobody_there_is_named() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        error = _error(f"http://127.0.0.1:{unused.getsockname()[1]}/", _LOCAL)
    assert isinstance(error, MissingOriginal)


def test_a_name_without_a_server_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror("Name or service not known")

    monkeypatch.setattr("onrecord.acquire.web.socket.getaddrinfo", fail)
    assert isinstance(_error("http://nowhere.example/", Options()), MissingOriginal)


@pytest.mark.parametrize(
    "url", ["http://user:password@a.example/", "http://[broken/", "http:///x", "http://a.example:99999/"]
)
def test_impossible_addresses_are_named(url: str) -> None:
    (failure,) = items([url], Options())
    assert isinstance(failure, Failure)
    assert failure.id == url


@pytest.mark.parametrize("url", ["ftp://a.example/x", "file:///etc/passwd", "javascript://x"])
def test_other_schemes_are_refused(url: str) -> None:
    (failure,) = items([url], Options())
    assert isinstance(failure, Failure)
    assert failure.code == "refused"


def test_a_proxy_is_asked_for_every_page(site: Site) -> None:
    site.answers["http://courier.example/1"] = _page(b"<p>Two men.</p>")
    item = fetch("http://courier.example/1", Options(proxy=site.url(""), timeout_s=60))
    assert item.content == b"<p>Two men.</p>"
    assert site.asked == ["courier.example http://courier.example/1"]


@pytest.mark.parametrize("url", ["http://localhost/", "http://127.0.0.1/", "http://printer.local/", "http://[::1]/"])
def test_a_proxy_is_not_asked_for_private_addresses(site: Site, url: str) -> None:
    assert isinstance(_error(url, Options(proxy=site.url(""))), RefusedOriginal)
    assert site.asked == []


def test_the_environments_proxy_is_not_used_unasked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    site.answers["/1"] = _page(b"<p>Two men.</p>")
    assert fetch(site.url("/1"), _LOCAL).content == b"<p>Two men.</p>"


def _nobody() -> int:
    """A port on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@pytest.mark.parametrize("scheme", ["http", "socks5", "socks5h"])
@pytest.mark.parametrize("url", ["http://courier.example/1", "https://courier.example/1"])
def test_a_dead_proxy_is_named_and_its_password_is_not(scheme: str, url: str) -> None:
    port = _nobody()
    error = _error(url, Options(proxy=f"{scheme}://ama:secret@127.0.0.1:{port}", timeout_s=60))
    assert not isinstance(error, MissingOriginal)  # which would say that the server is gone
    assert f"The proxy 127.0.0.1:{port} can't be reached" in error.message
    assert "secret" not in error.message
    assert "ama" not in error.message


def test_a_proxy_that_refuses_is_named(site: Site) -> None:
    site.answers["http://courier.example/1"] = _page(b"", status=407)
    assert _error("http://courier.example/1", Options(proxy=site.url(""))).message.startswith("The proxy refused: 407")
    # it answers CONNECT with 501
    told = _error("https://courier.example/1", Options(proxy=site.url(""))).message
    assert f"The proxy 127.0.0.1:{site.server_port} did not connect" in told


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_proxy_that_never_speaks_is_named() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        port = silent.getsockname()[1]
        error = _error("http://courier.example/1", Options(proxy=f"socks5://127.0.0.1:{port}", timeout_s=0.2))
    assert error.message.startswith(
        f"The proxy 127.0.0.1:{port}, or the server behind it, took longer than 0.2 seconds."
    )
    # The time limit ends the library in the midst of connecting, and its socket is left to the collector: here, not in
    # whatever test comes next.
    del error
    gc.collect()


def test_a_proxy_address_that_cannot_be_is_named() -> None:
    assert "proxy" in _error("http://a.example/", Options(proxy="nonsense://x")).message.lower()


def test_files_and_folders_never_touch_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    (tmp_path / "a.html").write_bytes(samples.html(head='<link rel="stylesheet" href="http://tracker.example/">'))
    (tmp_path / "f.xml").write_bytes(
        samples.rss(samples.entry("http://tracker.example/1", summary="<img src='http://t.example/'>x"))
    )
    (tmp_path / "d.docx").write_bytes(samples.word())
    (tmp_path / "p.pdf").write_bytes(samples.pdf())
    found = list(items([str(tmp_path)], Options()))
    assert [type(item) for item in found] == [Item] * 4
    for item in found:
        assert isinstance(item, Item)
        assert open_item(item, Options()).text

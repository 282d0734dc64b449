"""`kg fetch`, against a server that the test starts: what is kept, what is refused, and what a second run asks for."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from kg import cli
from kg.errors import KgError
from kg.facts import vocabulary
from kg.fetching import Failed, Fetched, Manners, Page, chosen, fetch
from kg.fetching.address import is_public, network_addresses, web_address
from kg.fetching.content import is_shell
from kg.fetching.pages import DOCUMENTS, OTHERS
from kg.loading.folder import look_into

REPORT = b"<!doctype html><html><body><h1>Wiltshire PEEL 2015</h1><p>404 officers were trained.</p></body></html>"
OTHER = REPORT.replace(b"404", b"405")
PDF = b"%PDF-1.4\n%%EOF\n"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Server(ThreadingHTTPServer):
    """Answers as its `routes` say, by path; keeps the paths that were asked for, with their headers."""

    daemon_threads = True

    def __init__(self) -> None:
        self.routes: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.released = threading.Event()
        super().__init__(("127.0.0.1", 0), Handler)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, robots.txt apart."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        self.server.routes.get(self.path, answer(404, b"no such page"))(self)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: stderr belongs to the command under test."""


def answer(status: int = 200, body: bytes = REPORT, **headers: str | None) -> Callable[[BaseHTTPRequestHandler], None]:
    """A route. Underscores in names of headers are hyphens; None leaves one out."""
    given = {"Content_Type": "text/html", "Content_Length": str(len(body)), **headers}

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in given.items():
            if value is not None:
                handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def redirect(to: str, status: int = 302) -> Callable[[BaseHTTPRequestHandler], None]:
    return answer(status, b"", Location=to)


def with_validators(body: bytes, **validators: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """A page that is sent only to those who do not have it."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        asked = (handler.headers.get("If-None-Match"), handler.headers.get("If-Modified-Since"))
        held = any(value in asked for value in validators.values())
        answer(304 if held else 200, b"" if held else body, **validators)(handler)

    return send


def in_turn(*answers: Callable[[BaseHTTPRequestHandler], None]) -> Callable[[BaseHTTPRequestHandler], None]:
    """A route whose answers follow each other; the last one stays."""
    left = list(answers)

    def send(handler: BaseHTTPRequestHandler) -> None:
        route = left.pop(0) if len(left) > 1 else left[0]
        route(handler)

    return send


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield running
        running.released.set()
        running.shutdown()


@pytest.fixture
def run(server: Server, tmp_path: Path) -> Callable[..., list[Fetched | Failed]]:
    """Gets pages of the server into the folder `documents`, without waiting."""

    def get(*paths: str, **manners: object) -> list[Fetched | Failed]:
        pages = [Page(web_address(path if "://" in path else server.url(path))) for path in paths]
        given = {"pause": 0, "allow_private": True, "wait": lambda seconds: None, **manners}
        return list(fetch(pages, tmp_path / "documents", Manners(**given)))  # type: ignore[arg-type]

    return get


def documents(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "documents").iterdir() if not path.name.startswith("."))


KEPT = [
    # the four formats, named so that every system and reader knows them
    (answer(), ".html", REPORT),
    (answer(Content_Type="application/xhtml+xml; charset=utf-8"), ".html", REPORT),
    (answer(body=PDF, Content_Type="application/pdf"), ".pdf", PDF),
    (answer(body=b"PK\x03\x04 word/document.xml", Content_Type=DOCX_TYPE), ".docx", b"PK\x03\x04 word/document.xml"),
    (answer(body=b"A letter.", Content_Type="text/plain"), ".txt", b"A letter."),
    # a server that does not know what it sends, or says it wrongly: the content tells
    (answer(body=PDF, Content_Type="application/octet-stream"), ".pdf", PDF),
    (answer(body=PDF), ".pdf", PDF),
    (answer(Content_Type=None), ".html", REPORT),
    # no encoding is touched, be it wrong or unknown: the loaders judge the bytes that were published
    (answer(body=b"caf\xe9", Content_Type="text/plain; charset=utf-8"), ".txt", b"caf\xe9"),
    (answer(body=b"caf\xe9", Content_Type="text/plain; charset=no-such"), ".txt", b"caf\xe9"),
    # packed for the way
    (answer(body=gzip.compress(REPORT), Content_Encoding="gzip"), ".html", REPORT),
    # neither a length nor chunks: it ends where the server hangs up
    (answer(Content_Length=None), ".html", REPORT),
]


@pytest.mark.parametrize(("route", "suffix", "content"), KEPT)
def test_a_document_is_kept_as_it_was_sent(server, run, tmp_path, route, suffix, content):
    server.routes["/report/"] = route
    (got,) = run("/report/")
    (file,) = documents(tmp_path)
    assert (got.state, file.suffix, file.read_bytes()) == ("new", suffix, content)
    record = json.loads((file.parent / f".{file.stem}.json").read_text(encoding="utf-8"))
    assert record["url"] == server.url("/report/")
    assert (record["file"], record["sha256"], record["bytes"]) == (file.name, sha256(content).hexdigest(), len(content))
    assert datetime.fromisoformat(record["fetched"]).date() == datetime.now(UTC).date()
    assert server.asked[-1][1]["User-Agent"].startswith("police-findings-kg")


FAILED = [
    # nothing there: by its status, or only by its words
    (answer(404, b"gone"), "404 Not Found"),
    (answer(500, b"oops"), "500 Internal Server Error"),
    (answer(body=b"<title>Page not found - HMICFRS</title><h1>Sorry</h1>"), "says that it is not found"),
    (answer(body=b"<h1>404 <b>Page not found</b></h1>"), "says that it is not found"),
    (answer(body=b"404 Page not found", Content_Type="text/plain"), "says that it is not found"),
    (answer(body=b" \n"), "an empty page"),
    (answer(304, b""), "304 Not Modified"),  # to a question that was not asked so
    # no document, whether its server says so or not
    (answer(body=b"\x89PNG", Content_Type="image/png"), "'image/png', no page"),
    (answer(Content_Type="application/pdf"), "says to be 'application/pdf' and is no document"),
    (answer(body=b"PK\x03\x04 xl/workbook.xml", Content_Type=DOCX_TYPE), "and is no document"),
    (answer(body=b"\x89PNG\0"), "says to be 'text/html' and is no document"),
    (answer(body=b"\0", Content_Type="application/octet-stream"), "is no document"),
    # too large by its own word, in fact, or once unpacked
    (answer(Content_Length="2000000"), "larger than the 1 MB"),
    (answer(body=b"x" * 1_000_001, Content_Length=None), "larger than the 1 MB"),
    (answer(body=gzip.compress(b"x" * 1_000_001), Content_Encoding="gzip"), "larger than the 1 MB"),
    # broken: shorter than said, not packed as said, no HTTP at all, hung up
    (answer(Content_Length=str(len(REPORT) + 1)), "a broken answer"),
    (answer(Content_Encoding="gzip"), "not encoded as it says"),
    (lambda handler: handler.wfile.write(b"not HTTP\r\n\r\n"), "a broken answer"),
    (lambda handler: None, "a broken answer"),
    # busy, and staying so
    (answer(429, b""), "429 Too Many Requests (3 tries)"),
    (answer(503, b"", Retry_After="1"), "503 Service Unavailable (3 tries)"),
    (answer(503, b"", Retry_After="86400"), "asks to wait 86400 s"),
    # redirects that lead nowhere, round, or out of the web
    (redirect("/page"), "redirects without an end"),
    (redirect("/circle"), "redirects without an end"),
    (redirect("file:///etc/passwd"), "no http(s) address: 'file:///etc/passwd'"),
    (redirect("http://user:secret@example.org/"), "an address with a user name or password: example.org"),
    (redirect("http://[broken"), "no http(s) address"),
    (answer(302, b""), "redirects without an end"),
    # the address that it leads to is forbidden
    (redirect("/forbidden/"), "robots.txt forbids"),
]


@pytest.mark.parametrize(("route", "said"), FAILED)
def test_what_is_no_document_is_told_and_not_kept_and_the_rest_comes(server, run, tmp_path, route, said):
    server.routes |= {"/page": route, "/circle": redirect("/page"), "/last": answer()}
    server.routes["/robots.txt"] = answer(body=b"User-agent: *\nDisallow: /forbidden", Content_Type="text/plain")
    failed, last = run("/page", server.url("/last", "localhost"), largest=1_000_000)
    assert isinstance(failed, Failed)
    assert said in str(failed.problem)
    assert "\n" not in str(failed.problem)
    assert "secret" not in str(failed.problem)
    assert last.state == "new"
    assert [file.name for file in documents(tmp_path)] == [last.record.file]


def test_a_silent_server_is_given_up(server, run):
    server.routes["/silent"] = lambda handler: server.released.wait(60)
    (failed,) = run("/silent", silence=0.2)
    assert "no answer in time" in str(failed.problem)


def test_an_answer_that_never_ends_is_given_up(server, run):
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not server.released.is_set():
            handler.wfile.write(b"<p>more</p>")

    server.routes["/endless"] = drip
    hours = iter(range(1_000_000))
    (failed,) = run("/endless", clock=lambda: 3600.0 * next(hours))
    assert "not at hand after 600 s" in str(failed.problem)


REDIRECTS = [
    # within a host, with any of the statuses, relative or not
    (redirect("/there/"), 301),
    (redirect("there/", 308), 308),
    (redirect("/hop"), 302),
]


@pytest.mark.parametrize(("route", "status"), REDIRECTS)
def test_redirects_are_followed(server, run, tmp_path, route, status):
    server.routes |= {"/page": route, "/hop": redirect("/there/", 307), "/there/": answer()}
    (got,) = run("/page")
    assert (got.record.url, got.record.final_url) == (server.url("/page"), server.url("/there/"))
    assert len(documents(tmp_path)) == 1


def test_a_redirect_to_another_host_asks_that_one_for_its_rules_too(server, run):
    server.routes |= {"/page": redirect(server.url("/there/", "localhost")), "/there/": answer()}
    (got,) = run("/page")
    assert got.state == "new"
    hosts = [headers["Host"].partition(":")[0] for path, headers in server.asked if path == "/robots.txt"]
    assert hosts == ["127.0.0.1", "localhost"]


def test_two_addresses_of_one_page_give_one_document(server, run, tmp_path):
    """Most pages are listed under an old and a new address."""
    server.routes |= {"/old/": redirect("/new/"), "/new/": answer()}
    assert [got.state for got in run("/old/", "/new/")] == ["new", "at hand"]
    assert [got.state for got in run("/new/", "/old/")] == ["unchanged", "at hand"]
    assert len(documents(tmp_path)) == 1


ROBOTS = [
    # no rules are no objection, whoever says so
    (answer(404, b""), "new"),
    (answer(403, b""), "new"),
    (answer(body=b"", Content_Type="text/plain"), "new"),
    # a page in place of rules
    (answer(), "new"),
    # rules for all, for this program by name, by wildcard; the longer rule wins
    (answer(body=b"User-agent: *\nDisallow: /"), "robots.txt forbids"),
    (
        answer(body=b"\xef\xbb\xbfUser-agent: police-findings-kg\nDisallow: /page\n\nUser-agent: *\nAllow: /"),
        "robots.txt forbids",
    ),
    (answer(body=b"User-agent: *\nDisallow: /*?view="), "robots.txt forbids"),
    (answer(body=b"User-agent: *\nDisallow: /\nAllow: /page"), "new"),
    (answer(body=b"User-agent: other\nDisallow: /"), "new"),
    # rules that stand elsewhere
    (redirect("/rules"), "robots.txt forbids"),
    (redirect("/robots.txt"), "robots.txt cannot be had"),
    (redirect("ftp://example.org/"), "robots.txt cannot be had"),
    # a server in trouble is left alone
    (answer(500, b""), "robots.txt cannot be had: 500"),
    (answer(503, b""), "robots.txt cannot be had: 503"),
    (answer(429, b""), "robots.txt cannot be had: 429"),
    (lambda handler: None, "robots.txt cannot be had: a broken answer"),
    # a pause that nobody waits for
    (answer(body=b"User-agent: *\nCrawl-delay: 86400"), "robots.txt asks for 86400 s"),
]


@pytest.mark.parametrize(("route", "told"), ROBOTS)
def test_robots_txt_is_obeyed(server, run, route, told):
    server.routes |= {"/page?view=1": answer(), "/robots.txt": route}
    server.routes["/rules"] = answer(body=b"User-agent: *\nDisallow: /page")
    (got,) = run("/page?view=1")
    assert told in (str(got.problem) if isinstance(got, Failed) else got.state)
    assert server.paths.count("/page?view=1") == isinstance(got, Fetched)


def test_rules_are_asked_for_once_and_a_pause_is_kept(server, run):
    server.routes |= {f"/{number}": answer() for number in range(3)}
    server.routes["/robots.txt"] = answer(body=b"User-agent: *\nCrawl-delay: 7")
    waits: list[float] = []
    run("/0", "/1", "/2", pause=2, wait=waits.append, clock=lambda: 0.0)
    assert Counter(path for path, _ in server.asked)["/robots.txt"] == 1
    assert waits == [7, 7, 7]
    server.routes["/robots.txt"] = answer(404, b"")
    waits.clear()
    run("/0", "/1", pause=2, wait=waits.append, clock=lambda: 0.0)
    assert waits == [2, 2]


BUSY = [
    # the wait that the server asks for, in seconds or until a moment
    (answer(429, b"", Retry_After="30"), (30, 30)),
    (answer(503, b"", Retry_After=format_datetime(datetime.now(UTC) - timedelta(days=1))), (0, 0)),
    # or longer each time, where it asks for none that makes sense
    (answer(503, b""), (2, 4)),
    (answer(503, b"", Retry_After="soon"), (2, 4)),
    # what went wrong on the way is tried again too
    (answer(Content_Length="999"), (2, 4)),
]


@pytest.mark.parametrize(("busy", "expected"), BUSY)
def test_a_busy_server_is_asked_again_later(server, run, busy, expected):
    server.routes["/page"] = in_turn(busy, busy, answer())
    waits: list[float] = []
    (got,) = run("/page", wait=waits.append)
    assert got.state == "new"
    assert tuple(waits) == expected


def test_a_server_that_wants_to_be_left_alone_is(server, run):
    server.routes |= {"/one": answer(429, b"", Retry_After="86400"), "/two": answer()}
    _, two = run("/one", "/two")
    assert "asks to wait 86400 s" in str(two.problem)
    assert server.paths == ["/one"]


AGAIN = [
    # asked with what the server gave to know it by, and not sent again
    (with_validators(REPORT, ETag='"a"'), with_validators(REPORT, ETag='"a"'), "unchanged", REPORT),
    (
        with_validators(REPORT, Last_Modified="Thu, 18 Feb 2016 00:00:00 GMT"),
        with_validators(REPORT, Last_Modified="Thu, 18 Feb 2016 00:00:00 GMT"),
        "unchanged",
        REPORT,
    ),
    # sent again, and still the same
    (answer(), answer(ETag='"a"'), "unchanged", REPORT),
    (with_validators(REPORT, ETag='"a"'), with_validators(OTHER, ETag='"b"'), "changed", OTHER),
    # another format under the same address: no second copy stays
    (answer(), answer(body=PDF, Content_Type="application/pdf"), "changed", PDF),
    # gone or broken since: what was published stays
    (answer(), answer(404, b""), "what was fetched on", REPORT),
    (answer(), answer(body=b"<h1>Page not found</h1>"), "what was fetched on", REPORT),
    (answer(), answer(body=OTHER, Content_Length="999"), "a broken answer", REPORT),
]


@pytest.mark.parametrize(("first", "then", "told", "content"), AGAIN)
def test_a_second_run_fetches_what_changed(server, run, tmp_path, first, then, told, content):
    server.routes["/page"] = first
    run("/page")
    server.routes["/page"] = then
    (got,) = run("/page")
    assert told in (str(got.problem) if isinstance(got, Failed) else got.state)
    (file,) = documents(tmp_path)
    assert file.read_bytes() == content


def test_a_document_that_is_missing_is_fetched_whole_again(server, run, tmp_path):
    server.routes["/page"] = with_validators(REPORT, ETag='"a"')
    run("/page")
    documents(tmp_path)[0].unlink()
    (got,) = run("/page")
    assert (got.state, documents(tmp_path)[0].read_bytes()) == ("new", REPORT)


def test_no_file_of_the_user_is_overwritten(server, run, tmp_path):
    server.routes["/page"] = answer()
    run("/page")
    (file,) = documents(tmp_path)
    file.write_bytes(b"with a note of mine")
    (failed,) = run("/page")
    assert "was changed since it was fetched" in str(failed.problem)
    (file.parent / f".{file.stem}.json").write_text("damaged", encoding="utf-8")
    (failed,) = run("/page")
    assert "was not fetched by this program" in str(failed.problem)
    assert file.read_bytes() == b"with a note of mine"


KILLED = [
    # while a page comes: nothing of it is there
    ("/2", 2),
    # between two pages, while robots.txt of the next host is asked for
    ("/robots.txt", 0),
]


@pytest.mark.parametrize(("stuck", "whole"), KILLED)
def test_a_killed_run_leaves_whole_documents_and_is_carried_on(server, tmp_path, stuck, whole):
    reached = threading.Event()

    def half(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(REPORT)))
        handler.end_headers()
        handler.wfile.write(REPORT[:20])
        reached.set()
        server.released.wait(60)

    server.routes |= {f"/{number}": answer(ETag='"a"') for number in range(4)} | {stuck: half}
    folder = tmp_path / "documents"
    command = [sys.executable, "-m", "kg", "fetch", *(server.url(f"/{number}") for number in range(4))]
    command += ["--to", str(folder), "--pause", "0", "--allow-private", "--format", "json"]
    top = Path(__file__).parent.parent
    environment = {**os.environ, "PYTHONPATH": str(top)}
    killed = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert reached.wait(60)
    killed.kill()
    killed.wait(60)
    assert [file.read_bytes() for file in documents(tmp_path)] == [REPORT] * whole
    server.routes |= {"/2": answer(), "/robots.txt": answer(404, b"")}
    server.asked.clear()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert server.paths == [f"/{number}" for number in range(whole, 4)]
    assert [row["state"] for row in json.loads(done.stdout)] == ["at hand"] * whole + ["new"] * (4 - whole)
    assert not [path for path in folder.iterdir() if path.suffix == ".part"]
    server.asked.clear()
    subprocess.run(command, env=environment, capture_output=True, timeout=60, check=True)
    assert server.paths == [f"/{number}" for number in range(4)], "the run after a whole one looks for changes"


def test_a_kill_between_record_and_document_is_mended(server, run, tmp_path, monkeypatch):
    """The record is renamed first: a document that is not the one of its record is the former one."""
    server.routes["/page"] = answer(ETag='"a"')
    run("/page")
    server.routes["/page"] = with_validators(OTHER, ETag='"b"')
    rename = os.replace

    def killed(source: Path, target: Path) -> None:
        if target.suffix == ".html":
            raise KeyboardInterrupt
        rename(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            run("/page")
    assert documents(tmp_path)[0].read_bytes() == REPORT
    (got,) = run("/page")
    assert (got.state, documents(tmp_path)[0].read_bytes()) == ("new", OTHER)


def test_an_interrupt_ends_with_130(server, tmp_path):
    stuck = threading.Event()
    server.routes["/page"] = lambda handler: (stuck.set(), server.released.wait(60))
    command = [sys.executable, "-m", "kg", "fetch", server.url("/page"), "--to", str(tmp_path), "--allow-private"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    running = subprocess.Popen([*command, "--pause", "0"], env=environment, stderr=subprocess.PIPE, text=True)
    assert stuck.wait(60)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert (running.returncode, said.splitlines()[-1]) == (130, "kg: interrupted")


def test_two_runs_in_one_folder_are_one_too_many(server, tmp_path):
    server.routes["/page"] = answer()
    manners = Manners(pause=0, allow_private=True)
    first = fetch([Page(web_address(server.url("/page")))] * 2, tmp_path, manners)
    next(first)
    with pytest.raises(KgError, match="another kg fetch is at work"):
        list(fetch([], tmp_path, manners))
    first.close()


ADDRESSES = [
    # one page, spelt in ways that lists have
    ("HTTP://WWW.Example.org:80//a///b/?#part", "http://www.example.org/a/b/"),
    ("https://example.org", "https://example.org/"),
    ("https://example.org/a?b=1", "https://example.org/a?b=1"),
    ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
    ("http://example.org:443/", "http://example.org:443/"),
    # no page of the web
    ("ftp://example.org/a", None),
    ("file:///etc/passwd", None),
    ("javascript:alert(1)", None),
    ("//example.org/a", None),
    ("www.example.org/a", None),
    ("http://", None),
    ("http://example.org:99999/", None),
    ("http://example.org:0/", None),
    ("http://exam\nple.org/", None),
    ("http://exam ple.org/", None),
    # somebody's credentials, plain or disguised
    ("https://user:secret@example.org/", None),
    ("https://user@example.org/", None),
    ("https://example.org\\@example.net/", None),
]


@pytest.mark.parametrize(("text", "expected"), ADDRESSES)
def test_web_addresses(text, expected):
    if expected is None:
        with pytest.raises(KgError) as raised:
            web_address(text)
        assert "secret" not in str(raised.value)
        assert "\n" not in str(raised.value)
    else:
        assert str(web_address(text)) == expected


NETWORKS = [
    ("8.8.8.8", True),
    ("2606:4700::1", True),
    # this machine, private and link-local networks, those of providers, broadcast, multicast, reserved, examples
    ("127.0.0.1", False),
    ("0.0.0.0", False),
    ("10.1.1.1", False),
    ("172.16.0.1", False),
    ("192.168.1.1", False),
    ("169.254.169.254", False),
    ("100.64.0.1", False),
    ("255.255.255.255", False),
    ("224.0.0.1", False),
    ("192.0.0.9", False),
    ("198.51.100.1", False),
    ("::1", False),
    ("::", False),
    ("fe80::1%eth0", False),
    ("fc00::1", False),
    ("fec0::1", False),
    ("ff02::1", False),
    ("2001:db8::1", False),
    # IPv4 within IPv6 is what it leads to: mapped, translated, tunnelled
    ("::ffff:8.8.8.8", True),
    ("::ffff:127.0.0.1", False),
    ("::127.0.0.1", False),
    ("64:ff9b::808:808", True),
    ("64:ff9b::7f00:1", False),
    ("64:ff9b:1::1", False),
    ("2002:7f00:1::", False),
    ("2001:0:1::", False),
]


@pytest.mark.parametrize(("address", "expected"), NETWORKS)
def test_only_the_public_internet_is_public(address, expected):
    assert is_public(address) == expected


LOCAL = [
    "http://127.0.0.1/", "http://localhost/", "http://LOCALHOST./", "http://2130706433/", "http://0x7f.1/",
    "http://127.1/", "http://0/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/",
    "http://10.0.0.1/", "http://[fd00::1]/",
]  # fmt: skip


@pytest.mark.parametrize("address", LOCAL)
def test_no_spelling_of_a_private_address_is_asked(address, tmp_path):
    (failed,) = fetch([Page(web_address(address))], tmp_path, Manners())
    assert "robots.txt cannot be had: " in str(failed.problem)
    assert "not public" in str(failed.problem) or "no such host" in str(failed.problem)


def test_a_redirect_into_a_private_network_is_refused(server, run, tmp_path, monkeypatch):
    """A public server is stood in for: of all addresses, the test's server alone passes as public."""
    monkeypatch.setattr("kg.fetching.address.is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setattr("kg.fetching.address._is_this_machine", lambda address: False)
    server.routes |= {"/page": redirect("http://169.254.169.254/latest/"), "/fine": answer()}
    failed, fine = run("/page", "/fine", allow_private=False)
    assert "leads to 169.254.169.254" in str(failed.problem)
    assert fine.state == "new"


def test_a_name_is_looked_up_once_and_every_address_of_it_is_checked(server, run, monkeypatch):
    """A name that means a public address when it is checked and a private one when it is connected to."""
    import socket

    lookups: list[str] = []
    look_up = socket.getaddrinfo

    def changing(host: str | bytes, *arguments: object, **more: object) -> object:
        name = host.decode() if isinstance(host, bytes) else host
        if name != "rebound.test":
            return look_up(host, *arguments, **more)
        lookups.append(name)
        return look_up("127.0.0.1" if len(lookups) == 1 else "127.0.0.2", *arguments, **more)

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    server.routes["/robots.txt"] = answer(body=b"User-agent: *\nDisallow: /")
    (failed,) = run(server.url("/page", "rebound.test"))
    assert "forbids" in str(failed.problem)
    assert lookups == ["rebound.test"]
    assert server.asked[0][1]["Host"].startswith("rebound.test:")


def test_one_private_address_among_public_ones_is_enough(monkeypatch):
    both = [(2, 1, 6, "", ("8.8.8.8", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *arguments, **more: both)
    with pytest.raises(KgError, match=r"10\.0\.0\.1"):
        network_addresses(httpx.URL("http://example.org/"), allow_private=False)


SHELLS = [
    ("<title>404 | HMICFRS</title><p>Try the search.</p>", True),
    ("<title>HMICFRS</title><h1>Page not found</h1>", True),
    ("<h1>Sorry, the page you requested could not be found</h1>", True),
    ("<h1>We can’t find that page</h1>", True),
    ("<p>Error 404</p>", True),
    # a report that has the words elsewhere, or a number
    ("<h1>Kent</h1>" + "<p>It was good.</p>" * 50 + "<p>Page not found</p>", False),
    ("<h1>404 crimes were not recorded</h1>", False),
    ("<h1>Evidence was not found</h1>", False),
    # the old register, whose entries stand below such a heading
    ("<h1>404 Page not found</h1><h2>Recommendation(s)</h2><p>Act.</p><p>3rd March 2017 awaiting-review</p>", False),
    ("<h1>404 Page not found</h1><p>[on]3rd March 2017 [status]complete[/status][/on]</p>", False),
]


@pytest.mark.parametrize(("page", "expected"), SHELLS)
def test_a_page_that_says_that_it_is_none(page, expected):
    assert is_shell(page.encode(), ".html") == expected


def test_every_kind_that_is_listed_is_placed():
    assert {row.kind for row in vocabulary().publications} <= {*DOCUMENTS, *OTHERS}


def test_pages_of_a_force_are_its_documents_then_the_answers():
    pages = chosen(["gloucestershire"])
    assert {page.force for page in pages} == {"gloucestershire"}
    assert [page.kind for page in pages] == sorted((page.kind for page in pages), key=DOCUMENTS.index)
    assert {"PEEL report", "cause of concern letter", "response"} <= {page.kind for page in pages}
    assert len({page.url for page in pages}) == len(pages)


def test_force_cycle_and_kind_narrow_each_other_and_addresses_come_besides():
    (page,) = chosen(["Gloucestershire Constabulary"], "2021/22", ["PEEL report"])
    assert (page.force, page.cycle, page.kind) == ("gloucestershire", "2021/22", "PEEL report")
    assert {page.cycle for page in chosen([], "2021/22")} == {"2021/22"}
    listed, other = chosen([str(page.url), "https://example.org/letter"])
    assert (listed, other.kind) == (page, None)


@pytest.fixture
def kg(monkeypatch, tmp_path, capsys):
    """Runs the command in process; gives exit code, stdout and stderr."""
    monkeypatch.setenv("KG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: object) -> tuple[int, str, str]:
        code = cli.run([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return run


WRONG = [
    (("glocestershire",), 2, "did you mean gloucestershire"),
    (("--cycle", "2021-22"), 2, "did you mean 2021/22"),
    (("kent", "--kind", "PEEL raport"), 2, "did you mean PEEL report"),
    ((), 2, "name a force"),
    (("ftp://example.org/report",), 2, "no http(s) address"),
    (("https://user:secret@example.org/",), 2, "user name or password"),
    (("kent", "https://"), 2, "no http(s) address"),  # told before the pages of Kent are asked for
    (("kent", "--pause", "-1"), 2, "--pause"),
    (("kent", "--pause", "nan"), 2, "--pause"),
    (("kent", "--pause", "inf"), 2, "--pause"),
    (("kent", "--cycle", "soc-2022"), 1, "no page is listed"),
    (("http://127.0.0.1/",), 1, "not public"),
    (("http://127.0.0.1/", "--to", __file__), 1, "name another folder with --to"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), WRONG)
def test_wrong_input_gets_one_clear_line(kg, arguments, code, said):
    ended, out, err = kg("fetch", *arguments)
    assert (ended, out) == (code, "")
    (line,) = (line for line in err.splitlines() if line.startswith("kg: "))
    assert said in line
    assert "secret" not in err


def test_what_came_is_on_stdout_and_the_rest_on_stderr(kg, server, tmp_path):
    server.routes |= {"/one/": answer(), "/three/": answer(body=PDF, Content_Type="application/pdf")}
    command = ("fetch", *map(server.url, ("/one/", "/two/", "/three/")), "--pause", 0, "--allow-private")
    code, out, err = kg(*command, "--format", "json")
    rows = json.loads(out)
    assert (code, [row["state"] for row in rows]) == (1, ["new", "new"])
    folder = tmp_path / "home" / "documents"
    assert [sha256((folder / row["file"]).read_bytes()).hexdigest() for row in rows] == [row["sha256"] for row in rows]
    assert f"2/3 {server.url('/two/')}: failed" in err
    assert "kg: 404 Not Found: " in err
    for format in ("table", "csv", "md"):
        code, out, _ = kg(*command, "--format", format)
        assert code == 1
        assert rows[0]["file"] in out


def test_the_folder_is_that_of_documents_unless_another_is_named(kg, server, tmp_path, monkeypatch):
    server.routes["/one/"] = answer()
    command = ("fetch", server.url("/one/"), "--pause", 0, "--allow-private")
    kg(*command)
    monkeypatch.setenv("KG_DOCUMENTS", str(tmp_path / "documents"))
    kg(*command)
    kg(*command, "--to", tmp_path / "named")
    for folder in (tmp_path / "home" / "documents", tmp_path / "documents", tmp_path / "named"):
        assert len(list(folder.glob("*.html"))) == 1


def test_a_proxy_of_the_environment_is_not_used_and_that_is_said(kg, server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    server.routes["/one/"] = answer()
    code, _, err = kg("fetch", server.url("/one/"), "--pause", 0, "--allow-private")
    assert code == 0
    assert "proxy" in err


def test_loaders_see_the_documents_only(server, run, tmp_path):
    server.routes |= {"/one/": answer(), "/two/": answer()}
    run("/one/", "/two/")
    found = look_into(tmp_path / "documents")
    assert [file for _, file in found.documents] == documents(tmp_path)
    assert not found.refused
    assert not found.aside


def test_names_are_safe_on_every_system(server, run):
    paths = ["/", "/con", "/a%2Fb?c=%3A*", "/" + "long/" * 60, "/A", "/a", "/..%5C..%5Cx.html"]
    server.routes |= {path: answer() for path in paths}
    names = [got.record.file for got in run(*paths)]
    assert len({name.casefold() for name in names}) == len(paths)
    for name in names:
        stem, dot, suffix = name.partition(".")
        assert set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-"), name
        assert (dot, suffix) == (".", "html")
        assert len(name) <= 100


def test_no_other_command_loads_what_opens_connections():
    code = (
        "import sys, kg.cli; kg.cli.run(['fetch', '--help']); sys.exit(bool({'httpx', 'protego'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)

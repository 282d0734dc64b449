"""Neo4j Browser shows the graph: captions that read well without a style, and the favourites that `kg export` writes.

A real Browser on a real server in headless Chromium; skips visibly without NEO4J_URI or Chromium.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest

from kg.export import favourite
from kg.queries import find

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
URI = os.environ.get("NEO4J_URI")
BROWSER = os.environ.get("NEO4J_BROWSER", "http://127.0.0.1:7474/browser/")
pytestmark = [
    pytest.mark.skipif(not URI, reason="needs a Neo4j server: set NEO4J_URI"),
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver on the path"),
]
T = TypeVar("T")
_SECONDS = 60
_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--window-size=1400,1000",
)  # fmt: skip


class Browser:
    """One signed-in Neo4j Browser window."""

    def __init__(self, driver) -> None:
        self._driver = driver

    def wait(self, look: Callable[[], T]) -> T:
        """What `look` finds, once it finds something; the page draws when it likes."""
        from selenium.common.exceptions import StaleElementReferenceException
        from selenium.webdriver.support.ui import WebDriverWait

        waiting = WebDriverWait(self._driver, _SECONDS, ignored_exceptions=[StaleElementReferenceException])
        return waiting.until(lambda _: look())

    def all(self, selector: str) -> list:
        return self._driver.find_elements("css selector", selector)

    def connect(self) -> None:
        self._driver.get(f"{BROWSER}?connectURL={URI}")
        password = self.wait(lambda: self.all("input[data-testid=password]"))[0]
        self.all("input[data-testid=username]")[0].send_keys(os.environ.get("NEO4J_USERNAME", "neo4j"))
        password.send_keys(os.environ["NEO4J_PASSWORD"])
        self.all("[data-testid=connect]")[0].click()
        self.wait(lambda: not self.all("input[data-testid=password]"))

    def run(self, text: str) -> None:
        from selenium.webdriver.common.keys import Keys

        editor = self.wait(lambda: self.all("[data-testid=activeEditor] textarea"))[0]
        for line in text.splitlines():
            editor.send_keys(line, Keys.SHIFT, Keys.ENTER, Keys.NULL)
        editor.send_keys(Keys.CONTROL, Keys.ENTER)


@pytest.fixture(scope="module")
def browser(neo4j_graph) -> Iterator[Browser]:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in _FLAGS:
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    try:
        window = Browser(driver)
        window.connect()
        yield window
    finally:
        driver.quit()


def test_nodes_are_captioned_by_name(browser):
    browser.run('MATCH p = (:Force {id: "gloucestershire"})-[:INSPECTED_IN]->(:Inspection {cycle: "2015"}) RETURN p')
    captions = browser.wait(lambda: [element.text for element in browser.all("svg g.node text")])
    assert any(caption.startswith("Glo") for caption in captions), captions


def test_a_favourite_runs_as_it_is_exported(browser):
    browser.run(favourite(find("forces")))
    rows = browser.wait(lambda: [e for e in browser.all("[data-testid=frameContents]") if "gloucestershire" in e.text])
    assert rows

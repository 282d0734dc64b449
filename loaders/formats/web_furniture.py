"""Which parts of a web page belong to the site and not to the document, told by HTML's own marks.

No site is known here. What holds the page's main heading or its `main` or `article` element is never furniture.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from loaders.structure.lines import Cut

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

UNSEEN = frozenset(
    """script style noscript template iframe object embed audio video canvas svg select textarea datalist map head title
    math""".split()  # noqa: SIM905  (a list would be 50 lines)
)
_ROLES: Mapping[str, Cut] = {
    "navigation": "navigation",
    "contentinfo": "navigation",
    "complementary": "navigation",
    "search": "form",
    "banner": "navigation",
    "dialog": "banner",
    "alertdialog": "banner",
}
_OUTSIDE: Mapping[str, Cut] = {"header": "navigation", "footer": "navigation", "aside": "navigation"}  # of main
_ANYWHERE: Mapping[str, Cut] = {"nav": "navigation", "form": "form", "dialog": "banner", "menu": "navigation"}
_CLASSES = re.compile(
    r"(?i)(?:^|[\s_-])(?:(?P<banner>cookies?|consent|gdpr|consultation|newsletter)"
    r"|(?P<navigation>breadcrumbs?|skip(?:-?link|-to\S*|-?nav\S*)|share|sharing|social|pagination|pager|feedback))(?=$|[\s_-])"
)
_CLASSES_OUTSIDE = re.compile(
    r"(?i)(?:^|[\s_-])(?:menu|navbar|sidebar|related|toolbar|site-(?:header|footer))(?=$|[\s_-])"
)
_UNDRAWN = re.compile(r"(?i)(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_FEWEST_ENTRIES = 3  # of a contents list


class Furniture:
    """The furniture of one page."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        main = tree.css("main, [role='main' i]") or tree.css("article")
        self._main = {node.mem_id for node in main}
        self._holds_main = set[int]()
        for node in [*main, *tree.css("h1")]:
            above: LexborNode | None = node
            while above is not None and above.mem_id not in self._holds_main:
                self._holds_main.add(above.mem_id)
                above = above.parent
        # a panel that a click opens is part of the document although it is closed
        self._panels = {
            name for node in tree.css("[aria-controls]") for name in (node.attributes["aria-controls"] or "").split()
        }

    def is_main(self, node: LexborNode) -> bool:
        """Whether an element is the one in which the document stands."""
        return node.mem_id in self._main

    def cut(self, tag: str, attributes: Mapping[str, str | None], node: LexborNode, in_main: bool) -> Cut | None:
        """Why an element is no part of the document; None where it may be one."""
        if attributes and self._is_hidden(attributes):
            return "hidden"
        if node.mem_id in self._holds_main:
            return None
        if reason := _ANYWHERE.get(tag) or (None if in_main else _OUTSIDE.get(tag)):
            return reason
        if tag == "aside" and _is_of_links(node):
            return "navigation"
        if tag in ("ul", "ol") and _is_contents(node):
            return "contents"
        return self._by_attributes(attributes, in_main) if attributes else None

    def _by_attributes(self, attributes: Mapping[str, str | None], in_main: bool) -> Cut | None:
        told = (attributes.get("role") or "").lower()
        if told in _ROLES and not (in_main and told == "complementary"):
            return _ROLES[told]
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if found := _CLASSES.search(names):
            return "banner" if found["banner"] else "navigation"
        return "navigation" if not in_main and _CLASSES_OUTSIDE.search(names) else None

    def _is_hidden(self, attributes: Mapping[str, str | None]) -> bool:
        marked = "hidden" in attributes and attributes["hidden"] != "until-found"
        if not marked and not _UNDRAWN.search(attributes.get("style") or ""):
            return False
        return attributes.get("id") not in self._panels and attributes.get("role") != "tabpanel"


def _is_of_links(node: LexborNode) -> bool:
    """Whether most of the words of an element are links."""
    linked = sum(len(link.text()) for link in node.css("a[href]"))
    return linked > len(node.text(deep=True)) / 2


def _is_contents(node: LexborNode) -> bool:
    """Whether a list is nothing but links to places of its own page."""
    links = node.css("a[href^='#']")
    if len(links) < _FEWEST_ENTRIES:
        return False
    words = "".join(node.text(deep=True).split())
    return sum(len("".join(link.text().split())) for link in links) >= len(words)

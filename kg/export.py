"""The graph and its saved queries in the forms of other tools: Neo4j Browser's favourites and style, networkx."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import schema
from kg.queries.values import TODAY

if TYPE_CHECKING:
    import networkx

    from kg.engine import Graph
    from kg.queries import SavedQuery

_FOLDER = "police-findings"  # a .zip's folders become folders among the Browser's favourites
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same queries give the same bytes

# Colour and diameter. Findings from yellow to red by how much they weigh, what is answered in green, what is only the
# frame of it in grey and blue. Labels that stand beside another come after it, since the Browser's last rule wins.
_NODE_STYLE = {
    "Graph": ("#BFC5CC", 40),
    "Force": ("#1F3A5F", 80),
    "Body": ("#4F6D8F", 65),
    "Inspection": ("#7FA6C9", 55),
    "Document": ("#D5DCE4", 50),
    "Question": ("#C9BFE3", 45),
    "Theme": ("#6B4FA0", 65),
    "Topic": ("#A58BD0", 50),
    "Judgment": ("#3A7CA5", 55),
    "Finding": ("#F2C14E", 55),
    "Practice": ("#8FC07E", 45),
    "Observation": ("#E5E0C8", 45),
    "Mention": ("#EBD9B4", 45),
    "Concern": ("#8E1F3B", 70),
    "Response": ("#2E8B57", 55),
    "Commitment": ("#76B894", 45),
    "Collaboration": ("#2AA5A0", 60),
    "Monitoring": ("#5C5C5C", 55),
    "AreaForImprovement": ("#F2C14E", 50),
    "Recommendation": ("#F08A3C", 55),
    "AreaOfConcern": ("#E0603A", 60),
    "CauseOfConcern": ("#D1342F", 65),
}
_RELATIONSHIP_CAPTIONS = {
    "FOLLOWS": "{relation}",
    "REPORTS_ON": "{says}",
    "RESPONDS_TO": "{stance}",
    "MEMBER_OF": "{function}",
}


def write_for_browser(queries: dict[str, SavedQuery], folder: Path) -> list[Path]:
    """Write the favourites and the style that Neo4j Browser takes by drag and drop; return the two files.

    The folder is made where it does not exist. Raises OSError where it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    favourites, look = folder / f"{_FOLDER}.zip", folder / f"{_FOLDER}.grass"
    with zipfile.ZipFile(favourites, "w") as archive:
        for name, query in queries.items():
            archive.writestr(zipfile.ZipInfo(f"{_FOLDER}/{name}.cypher", _EPOCH), favourite(query))
    look.write_text(style(), encoding="utf-8")
    return [favourites, look]


def favourite(query: SavedQuery) -> str:
    """A saved query as the Browser keeps and runs it: its name, its defaults as `:param` commands, the Cypher."""
    lines = [f"// {query.title}", "//", f"// {query.description}"]
    if query.answers:
        lines.append(f"// Answers: {query.answers}")
    for param in query.params:
        value = "toString(date())" if param.default == TODAY else json.dumps(param.default)
        lines += [f"// {param.name}: {param.help}", f":param {param.name} => {value};"]
    return "\n".join(lines) + "\n" + query.text


def style() -> str:
    """A `.grass` file: nodes are captioned by their `name` and coloured by label."""
    rules = []
    for label, (colour, diameter) in _NODE_STYLE.items():
        rules.append(
            f"node.{label} {{\n  diameter: {diameter}px;\n  color: {colour};\n  border-color: {_shade(colour)};\n"
            f"  border-width: 2px;\n  text-color-internal: {_ink(colour)};\n  font-size: 10px;\n"
            f'  caption: "{{name}}";\n}}\n'
        )
    for type_ in schema.RELATIONSHIPS:
        caption = _RELATIONSHIP_CAPTIONS.get(type_, "<type>")
        rules.append(f'relationship.{type_} {{\n  color: #A5ABB6;\n  shaft-width: 1px;\n  caption: "{caption}";\n}}\n')
    return "".join(rules)


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _shade(colour: str) -> str:
    return "#" + "".join(f"{int(channel * 0.8):02X}" for channel in _channels(colour))


def _ink(colour: str) -> str:
    red, green, blue = _channels(colour)
    return "#000000" if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else "#FFFFFF"


def to_networkx(graph: Graph) -> networkx.MultiDiGraph:
    """The whole graph in memory.

    A node's key is (label, id), since a report and its inspection share an id, as do a concern and its first finding;
    it has `labels` and all properties. An edge's key is its type, followed by the edge's own `key` where parallel edges
    have one; it has `type` and all properties.
    """
    import networkx

    result = networkx.MultiDiGraph()
    for label in schema.LABELS:
        for row in graph.rows(f"MATCH (n:{label}) RETURN labels(n) AS labels, properties(n) AS properties"):
            properties = row["properties"]
            result.add_node((label, properties["id"]), **properties, labels=sorted(row["labels"]))
    for type_ in schema.RELATIONSHIPS:
        for row in graph.rows(
            f"MATCH (a)-[r:{type_}]->(b) RETURN labels(a) AS start_labels, a.id AS start, "
            "labels(b) AS end_labels, b.id AS end, properties(r) AS properties"
        ):
            properties = row["properties"]
            key = " ".join([type_, properties["key"]] if "key" in properties else [type_])
            start = (_main_label(row["start_labels"]), row["start"])
            end = (_main_label(row["end_labels"]), row["end"])
            result.add_edge(start, end, key=key, type=type_, **_without_key(properties))
    return result


def _without_key(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if name != "key"}


def _main_label(labels: list[str]) -> str:
    return next(label for label in labels if label in schema.LABELS)

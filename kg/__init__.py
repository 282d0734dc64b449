"""What police forces were told by their inspectorate, as a graph, and whether it was ever put right.

For notebooks: `kg.graph()` is the whole graph, `kg.frame("grades-of-a-force", force="kent")` the rows of a question.
Both work on the graph that the `kg` command works on, by the same settings.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx
    import pandas

    from kg.queries.values import Value


def graph() -> networkx.MultiDiGraph:
    """The graph as a networkx MultiDiGraph; see `kg.export.to_networkx` for its nodes and edges.

    Raises KgError where there is no graph to read.
    """
    from kg.export import to_networkx
    from kg.loading import open_graph
    from kg.settings import Settings

    with open_graph(Settings.read()) as opened:
        return to_networkx(opened)


def frame(query: str | Path, **params: Value) -> pandas.DataFrame:
    """The rows of a saved query, by its name, or of a `.cypher` file as a pandas DataFrame.

    Raises UsageError for an unknown query or parameter, KgError where pandas is not installed, which this project does
    not need otherwise.
    """
    from kg import queries
    from kg.errors import KgError
    from kg.loading import open_graph
    from kg.settings import Settings

    try:
        from pandas import DataFrame
    except ImportError:
        raise KgError("kg.frame needs pandas", "", "install pandas beside this package") from None
    file = Path(query)
    saved = queries.read_own(file) if file.suffix == ".cypher" else queries.find(str(query))
    saved.values(**params)  # wrong parameters are told before the engine starts
    with open_graph(Settings.read()) as opened:
        return DataFrame(saved.run(opened, **params), columns=list(saved.returns) or None)

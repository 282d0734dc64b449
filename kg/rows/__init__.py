"""From records and fact tables to what is written into the graph: pure functions, checked against `kg.schema`.

A source says something of a fact: a `Statement`. A fact's node and edges follow from all statements on it
(`kg.rows.facts`), so that neither the order of loading nor repetition matters.
"""

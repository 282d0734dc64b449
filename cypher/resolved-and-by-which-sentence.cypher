// Resolved, and by which sentence
//
// Earlier findings that a document calls resolved, in part or whole, or superseded, with the sentence that says so. A
// force's own claim resolves nothing, nor does a better grade. What is spoken of may be a finding whose report is not
// held (`held` is false). `said_by` is whose word it is: the inspectorate's, or what a commissioner or the press tells.
// `note` is what the shipped tables add.
// Answers: did anyone ever say that it was put right, and where?
//
// param force: string = null -- force id, as printed by `kg forces`; null for all
// returns: force, says, said_on, said_by, kind, cycle, theme, spoken_of, held, sentence, summary, note, finding, source, published, url, section, line
// tags: outcomes

// one force, or each of all and what is addressed to all: looked up by the index of both engines
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } + ['national'] ELSE [$force] END AS force
WITH force
CALL (force) {
  MATCH (x:Finding {force: force})
  RETURN x
  UNION ALL
  MATCH (x:Mention {force: force})
  RETURN x
}
MATCH (d:Document)-[r:REPORTS_ON]->(x)
WHERE r.says IN ['resolved', 'partly resolved', 'superseded']
  // a report cannot tell what came after it; an entry of the register goes on being written
  AND (coalesce(d.published_max >= r.on_min, true) OR d.family IN ['recommendation register', 'register_entry'])
RETURN x.force AS force,
       r.says AS says,
       r.on AS said_on,
       coalesce(r.source_kind, d.publisher) AS said_by,
       x.kind AS kind,
       x.cycle AS cycle,
       x.theme AS theme,
       x.summary AS spoken_of,
       x:Finding AS held,
       r.text AS sentence,
       r.summary AS summary,
       r.note AS note,
       x.id AS finding,
       d.title AS source,
       d.published AS published,
       d.url AS url,
       r.section AS section,
       r.line AS line
ORDER BY force, d.published_min, d.id, line, finding, r.key

// Deadlines that have passed
//
// Findings whose deadline had passed on a day while no document published by then says that they, or the cause of concern
// that they belong to, were resolved or superseded; the same of causes of concern that only a page speaks of; and promises
// of a response whose time had passed. Nothing here says that they were not met: only that nobody is known to have said
// that they were.
// Answers: what should have been put right by now, and nobody has said that it was?
//
// param force: string = null -- force id, as printed by `kg forces`; null for all
// param as_of: date = today -- the day for which it is told; what was said later is left out
// returns: force, by, kind, theme, summary, id, source, published, url, section, line
// tags: deadlines

// one force, or each of all and what is addressed to all: looked up by the index of both engines
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } + ['national'] ELSE [$force] END AS force
WITH force
CALL (force) {
  MATCH (x:Finding {force: force})
  MATCH (x)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(d:Document)<-[s:STATED_IN]-(x)
  WHERE x.deadline_by_max < $as_of
    AND NOT EXISTS {
      MATCH (x)<-[closed:REPORTS_ON]-(letter:Document)
      WHERE closed.says IN ['resolved', 'superseded']
        AND coalesce(letter.published_min, '') <= $as_of AND coalesce(closed.on_min, '') <= $as_of
    }
    AND NOT EXISTS {
      MATCH (x)<-[:RECOMMENDS]-(:Finding)<-[closed:REPORTS_ON]-(letter:Document)
      WHERE closed.says IN ['resolved', 'superseded']
        AND coalesce(letter.published_min, '') <= $as_of AND coalesce(closed.on_min, '') <= $as_of
    }
  RETURN x, d, s, x.kind AS kind, x.deadline_by AS by, x.deadline_by_max AS last
  UNION ALL
  MATCH (x:Mention {force: force})
  MATCH (x)-[s:STATED_IN|REPORTS_ON]-(d:Document)
  WHERE s.deadline_by_max < $as_of
    AND NOT EXISTS { MATCH (x)<-[:INSTANCE_OF]-(:Mention) } // each force's share has an entry of its own
    AND NOT EXISTS {
      MATCH (x)<-[closed:REPORTS_ON]-(letter:Document)
      WHERE closed.says IN ['resolved', 'superseded']
        AND coalesce(letter.published_min, '') <= $as_of AND coalesce(closed.on_min, '') <= $as_of
    }
  RETURN x, d, s, x.kind AS kind, s.deadline_by AS by, s.deadline_by_max AS last
  UNION ALL
  MATCH (r:Response {force: force})
  MATCH (r)-[:COMMITS_TO]->(x:Commitment)-[s:STATED_IN]->(d:Document)
  WHERE x.by_max < $as_of AND coalesce(r.date_min, '') <= $as_of
  RETURN x, d, s, 'promise' AS kind, x.by AS by, x.by_max AS last
}
WITH x, d, s, kind, by, last
ORDER BY d.id, s.line, s.key
WITH x, kind, by, last,
     head(collect({title: d.title, published: d.published, url: d.url, section: s.section, line: s.line})) AS place
RETURN x.force AS force,
       by,
       kind,
       x.theme AS theme,
       x.summary AS summary,
       x.id AS id,
       place.title AS source,
       place.published AS published,
       place.url AS url,
       place.section AS section,
       place.line AS line
ORDER BY last, force, line, id

// Deadlines
//
// What was to be done by a time: findings that set one, and promises of a response that name one, the last due first.
// `state` tells whether the time had passed on `as_of`; a month or year that `as_of` falls into "may have passed", and a
// period such as "immediately" or "within 12 months" has no state where its first day is not known.
// Answers: by when was it to be put right, and was it?
//
// param force: string = null -- force id, as printed by `kg forces`; null for all
// param as_of: date = today -- the day for which it is told; what was said later is left out
// returns: force, deadline, by, state, kind, theme, summary, statuses, id, source, published, url, section, line
// tags: deadlines

// one force, or each of all and what is addressed to all: looked up by the index of both engines
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } + ['national'] ELSE [$force] END AS force
WITH force
CALL (force) {
  MATCH (x:Finding {force: force})
  MATCH (x)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(d:Document)<-[s:STATED_IN]-(x)
  WHERE x.deadline_text IS NOT NULL
  RETURN x, d, s, x.kind AS kind, x.raised_min AS said,
         x.deadline_text AS deadline, x.deadline_by AS by, x.deadline_by_min AS first, x.deadline_by_max AS last
  UNION ALL
  MATCH (r:Response {force: force})
  MATCH (r)-[:COMMITS_TO]->(x:Commitment)-[s:STATED_IN]->(d:Document)
  WHERE x.by IS NOT NULL
  RETURN x, d, s, 'promise' AS kind, r.date_min AS said,
         null AS deadline, x.by AS by, x.by_min AS first, x.by_max AS last
}
WITH x, d, s, kind, said, deadline, by, first, last
WHERE coalesce(said, '') <= $as_of
ORDER BY d.id, s.line, s.key
WITH x, kind, deadline, by, first, last,
     head(collect({title: d.title, published: d.published, url: d.url, section: s.section, line: s.line})) AS place
RETURN x.force AS force,
       deadline,
       by,
       CASE WHEN by IS NULL THEN null
            WHEN last < $as_of THEN 'passed'
            WHEN first > $as_of THEN 'not yet'
            ELSE 'may have passed' END AS state,
       kind,
       x.theme AS theme,
       x.summary AS summary,
       COLLECT { MATCH (x)-[:PART_OF]->(c:Concern) RETURN DISTINCT c.status AS status ORDER BY status } AS statuses,
       x.id AS id,
       place.title AS source,
       place.published AS published,
       place.url AS url,
       place.section AS section,
       place.line AS line
ORDER BY coalesce(last, '') DESC, published DESC, force, line, id

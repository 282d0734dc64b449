// Deadlines
//
// Findings that were to be met by a time, the last due first, with whether that day had passed on `as_of` and what the
// concern's status is. A month or year that `as_of` falls into `may have passed`; a deadline without a day, such as
// "immediately", has no state.
// Answers: by when was it to be put right, and was it?
//
// param force: string = null -- force id, as printed by `kg forces`; null for all
// param as_of: date = today -- the day for which it is told
// returns: force, deadline, by, state, kind, theme, summary, statuses, finding, source, published, url, section, line
// tags: deadlines

MATCH (x:Finding)
WHERE x.deadline_text IS NOT NULL AND x.raised_min <= $as_of AND ($force IS NULL OR x.force = $force)
MATCH (x)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(d:Document)<-[s:STATED_IN]-(x)
WITH x, d, s ORDER BY d.id, s.line, s.key
WITH x, head(collect({title: d.title, published: d.published, url: d.url, section: s.section, line: s.line})) AS place
RETURN x.force AS force,
       x.deadline_text AS deadline,
       x.deadline_by AS by,
       CASE WHEN x.deadline_by IS NULL THEN null
            WHEN x.deadline_by_max < $as_of THEN 'passed'
            WHEN x.deadline_by_min > $as_of THEN 'not yet'
            ELSE 'may have passed' END AS state,
       x.kind AS kind,
       x.theme AS theme,
       x.summary AS summary,
       COLLECT { MATCH (x)-[:PART_OF]->(c:Concern) RETURN DISTINCT c.status AS status ORDER BY status } AS statuses,
       x.id AS finding,
       place.title AS source,
       place.published AS published,
       place.url AS url,
       place.section AS section,
       place.line AS line
ORDER BY coalesce(x.deadline_by_max, '') DESC, force, finding

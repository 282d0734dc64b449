// Disputed, then raised again
//
// Findings that a force, chief constable or policing body says are wrong, and that a report which came out after the
// answer raised again: the later finding follows the disputed one, or a recommendation of a disputed cause of concern, by
// certain or likely links. Who declines to do what is asked disputes nothing, and a disputed grade is no finding that
// could be raised again (`kg query disputed` has both). An answer without a date counts from its report.
// Answers: what did the inspected contest that the inspectorate found once more?
//
// param force: string = null -- force id, as printed by `kg forces`; null for all
// param as_of: date = today -- the day for which it is told; what came out later is left out
// returns: force, theme, kind, first_told, first_summary, author_role, disputed_on, dispute, disputed_source, disputed_url, disputed_section, disputed_line, again, told_again, summary, confidence, finding, again_finding, source, published, url, section, line
// tags: concerns, persistence, responses

// one force or each of all: both engines find it by its index, and from there only what belongs to it
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } ELSE [$force] END AS force
WITH force
MATCH (r:Response {force: force})
WITH r
MATCH (r)-[answer:RESPONDS_TO {stance: 'disputed'}]->(x:Finding)
WITH r, answer, x, coalesce(r.date_max, x.raised_max) AS disputed
WHERE disputed <= $as_of
// ArcadeDB finds nothing without this WITH: it would look the document up before its id is known
WITH r, answer, x, disputed
MATCH (said:Document {id: answer.document})
CALL (x) {
  RETURN x AS asked
  UNION ALL
  MATCH (x)-[:RECOMMENDS]->(part:Finding)
  RETURN part AS asked
}
MATCH (asked)<-[links:FOLLOWS*1..8]-(later:Finding)
WHERE all(link IN links WHERE link.confidence <> 'possible')
  AND later.raised_min > disputed AND later.raised_max <= $as_of
WITH r, answer, x, said, later,
     min(CASE WHEN all(link IN links WHERE link.confidence = 'certain') THEN 'certain' ELSE 'likely' END) AS confidence
MATCH (later)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(d:Document)<-[s:STATED_IN]-(later)
WITH r, answer, x, said, later, confidence, d, s ORDER BY d.id, s.line, s.key
WITH r, answer, x, said, later, confidence,
     head(collect({title: d.title, published: d.published, url: d.url, section: s.section, line: s.line})) AS place
RETURN x.force AS force,
       x.theme AS theme,
       x.kind AS kind,
       x.raised AS first_told,
       x.summary AS first_summary,
       r.author_role AS author_role,
       r.date AS disputed_on,
       coalesce(answer.text, answer.summary) AS dispute,
       said.title AS disputed_source,
       said.url AS disputed_url,
       answer.section AS disputed_section,
       answer.line AS disputed_line,
       later.kind AS again,
       later.raised AS told_again,
       later.summary AS summary,
       confidence,
       x.id AS finding,
       later.id AS again_finding,
       place.title AS source,
       place.published AS published,
       place.url AS url,
       place.section AS section,
       place.line AS line
ORDER BY force, r.date_min, said.id, disputed_line, finding, later.raised_min, line, again_finding

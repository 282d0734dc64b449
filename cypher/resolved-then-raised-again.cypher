// Resolved, then raised again
//
// Findings that the inspectorate called resolved in a sentence, and that a report which came out after that raised again:
// the later finding follows the resolved one, or a recommendation of a resolved cause of concern, by certain or likely
// links. A thing is resolved on the day that the sentence gives, else when its document came out, and a report counts
// only where all of it came out later. "Superseded", "partly resolved" and a better grade are not "resolved"; nor is
// anything that a force, a commissioner or the press says.
// Answers: what was called done, and then was not?
//
// param force: string = null -- force id, as printed by `kg forces`; null for all
// param as_of: date = today -- the day for which it is told; what came out later is left out
// returns: force, theme, kind, first_told, first_summary, resolved_on, sentence, resolved_source, resolved_url, resolved_section, resolved_line, again, told_again, summary, confidence, finding, again_finding, source, published, url, section, line
// tags: concerns, outcomes, persistence

// one force or each of all: both engines find it by its index, and from there only what belongs to it
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } ELSE [$force] END AS force
WITH force
MATCH (x:Finding {force: force})
WITH x
MATCH (x)<-[r:REPORTS_ON {says: 'resolved', source_kind: 'inspectorate'}]-(letter:Document)
WITH x, r, letter, coalesce(r.on, letter.published) AS resolved, coalesce(r.on_max, letter.published_max) AS closed
WHERE letter.published_max <= $as_of
CALL (x) {
  RETURN x AS asked
  UNION ALL
  MATCH (x)-[:RECOMMENDS]->(part:Finding)
  RETURN part AS asked
}
MATCH (asked)<-[links:FOLLOWS*1..8]-(later:Finding)
WHERE all(link IN links WHERE link.confidence <> 'possible')
  AND later.raised_min > closed AND later.raised_max <= $as_of
WITH x, r, letter, resolved, later,
     min(CASE WHEN all(link IN links WHERE link.confidence = 'certain') THEN 'certain' ELSE 'likely' END) AS confidence
MATCH (later)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(d:Document)<-[s:STATED_IN]-(later)
WITH x, r, letter, resolved, later, confidence, d, s ORDER BY d.id, s.line, s.key
WITH x, r, letter, resolved, later, confidence,
     head(collect({title: d.title, published: d.published, url: d.url, section: s.section, line: s.line})) AS place
RETURN x.force AS force,
       x.theme AS theme,
       x.kind AS kind,
       x.raised AS first_told,
       x.summary AS first_summary,
       resolved AS resolved_on,
       coalesce(r.text, r.summary) AS sentence,
       letter.title AS resolved_source,
       letter.url AS resolved_url,
       r.section AS resolved_section,
       r.line AS resolved_line,
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
ORDER BY force, x.raised_min, finding, letter.published_min, letter.id, resolved_line, later.raised_min, line, again_finding

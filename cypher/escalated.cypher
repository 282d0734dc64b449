// Escalated
//
// Findings that ask more strongly for what an earlier finding had asked: an area for improvement that comes back as a
// recommendation, or either as an area or cause of concern. Compared are two findings that a certain or likely link joins;
// possible links are left out. A worse grade is no escalation, and one cause of concern may do so to several findings.
// Answers: what was not put right and then had to be said more strongly?
//
// param force: string = null -- force id, as printed by `kg forces`; null for all
// param as_of: date = today -- the day for which it is told; reports that came out later are left out
// returns: force, theme, was, first_told, first_summary, became, told_again, summary, confidence, words, first_finding, finding, first_source, first_url, first_section, first_line, source, published, url, section, line
// tags: concerns, persistence

// one force or each of all: both engines find it by its index, and from there only what belongs to it
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } ELSE [$force] END AS force
WITH force
MATCH (later:Finding {force: force})
WITH later
MATCH (later)-[follows:FOLLOWS {relation: 'escalates'}]->(earlier:Finding)
WHERE follows.confidence <> 'possible' AND later.raised_max <= $as_of
MATCH (earlier)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(before:Document)<-[first:STATED_IN]-(earlier)
MATCH (later)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(d:Document)<-[s:STATED_IN]-(later)
WITH later, follows, earlier, before, first, d, s ORDER BY before.id, first.line, first.key, d.id, s.line, s.key
WITH later, follows, earlier, head(collect({
       before: before.title, before_url: before.url, before_section: first.section, before_line: first.line,
       title: d.title, published: d.published, url: d.url, section: s.section, line: s.line
     })) AS place
RETURN later.force AS force,
       later.theme AS theme,
       earlier.kind AS was,
       earlier.raised AS first_told,
       earlier.summary AS first_summary,
       later.kind AS became,
       later.raised AS told_again,
       later.summary AS summary,
       follows.confidence AS confidence,
       follows.words AS words,
       earlier.id AS first_finding,
       later.id AS finding,
       place.before AS first_source,
       place.before_url AS first_url,
       place.before_section AS first_section,
       place.before_line AS first_line,
       place.title AS source,
       place.published AS published,
       place.url AS url,
       place.section AS section,
       place.line AS line
ORDER BY force, later.raised_min, line, finding, earlier.raised_min, first_finding

// Outlived a change of grade scale
//
// Findings of the time of four grades (to 2018/19) that a finding of the time of five (since 2021/22) raised again, by a
// certain or likely link: the concern is the same, though the grades on both sides of the break cannot be compared. What
// counts is the cycle of a PEEL inspection, else the year of publication; 2021 is the first year of the new scale.
// Answers: which concerns did the new scale inherit from the old one?
//
// param force: string = null -- force id, as printed by `kg forces`; null for all
// param as_of: date = today -- the day for which it is told; reports that came out later are left out
// returns: force, theme, relation, first_told, first_cycle, first_summary, told_again, cycle, summary, confidence, words, first_finding, finding, first_source, first_url, first_section, first_line, source, published, url, section, line
// tags: concerns, persistence

// one force or each of all: both engines find it by its index, and from there only what belongs to it
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } ELSE [$force] END AS force
WITH force
MATCH (later:Finding {force: force})
WITH later
MATCH (later)-[follows:FOLLOWS]->(earlier:Finding)
WITH later, follows, earlier,
     left(CASE later.programme WHEN 'PEEL' THEN coalesce(later.cycle, later.raised) ELSE later.raised END, 4) AS since,
     left(CASE earlier.programme WHEN 'PEEL' THEN coalesce(earlier.cycle, earlier.raised) ELSE earlier.raised END, 4) AS was
WHERE follows.confidence <> 'possible' AND later.raised_max <= $as_of AND was < '2021' AND since >= '2021'
MATCH (earlier)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(before:Document)<-[first:STATED_IN]-(earlier)
MATCH (later)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(d:Document)<-[s:STATED_IN]-(later)
WITH later, follows, earlier, before, first, d, s ORDER BY before.id, first.line, first.key, d.id, s.line, s.key
WITH later, follows, earlier, head(collect({
       before: before.title, before_url: before.url, before_section: first.section, before_line: first.line,
       title: d.title, published: d.published, url: d.url, section: s.section, line: s.line
     })) AS place
RETURN later.force AS force,
       later.theme AS theme,
       follows.relation AS relation,
       earlier.raised AS first_told,
       earlier.cycle AS first_cycle,
       earlier.summary AS first_summary,
       later.raised AS told_again,
       later.cycle AS cycle,
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
ORDER BY force, earlier.raised_min, first_line, first_finding, later.raised_min, line, finding

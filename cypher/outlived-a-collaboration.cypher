// Outlived a collaboration
//
// Findings on a subject that a force shared with others, made before that collaboration ended and raised again after its
// end, so that the later follows the earlier by a certain or likely link. The subject is the topic of the earlier one, and
// counts where a function of the collaboration has its name ("armed policing"). Where sources differ on the end, the
// earlier finding is from before the first date that they give and the later one from after the last; a stated start is
// kept to too. That the work was shared is no sign that its end was the cause.
// Answers: which concerns did a force take out of a collaboration?
//
// param force: string = null -- force id, as printed by `kg forces`; null for all
// param as_of: date = today -- the day for which it is told; reports that came out later are left out
// returns: force, collaboration, function, began, ends, end_sources, topic, first_told, first_summary, first_source, first_url, first_section, first_line, told_again, summary, relation, confidence, first_finding, finding, source, published, url, section, line
// tags: collaborations, concerns, persistence

// one force or each of all: both engines find it by its index, and from there only what belongs to it
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } ELSE [$force] END AS force
WITH force
MATCH (f:Force {id: force})
WITH f
MATCH (f)-[m:MEMBER_OF]->(k:Collaboration)
WHERE m.to IS NOT NULL
UNWIND m.documents AS document
// ArcadeDB finds nothing without this WITH: it would look the document up before its id is known
WITH f, m, k, document
MATCH (e:Document {id: document})
WITH f, m, k, e ORDER BY m.to_min, m.to_max, e.id
WITH f, k, m.function AS function, min(m.from_min) AS joined, min(m.from) AS began, min(m.to_min) AS first_end,
     max(m.to_max) AS last_end, collect(DISTINCT m.to) AS ends, collect(DISTINCT e.title) AS end_sources
MATCH (earlier:Finding {force: f.id})
WITH f, k, function, joined, began, first_end, last_end, ends, end_sources, earlier
MATCH (earlier)-[:ON]->(t:Topic)
WHERE toLower(t.name) = toLower(function) AND earlier.raised_max < first_end
  AND (joined IS NULL OR earlier.raised_min >= joined)
MATCH (later:Finding)-[follows:FOLLOWS]->(earlier)
WHERE follows.confidence <> 'possible' AND later.raised_min > last_end AND later.raised_max <= $as_of
MATCH (earlier)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(before:Document)<-[first:STATED_IN]-(earlier)
MATCH (later)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(d:Document)<-[s:STATED_IN]-(later)
WITH f, k, function, began, ends, end_sources, t, earlier, follows, later, before, first, d, s
ORDER BY before.id, first.line, first.key, d.id, s.line, s.key
WITH f, k, function, began, ends, end_sources, t, earlier, follows, later, head(collect({
       before: before.title, before_url: before.url, before_section: first.section, before_line: first.line,
       title: d.title, published: d.published, url: d.url, section: s.section, line: s.line
     })) AS place
RETURN f.id AS force,
       k.id AS collaboration,
       function,
       began,
       ends,
       end_sources,
       t.id AS topic,
       earlier.raised AS first_told,
       earlier.summary AS first_summary,
       place.before AS first_source,
       place.before_url AS first_url,
       place.before_section AS first_section,
       place.before_line AS first_line,
       later.raised AS told_again,
       later.summary AS summary,
       follows.relation AS relation,
       follows.confidence AS confidence,
       earlier.id AS first_finding,
       later.id AS finding,
       place.title AS source,
       place.published AS published,
       place.url AS url,
       place.section AS section,
       place.line AS line
ORDER BY force, collaboration, function, earlier.raised_min, first_finding, later.raised_min, finding

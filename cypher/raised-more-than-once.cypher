// Raised more than once
//
// Findings of one force that say again what an earlier report had said, oldest first, with what carries the link.
// Links that are only possible are left out; a likely one is the machine's proposal, a certain one is stated in a
// document or decided by a person.
// Answers: what was this force told more than once?
//
// param force: string = "gloucestershire" -- force id, as printed by `kg forces`
// returns: theme, concern, status, times_raised, first_told, first_summary, told_again, summary, relation, confidence, score, words, first_source, source, published, url, section, line
// tags: concerns, persistence

MATCH (c:Concern {force: $force})<-[:PART_OF]-(later:Finding)-[follows:FOLLOWS]->(earlier:Finding)-[:PART_OF]->(c)
WHERE follows.confidence <> 'possible'
MATCH (earlier)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(before:Document)
MATCH (later)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(d:Document)<-[s:STATED_IN]-(later)
WITH c, later, follows, earlier, before, d, s ORDER BY before.id, d.id, s.line, s.key
WITH c, later, follows, earlier, head(collect({
       before: before.title, title: d.title, published: d.published, url: d.url, section: s.section, line: s.line
     })) AS place
RETURN c.theme AS theme,
       c.id AS concern,
       c.status AS status,
       c.times_raised AS times_raised,
       earlier.raised AS first_told,
       earlier.summary AS first_summary,
       later.raised AS told_again,
       later.summary AS summary,
       follows.relation AS relation,
       follows.confidence AS confidence,
       follows.score AS score,
       follows.words AS words,
       place.before AS first_source,
       place.title AS source,
       place.published AS published,
       place.url AS url,
       place.section AS section,
       place.line AS line
ORDER BY earlier.raised_min, concern, later.raised_min, earlier.id, later.id

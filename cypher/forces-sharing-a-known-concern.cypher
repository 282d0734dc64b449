// Forces sharing a known concern
//
// What several forces were told: findings of one kind on one topic, or under one theme where no topic is known, a row
// for each. Findings that a source only speaks of count too, for few reports are held as a whole; that a force is missing
// here is no sign that it was never told so.
// Answers: which other forces were told the like?
//
// param kind: string = "cause_of_concern" -- kind of finding; null for all
// param force: string = null -- force id, as printed by `kg forces`; only what this force shares with others
// returns: kind, theme, topic, forces, force, cycle, summary, id, source, published, url, section, line
// tags: concerns, findings

CALL () {
  MATCH (x)-[:ON]->(t:Topic)
  WHERE x:Finding OR x:Mention
  RETURN x, t.id AS topic
  UNION ALL
  MATCH (x)-[:ABOUT]->(:Theme)
  WHERE (x:Finding OR x:Mention) AND NOT (x)-[:ON]->(:Topic)
  RETURN x, null AS topic
}
WITH x, topic, CASE WHEN topic IS NULL THEN x.theme END AS theme
WHERE x.kind IS NOT NULL AND ($kind IS NULL OR x.kind = $kind) AND x.force <> 'national'
WITH x.kind AS kind, topic, theme, collect(x) AS told, collect(DISTINCT x.force) AS forces
WHERE size(forces) > 1 AND ($force IS NULL OR $force IN forces)
UNWIND told AS x
WITH kind, topic, size(forces) AS forces, x
MATCH (x)-[s:STATED_IN|REPORTS_ON]-(d:Document)
WITH kind, topic, forces, x, d, s ORDER BY d.id, s.line, s.key
WITH kind, topic, forces, x,
     head(collect({title: d.title, published: d.published, url: d.url, section: s.section, line: s.line})) AS place
RETURN kind,
       x.theme AS theme,
       topic,
       forces,
       x.force AS force,
       x.cycle AS cycle,
       x.summary AS summary,
       x.id AS id,
       place.title AS source,
       place.published AS published,
       place.url AS url,
       place.section AS section,
       place.line AS line
ORDER BY forces DESC, kind, topic, theme, force, cycle, id

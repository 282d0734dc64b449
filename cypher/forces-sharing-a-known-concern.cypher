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

// the subjects of one force or of all: both engines find them by the index of the force
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } ELSE [$force] END AS asked
WITH asked
CALL (asked) {
  MATCH (x:Finding {force: asked})
  RETURN x
  UNION ALL
  MATCH (x:Mention {force: asked})
  RETURN x
}
WITH x
WHERE x.kind IS NOT NULL AND ($kind IS NULL OR x.kind = $kind)
CALL (x) {
  MATCH (x)-[:ON]->(subject:Topic)
  RETURN subject
  UNION ALL
  MATCH (x)-[:ABOUT]->(subject:Theme)
  WHERE NOT (x)-[:ON]->(:Topic)
  RETURN subject
}
WITH DISTINCT x.kind AS kind, subject
MATCH (subject)<-[:ON|ABOUT]-(x {kind: kind})
WHERE (x:Finding OR x:Mention) AND x.force <> 'national' AND (subject:Topic OR NOT (x)-[:ON]->(:Topic))
WITH kind, subject, collect(x) AS told, collect(DISTINCT x.force) AS forces
WHERE size(forces) > 1
UNWIND told AS x
WITH kind, CASE WHEN subject:Topic THEN subject.id END AS topic, size(forces) AS forces, x
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

// Doubts about the facts
//
// What the shipped tables remark on a claim in the project's own words: a count that differs between release, report and
// press, a grade read in a sentence, a page that prints one line twice, a date that others give differently.
// Answers: what is known to be unsure about these facts?
//
// param force: string = null -- force id, as printed by `kg forces`; null for all
// param words: string = "counts" -- only remarks that hold these words; null for all
// returns: force, what, cycle, subject, note, source, published, url, section, line
// tags: conflicts, overview

CALL () {
  MATCH (x:Judgment|Monitoring|Response)-[s:STATED_IN]->(d:Document)
  WHERE s.note IS NOT NULL
  RETURN x.force AS force, labels(x)[0] AS what, coalesce(x.cycle, x.to_cycle) AS cycle,
         coalesce(x.heading, x.stage, x.to_title) AS subject, s.note AS note, s.section AS section, s.line AS line, d
  UNION ALL
  MATCH (x:Finding|Mention)<-[s:REPORTS_ON]-(d:Document)
  WHERE s.note IS NOT NULL
  RETURN x.force AS force, 'Outcome' AS what, x.cycle AS cycle, coalesce(s.summary, x.summary) AS subject,
         s.note AS note, s.section AS section, s.line AS line, d
  UNION ALL
  MATCH (x:Mention)-[s:STATED_IN]->(d:Document)
  WHERE s.note IS NOT NULL
  RETURN x.force AS force, 'Mention' AS what, x.cycle AS cycle, x.summary AS subject,
         s.note AS note, s.section AS section, s.line AS line, d
  UNION ALL
  MATCH (f:Force)-[s:MEMBER_OF]->(c:Collaboration)
  WHERE s.note IS NOT NULL
  UNWIND s.documents AS document
  WITH f, s, c, document
  MATCH (d:Document {id: document})
  RETURN f.id AS force, 'Collaboration' AS what, null AS cycle, c.title AS subject,
         s.note AS note, s.section AS section, s.line AS line, d
}
WITH force, what, cycle, subject, note, section, line, d
WHERE ($force IS NULL OR force = $force) AND ($words IS NULL OR toLower(note) CONTAINS toLower($words))
RETURN DISTINCT force, what, cycle, subject, note,
       d.title AS source, d.published AS published, d.url AS url, section, line
ORDER BY force, what, cycle, subject, note, url, line

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

// one force or each of all: both engines find it by its index, and from there only what belongs to it
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } ELSE [$force] END AS force
WITH force
MATCH (f:Force {id: force})
WITH f
CALL (f) {
  CALL (f) {
    MATCH (x:Judgment {force: f.id})
    RETURN x
    UNION ALL
    MATCH (x:Monitoring {force: f.id})
    RETURN x
    UNION ALL
    MATCH (x:Response {force: f.id})
    RETURN x
  }
  MATCH (x)-[s:STATED_IN]->(d:Document)
  WHERE s.note IS NOT NULL
  RETURN labels(x)[0] AS what, coalesce(x.cycle, x.to_cycle) AS cycle,
         coalesce(x.heading, x.stage, x.to_title) AS subject, s.note AS note, s.section AS section, s.line AS line, d
  UNION ALL
  CALL (f) {
    MATCH (x:Finding {force: f.id})
    RETURN x
    UNION ALL
    MATCH (x:Mention {force: f.id})
    RETURN x
  }
  MATCH (x)<-[s:REPORTS_ON]-(d:Document)
  WHERE s.note IS NOT NULL
  RETURN 'Outcome' AS what, x.cycle AS cycle, coalesce(s.summary, x.summary) AS subject,
         s.note AS note, s.section AS section, s.line AS line, d
  UNION ALL
  MATCH (x:Mention {force: f.id})-[s:STATED_IN]->(d:Document)
  WHERE s.note IS NOT NULL
  RETURN 'Mention' AS what, x.cycle AS cycle, x.summary AS subject,
         s.note AS note, s.section AS section, s.line AS line, d
  UNION ALL
  MATCH (f)-[s:MEMBER_OF]->(c:Collaboration)
  WHERE s.note IS NOT NULL
  UNWIND s.documents AS document
  WITH s, c, document
  MATCH (d:Document {id: document})
  RETURN 'Collaboration' AS what, null AS cycle, c.title AS subject,
         s.note AS note, s.section AS section, s.line AS line, d
}
WITH f, what, cycle, subject, note, section, line, d
WHERE $words IS NULL OR toLower(note) CONTAINS toLower($words)
RETURN DISTINCT f.id AS force, what, cycle, subject, note,
       d.title AS source, d.published AS published, d.url AS url, section, line
ORDER BY force, what, cycle, subject, note, url, line

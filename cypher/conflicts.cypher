// Sources that disagree
//
// Every claim on a fact that sources tell differently: grades and the cycle from which they were kept, dates of
// monitoring, of collaborations and of what became of a finding. `shown` is what other answers show, by the order of
// sources (the inspectorate, then force or commissioner, then press), `says` what this source says. Dates conflict only
// where both cannot be right: June 2022 and 24 June 2022 agree.
// Answers: where do the sources contradict each other, and which one is shown?
//
// param force: string = null -- force id, as printed by `kg forces`; null for all
// returns: force, what, subject, shown, says, source_kind, note, source, published, url, section, line
// tags: conflicts

MATCH (f:Force)
WHERE $force IS NULL OR f.id = $force
WITH f
CALL (f) {
  MATCH (j:Judgment {force: f.id, conflict: true})-[s:STATED_IN]->(d:Document)
  WHERE NOT s.interim
  RETURN 'grade' AS what, j.cycle + ' ' + j.heading AS subject,
         j.grade + CASE WHEN j.carried_over_from IS NULL THEN '' ELSE ' from ' + j.carried_over_from END AS shown,
         s.grade + CASE WHEN s.carried_over_from IS NULL THEN '' ELSE ' from ' + s.carried_over_from END AS says,
         s.source_kind AS source_kind, s.note AS note, s.section AS section, s.line AS line, s.key AS key, d
  UNION ALL
  MATCH (m:Monitoring {force: f.id, conflict: true})-[s:STATED_IN]->(d:Document)
  RETURN 'monitoring' AS what, m.stage AS subject,
         coalesce(m.from, '') + ' to ' + coalesce(m.to, '') AS shown,
         coalesce(s.from, '') + ' to ' + coalesce(s.to, '') AS says,
         s.source_kind AS source_kind, s.note AS note, s.section AS section, s.line AS line, s.key AS key, d
  UNION ALL
  MATCH (f)-[m:MEMBER_OF {disputed: true}]->(c:Collaboration)
  WHERE m.from IS NOT NULL OR m.to IS NOT NULL
  UNWIND m.documents AS document
  WITH m, c, document
  MATCH (d:Document {id: document})
  RETURN 'collaboration' AS what, c.title + ': ' + m.function AS subject,
         null AS shown,
         coalesce(m.from, '') + ' to ' + coalesce(m.to, '') AS says,
         d.publisher AS source_kind, m.note AS note, m.section AS section, m.line AS line, m.key AS key, d
  UNION ALL
  CALL (f) {
    MATCH (x:Finding {force: f.id})
    RETURN x
    UNION ALL
    MATCH (x:Mention {force: f.id})
    RETURN x
  }
  MATCH (x)<-[s:REPORTS_ON]-(d:Document)
  WHERE EXISTS {
    MATCH (x)<-[other:REPORTS_ON {says: s.says}]-(:Document)
    WHERE s.on_max < other.on_min OR other.on_max < s.on_min
  } AND s.says IN ['resolved', 'superseded']
  RETURN 'outcome' AS what, x.cycle + ' ' + coalesce(s.summary, x.summary) AS subject,
         null AS shown,
         s.says + ' ' + s.on AS says,
         s.source_kind AS source_kind, s.note AS note, s.section AS section, s.line AS line, s.key AS key, d
}
RETURN f.id AS force, what, subject, shown, says, source_kind, note,
       d.title AS source, d.published AS published, d.url AS url, section, line
ORDER BY force, what, subject, says, d.id, line, key

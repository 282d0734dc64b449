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

CALL () {
  MATCH (j:Judgment {conflict: true})-[s:STATED_IN]->(d:Document)
  WHERE NOT s.interim
  RETURN j.force AS force, 'grade' AS what, j.cycle + ' ' + j.heading AS subject,
         j.grade + CASE WHEN j.carried_over_from IS NULL THEN '' ELSE ' from ' + j.carried_over_from END AS shown,
         s.grade + CASE WHEN s.carried_over_from IS NULL THEN '' ELSE ' from ' + s.carried_over_from END AS says,
         s.source_kind AS source_kind, s.note AS note, s.section AS section, s.line AS line, s.key AS key, d
  UNION ALL
  MATCH (m:Monitoring {conflict: true})-[s:STATED_IN]->(d:Document)
  RETURN m.force AS force, 'monitoring' AS what, m.stage AS subject,
         coalesce(m.from, '') + ' to ' + coalesce(m.to, '') AS shown,
         coalesce(s.from, '') + ' to ' + coalesce(s.to, '') AS says,
         s.source_kind AS source_kind, s.note AS note, s.section AS section, s.line AS line, s.key AS key, d
  UNION ALL
  MATCH (f:Force)-[m:MEMBER_OF {disputed: true}]->(c:Collaboration)
  WHERE m.from IS NOT NULL OR m.to IS NOT NULL
  UNWIND m.documents AS document
  WITH f, m, c, document
  MATCH (d:Document {id: document})
  RETURN f.id AS force, 'collaboration' AS what, c.title + ': ' + m.function AS subject,
         null AS shown,
         coalesce(m.from, '') + ' to ' + coalesce(m.to, '') AS says,
         d.publisher AS source_kind, m.note AS note, m.section AS section, m.line AS line, m.key AS key, d
  UNION ALL
  MATCH (x:Finding|Mention)<-[s:REPORTS_ON]-(d:Document)
  WHERE EXISTS {
    MATCH (x)<-[other:REPORTS_ON {says: s.says}]-(:Document)
    WHERE s.on_max < other.on_min OR other.on_max < s.on_min
  } AND s.says IN ['resolved', 'superseded']
  RETURN x.force AS force, 'outcome' AS what, x.cycle + ' ' + coalesce(s.summary, x.summary) AS subject,
         null AS shown,
         s.says + ' ' + s.on AS says,
         s.source_kind AS source_kind, s.note AS note, s.section AS section, s.line AS line, s.key AS key, d
}
WITH force, what, subject, shown, says, source_kind, note, section, line, key, d
WHERE $force IS NULL OR force = $force
RETURN force, what, subject, shown, says, source_kind, note,
       d.title AS source, d.published AS published, d.url AS url, section, line
ORDER BY force, what, subject, says, d.id, line, key

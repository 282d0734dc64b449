// Sources that disagree
//
// Every claim on a fact that sources tell differently: grades and the cycle from which they were kept, counts and days of
// reports, dates of monitoring, of collaborations and of what became of a finding. `shown` is what other answers show, by
// the order of sources (the inspectorate, then force or commissioner, then press), `says` what this source says. Dates
// conflict only where both cannot be right: June 2022 and 24 June 2022 agree. What came out after `as_of` is left out, and
// with it what no two sources told differently by then; a page without a date counts on every day.
// Answers: where do the sources contradict each other, and which one is shown?
//
// param force: string = null -- force id, as printed by `kg forces`; null for all
// param as_of: date = today -- the day for which it is told; what came out later is left out
// returns: force, what, subject, shown, says, source_kind, note, source, published, url, section, line
// tags: conflicts

// one force or each of all: both engines find it by its index, and from there only what belongs to it
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } ELSE [$force] END AS force
WITH force
MATCH (f:Force {id: force})
WITH f
CALL (f) {
  MATCH (j:Judgment {force: f.id, conflict: true})-[s:STATED_IN]->(d:Document)
  WHERE NOT s.interim
  RETURN 'grade' AS what, j.id AS about, coalesce(s.published_min, d.published_min) AS told_on, j.cycle + ' ' + j.heading AS subject,
         j.grade + CASE WHEN j.carried_over_from IS NULL THEN '' ELSE ' from ' + j.carried_over_from END AS shown,
         s.grade + CASE WHEN s.carried_over_from IS NULL THEN '' ELSE ' from ' + s.carried_over_from END AS says,
         s.source_kind AS source_kind, s.note AS note, s.section AS section, s.line AS line, s.key AS key, d
  UNION ALL
  MATCH (f)-[:INSPECTED_IN]->(i:Inspection)
  UNWIND i.disputed AS disputed
  WITH i, split(disputed, ': ') AS disputed
  MATCH (i)-[s:STATED_IN]->(d:Document)
  WHERE s.about = disputed[0]
  RETURN 'report' AS what, i.id + s.about AS about, d.published_min AS told_on, i.cycle + ' ' + s.about AS subject, disputed[1] AS shown, s.says AS says,
         s.source_kind AS source_kind, s.note AS note, s.section AS section, s.line AS line, s.key AS key, d
  UNION ALL
  MATCH (m:Monitoring {force: f.id, conflict: true})-[s:STATED_IN]->(d:Document)
  RETURN 'monitoring' AS what, m.id AS about, d.published_min AS told_on, m.stage AS subject,
         coalesce(m.from, '') + ' to ' + coalesce(m.to, '') AS shown,
         coalesce(s.from, '') + ' to ' + coalesce(s.to, '') AS says,
         s.source_kind AS source_kind, s.note AS note, s.section AS section, s.line AS line, s.key AS key, d
  UNION ALL
  MATCH (f)-[m:MEMBER_OF {disputed: true}]->(c:Collaboration)
  WHERE m.from IS NOT NULL OR m.to IS NOT NULL
  WITH f, m, c, COLLECT {
         MATCH (f)-[o:MEMBER_OF {disputed: true}]->(c)
         WHERE o.function = m.function
         WITH o,
              CASE o.source_kind WHEN 'inspectorate' THEN 1 WHEN 'press' THEN 3 WHEN 'other' THEN 4 ELSE 2 END AS rank,
              'compiled-facts' IN o.documents AS without_a_page
         RETURN {from: o.from, to: o.to} AS dates ORDER BY rank, without_a_page, o.key
       } AS claims
  UNWIND m.documents AS document
  WITH m, c, document,
       coalesce(head([one IN claims WHERE one.from IS NOT NULL | one.from]), '') + ' to '
       + coalesce(head([one IN claims WHERE one.to IS NOT NULL | one.to]), '') AS shown
  MATCH (d:Document {id: document})
  RETURN 'collaboration' AS what, c.id + m.function AS about, d.published_min AS told_on, c.title + ': ' + m.function AS subject, shown,
         coalesce(m.from, '') + ' to ' + coalesce(m.to, '') AS says,
         m.source_kind AS source_kind, m.note AS note, m.section AS section, m.line AS line, m.key AS key, d
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
  RETURN 'outcome' AS what, x.id AS about, d.published_min AS told_on, x.cycle + ' ' + coalesce(s.summary, x.summary) AS subject,
         null AS shown,
         s.says + ' ' + s.on AS says,
         s.source_kind AS source_kind, s.note AS note, s.section AS section, s.line AS line, s.key AS key, d
}
WITH f, what, about, told_on, subject, shown, says, source_kind, note, section, line, key, d
WHERE coalesce(told_on, '') <= $as_of
WITH f, what, about, told_on, subject, shown, says, source_kind, note, section, line, key, d
ORDER BY CASE source_kind WHEN 'inspectorate' THEN 1 WHEN 'force' THEN 2 WHEN 'commissioner' THEN 2 ELSE 3 END, d.id, line, key
WITH f, what, about, collect(says) AS told, count(DISTINCT says) AS ways, collect({
       subject: subject, shown: shown, says: says, source_kind: source_kind, note: note, section: section, line: line,
       key: key, id: d.id, title: d.title, published: d.published, url: d.url
     }) AS claims
WHERE ways > 1
UNWIND claims AS claim
RETURN f.id AS force,
       what,
       claim.subject AS subject,
       // a grade that was changed later is shown as it was then
       CASE WHEN what = 'grade' AND NOT claim.shown IN told THEN told[0] ELSE claim.shown END AS shown,
       claim.says AS says,
       claim.source_kind AS source_kind,
       claim.note AS note,
       claim.title AS source,
       claim.published AS published,
       claim.url AS url,
       claim.section AS section,
       claim.line AS line
ORDER BY force, what, subject, says, claim.id, line, claim.key

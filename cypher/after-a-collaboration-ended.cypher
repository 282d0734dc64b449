// After a collaboration ended
//
// What ended when and by which source (`ended`), what the forces still share by what was published since (`shared`),
// and what was found on the topic in the forces that left, in reports that came out after the last of the dates given
// (`found`).
// Answers: what became of the work once the forces parted?
//
// param collaboration: string = "sw-tri-force" -- collaboration id, as in `kg query collaborations-of-a-force`
// param topic: string = "armed-policing" -- topic id, for what was found; a finding under a heading of that name counts
// returns: what, function, date, forces, summary, kind, id, source, published, url, section, line
// tags: collaborations, findings

MATCH (k:Collaboration {id: $collaboration})
WITH k, COLLECT { MATCH (k)<-[m:MEMBER_OF]-(:Force) WHERE m.to IS NOT NULL RETURN m.to_min AS day ORDER BY day } AS ends
CALL (k, ends) {
  MATCH (f:Force)-[m:MEMBER_OF]->(k)
  UNWIND m.documents AS document
  // ArcadeDB finds nothing without this WITH: it would look the document up before its id is known
  WITH f, m, ends, document
  MATCH (d:Document {id: document})
  WHERE m.status = 'ended' OR size(ends) > 0 AND coalesce(d.published_max, '9999') >= ends[0]
  WITH d, m.status AS status, m.function AS function, m.to AS date, m.note AS summary, m.section AS section,
       m.line AS line, f.id AS force
  ORDER BY force
  WITH d, status, function, date, summary, section, line, collect(DISTINCT force) AS forces
  RETURN CASE status WHEN 'ended' THEN 'ended' ELSE 'shared' END AS what, function, date, forces, summary,
         null AS kind, null AS id, d, section, line
  UNION ALL
  MATCH (f:Force)-[m:MEMBER_OF]->(k)
  WHERE m.to IS NOT NULL
  WITH f, max(m.to_max) AS last
  MATCH (f)<-[:ADDRESSED_TO]-(x)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(d:Document)<-[s:STATED_IN]-(x)
  WHERE x.raised_min > last
  OPTIONAL MATCH (t:Topic {id: $topic})
  WITH f, x, d, s, t
  WHERE (x)-[:ON]->(t) OR toLower(s.section) CONTAINS toLower(t.name)
  RETURN 'found' AS what, null AS function, x.raised AS date, [f.id] AS forces, x.summary AS summary,
         x.kind AS kind, x.id AS id, d, s.section AS section, s.line AS line
}
WITH what, function, date, forces, summary, kind, id, d, section, line
RETURN what,
       function,
       date,
       forces,
       summary,
       kind,
       id,
       d.title AS source,
       d.published AS published,
       d.url AS url,
       section,
       line
ORDER BY what, coalesce(date, ''), coalesce(d.published_min, ''), d.id, line, function, id

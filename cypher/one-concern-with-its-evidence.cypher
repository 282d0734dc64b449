// One concern with its evidence
//
// Everything that is known of one concern in the order of time: where it was raised, why a later finding is held to be
// the same, what it was answered, and what documents say became of it. Possible links are listed too.
// Answers: why do you say so, and where exactly is that printed?
//
// param concern: string = "gloucestershire.PEEL-2015.area_for_improvement.51317078" -- id of the concern or of any finding in it
// returns: published, evidence, says, basis, summary, text, finding, source, url, section, line
// tags: concerns, evidence

MATCH (c:Concern)
WHERE c.id = $concern OR EXISTS { (c)<-[:PART_OF]-(:Finding {id: $concern}) }
MATCH (c)<-[:PART_OF]-(x:Finding)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(report:Document)<-[place:STATED_IN]-(x)
WITH x, report, place ORDER BY report.id, place.line, place.key
WITH x, head(collect(report)) AS report, head(collect(place)) AS place
CALL (x, report, place) {
  RETURN report AS d, place AS s, 'raised' AS evidence, x.kind AS says, place.source_kind AS basis,
         x.summary AS summary, x.text AS text
  UNION ALL
  MATCH (x)-[f:FOLLOWS]->(earlier:Finding)
  RETURN report AS d, place AS s, f.relation + ' ' + earlier.id AS evidence, f.confidence AS says, f.basis AS basis,
         f.words AS summary, null AS text
  UNION ALL
  MATCH (d:Document)-[s:REPORTS_ON]->(x)
  RETURN d, s, 'outcome' AS evidence, s.says AS says, s.source_kind AS basis, s.summary AS summary, s.text AS text
  UNION ALL
  MATCH (r:Response)-[s:RESPONDS_TO]->(x)
  // ArcadeDB finds nothing without this WITH: it would look the document up before its id is known
  WITH r, s
  MATCH (d:Document {id: s.document})
  RETURN d, s, 'response' AS evidence, s.stance AS says, r.author_role AS basis, s.summary AS summary, s.text AS text
}
RETURN DISTINCT d.published AS published,
       evidence,
       says,
       basis,
       summary,
       text,
       x.id AS finding,
       d.title AS source,
       d.url AS url,
       s.section AS section,
       s.line AS line
ORDER BY published, line, finding, evidence, says, summary

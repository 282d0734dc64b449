// Findings of a report
//
// Everything that one report asks to be put right, praises or observes, in the order in which it is printed.
// Answers: what did this report find?
//
// param document: string = "gloucestershire.PEEL-2021-22" -- id of the report
// returns: kind, heading, theme, summary, text, deadline, part_of, finding, source, published, url, section, line
// tags: findings

MATCH (d:Document {id: $document})<-[:PUBLISHED_IN]-(:Inspection)-[:RAISED]->(x)-[s:STATED_IN]->(d)
WITH DISTINCT d, x, s ORDER BY s.line, s.key
WITH d, x, head(collect({section: s.section, line: s.line})) AS place
OPTIONAL MATCH (cause:CauseOfConcern)-[:RECOMMENDS]->(x)
RETURN x.kind AS kind,
       x.heading AS heading,
       x.theme AS theme,
       x.summary AS summary,
       x.text AS text,
       x.deadline_text AS deadline,
       cause.id AS part_of,
       x.id AS finding,
       d.title AS source,
       d.published AS published,
       d.url AS url,
       place.section AS section,
       place.line AS line
ORDER BY line, finding

// Forces
//
// Every force, who holds it to account today, how much of it this graph holds, and the latest report that is held.
// Answers: which forces are there, and how much is known of each?
//
// returns: force, name, ons_code, region, overseen_by, inspections, findings, concerns, source, published, url
// tags: overview

MATCH (f:Force)
OPTIONAL MATCH (f)-[:INSPECTED_IN]->(:Inspection)-[:PUBLISHED_IN]->(d:Document)
WITH f, d ORDER BY coalesce(d.published_min, '') DESC, d.id
WITH f, collect(d) AS reports
WITH f, head(reports) AS latest
RETURN f.id AS force,
       f.official_name AS name,
       f.ons_code AS ons_code,
       f.region AS region,
       COLLECT { MATCH (b:Body)-[o:OVERSEES]->(f) WHERE o.to IS NULL RETURN b.id ORDER BY b.id } AS overseen_by,
       COUNT { (f)-[:INSPECTED_IN]->(:Inspection) } AS inspections,
       COUNT { (f)-[:INSPECTED_IN]->(:Inspection)-[:RAISED]->(:Finding) } AS findings,
       COUNT { MATCH (c:Concern) WHERE c.force = f.id } AS concerns,
       latest.title AS source,
       latest.published AS published,
       latest.url AS url
ORDER BY force

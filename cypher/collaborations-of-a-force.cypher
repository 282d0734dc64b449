// Collaborations of a force
//
// What one force shares or shared with others: one row for each function and each source, so that training can outlive
// patrols and sources that differ on a date stand side by side (`disputed`). An empty `to` means that no end is known.
// Answers: with whom does this force work, at what, and since when?
//
// param force: string = "gloucestershire" -- force id, as printed by `kg forces`
// returns: collaboration, title, function, began, ended, status, disputed, partners, source, published, url, section, line
// tags: collaborations

MATCH (f:Force {id: $force})-[m:MEMBER_OF]->(k:Collaboration)
UNWIND m.documents AS document
MATCH (d:Document {id: document})
OPTIONAL MATCH (k)-[s:STATED_IN]->(d)
WITH f, m, k, d, s ORDER BY s.line, s.key
WITH f, m, k, d, head(collect({section: s.section, line: s.line})) AS place
RETURN k.id AS collaboration,
       k.title AS title,
       m.function AS function,
       m.from AS began,
       m.to AS ended,
       m.status AS status,
       m.disputed AS disputed,
       COLLECT { MATCH (k)<-[:MEMBER_OF]-(other) WHERE other.id <> $force RETURN DISTINCT other.name AS name ORDER BY name } AS partners,
       d.title AS source,
       d.published AS published,
       d.url AS url,
       place.section AS section,
       place.line AS line
ORDER BY collaboration, function, began, ended, m.key, d.id

// Collaborations of a force
//
// What one force shares or shared with others: one row for each function and each source, so that training can outlive
// patrols and sources that differ on a date stand side by side (`disputed`). An empty `to` means that no end is known.
// Answers: with whom does this force work, at what, and since when?
//
// param force: string = "gloucestershire" -- force id, as printed by `kg forces`
// returns: collaboration, title, function, began, ended, status, disputed, partners, note, source, published, url, section, line
// tags: collaborations

MATCH (f:Force {id: $force})-[m:MEMBER_OF]->(k:Collaboration)
UNWIND m.documents AS document
// ArcadeDB finds nothing without this WITH: it would look the document up before its id is known
WITH k, m, document
MATCH (d:Document {id: document})
RETURN k.id AS collaboration,
       k.title AS title,
       m.function AS function,
       m.from AS began,
       m.to AS ended,
       m.status AS status,
       m.disputed AS disputed,
       COLLECT {
         MATCH (k)<-[:MEMBER_OF]-(other)
         WHERE other.id <> $force
         RETURN DISTINCT other.name AS name ORDER BY name
       } AS partners,
       m.note AS note,
       d.title AS source,
       d.published AS published,
       d.url AS url,
       m.section AS section,
       m.line AS line
ORDER BY collaboration, function, d.published_min, d.id, line, m.key

// What reports say of a collaboration
//
// Every statement that a report makes on a collaboration, with the finding or observation that it is part of, if any:
// what was shared, what ended and what goes on.
// Answers: which findings, observations or sentences name this collaboration or its end?
//
// param collaboration: string = "sw-tri-force" -- collaboration id, as in `kg query collaborations-of-a-force`
// returns: said, function, status, ended, part_of, kind, id, source, published, url, section, line
// tags: collaborations

MATCH (f:Force)-[m:MEMBER_OF]->(k:Collaboration {id: $collaboration})
WHERE m.copy <> 'table'
UNWIND m.documents AS document
// ArcadeDB finds nothing without this WITH: it would look the document up before its id is known
WITH DISTINCT m.function AS function, m.status AS status, m.to AS ended, m.note AS said, m.copy AS copy,
     m.start AS first, m.end AS last, m.section AS section, m.line AS line, document
MATCH (d:Document {id: document})
OPTIONAL MATCH (d)<-[s:STATED_IN]-(x)
WHERE (x:Finding OR x:Observation OR x:Practice) AND s.copy = copy AND s.start <= first AND s.end >= last
RETURN said,
       function,
       status,
       ended,
       x.summary AS part_of,
       x.kind AS kind,
       x.id AS id,
       d.title AS source,
       d.published AS published,
       d.url AS url,
       section,
       line
ORDER BY coalesce(d.published_min, ''), d.id, first, function, id

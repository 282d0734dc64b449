// National recommendations
//
// Each finding that is addressed to all chief constables, with what sources say of this force's part in it: a report on
// its progress, or an answer with its stance. Where none does, progress is "not stated", and the source is the one that
// tells of the national finding; that is no sign that nothing was done.
// Answers: what did this force do about what all forces were told?
//
// param force: string = "avon-and-somerset" -- force id, as printed by `kg forces`; null for all
// returns: national, kind, programme, cycle, theme, force, progress, stance, author_role, on, said, id, source, published, url, section, line
// tags: national

// one force or each of all: both engines find it by its index, and from there only what belongs to it
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } ELSE [$force] END AS force
WITH force
MATCH (f:Force {id: force})
WITH f
MATCH (:Body {id: 'all-chief-constables'})<-[:ADDRESSED_TO]-(n)
WITH f, n
OPTIONAL MATCH (f)<-[:ADDRESSED_TO]-(x:Mention)-[:INSTANCE_OF]->(n)
OPTIONAL MATCH (x)<-[r:REPORTS_ON|RESPONDS_TO]-(by)
WITH n, f, x, r, by,
     head(COLLECT {
       MATCH (x)-[s:STATED_IN]->(d:Document)
       RETURN {document: d.id, section: s.section, line: s.line} AS place ORDER BY d.id, s.line, s.key
     } + COLLECT {
       MATCH (n)-[s:STATED_IN]->(d:Document)
       RETURN {document: d.id, section: s.section, line: s.line} AS place ORDER BY d.id, s.line, s.key
     }) AS place
WITH n, f, x, r, by, place, CASE WHEN r IS NULL THEN place.document ELSE coalesce(r.document, by.id) END AS document
MATCH (d:Document {id: document})
RETURN coalesce(n.summary, n.name) AS national,
       n.kind AS kind,
       n.programme AS programme,
       n.cycle AS cycle,
       n.theme AS theme,
       f.id AS force,
       coalesce(r.says, r.progress, 'not stated') AS progress,
       r.stance AS stance,
       by.author_role AS author_role,
       coalesce(r.on, by.date) AS on,
       coalesce(r.summary, r.text) AS said,
       n.id AS id,
       d.title AS source,
       d.published AS published,
       d.url AS url,
       CASE WHEN r IS NULL THEN place.section ELSE r.section END AS section,
       CASE WHEN r IS NULL THEN place.line ELSE r.line END AS line
ORDER BY coalesce(n.cycle, ''), n.programme, coalesce(n.theme, ''), n.id, force, coalesce(on, ''), d.id, line, r.key

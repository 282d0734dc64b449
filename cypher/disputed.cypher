// Disputed
//
// Grades and findings that a force, chief constable or policing body says are wrong, with what it says; `note` is what the
// shipped tables add.
// Answers: what did the inspected contest, and on what grounds?
//
// param force: string = null -- force id, as printed by `kg forces`; null for all
// returns: force, author_role, date, disputes, kind, cycle, theme, disputed, summary, text, note, source, published, url, section, line
// tags: responses

// one force or each of all: both engines find it by its index, and from there only what belongs to it
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } ELSE [$force] END AS force
WITH force
MATCH (r:Response {force: force})
MATCH (r)-[answer:RESPONDS_TO {stance: 'disputed'}]->(x)
// ArcadeDB finds nothing without this WITH: it would look the document up before its id is known
WITH r, answer, x
MATCH (d:Document {id: answer.document})
RETURN r.force AS force,
       r.author_role AS author_role,
       r.date AS date,
       CASE WHEN x:Judgment OR x.what = 'judgment' THEN 'grade'
            WHEN x:Inspection OR x.what = 'inspection' THEN 'report'
            ELSE 'finding' END AS disputes,
       coalesce(x.grade, x.kind) AS kind,
       x.cycle AS cycle,
       x.theme AS theme,
       x.id AS disputed,
       answer.summary AS summary,
       answer.text AS text,
       answer.note AS note,
       d.title AS source,
       d.published AS published,
       d.url AS url,
       answer.section AS section,
       answer.line AS line
ORDER BY force, r.date_min, d.id, line, disputed, answer.key

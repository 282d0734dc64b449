// Reports without a known answer
//
// Reports on one force whose publication is known and to which no answer of a policing body, chief constable or force is
// known here, the oldest first. `due` is the last day for the policing body's: the 56th beginning with the day of
// publication for reports since 2 May 2017 (section 55(5A) of the Police Act 1996), 30 days after it by custom before,
// and none where that day is not known. Few answers were compiled, so a report on this list may well have been answered.
// Answers: for which reports is an answer still to be found?
//
// param force: string = "gloucestershire" -- force id, as printed by `kg forces`; null for all
// param as_of: date = today -- the day for which it is told; what came later is left out
// returns: force, programme, cycle, pillar, report_published, due, due_basis, source, published, url
// tags: responses

// one force or each of all: both engines find it by its index, and from there only what belongs to it
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } ELSE [$force] END AS force
WITH force
MATCH (f:Force {id: force})
WITH f
MATCH (f)-[:INSPECTED_IN]->(i:Inspection)
WHERE i.published_max <= $as_of
  AND NOT EXISTS {
    MATCH (i)<-[:RESPONDS_TO]-(r:Response)
    WHERE r.force = f.id AND coalesce(r.date_min, '') <= $as_of
  }
  AND NOT EXISTS {
    MATCH (i)-[:JUDGED|RAISED]->(x)<-[:RESPONDS_TO]-(r:Response)
    WHERE r.force = f.id AND coalesce(r.date_min, '') <= $as_of
  }
OPTIONAL MATCH (i)-[:STATED_IN|PUBLISHED_IN]->(d:Document)
WITH f, i, d ORDER BY CASE d.publisher WHEN 'inspectorate' THEN 1 ELSE 2 END, d.id
WITH f, i, head(collect({title: d.title, published: d.published, url: d.url})) AS page,
     CASE WHEN i.published_min <> i.published_max THEN 'date unknown'
          WHEN i.published_min >= '2017-05-02' THEN 's55(5A)'
          ELSE 'custom' END AS due_basis
RETURN f.id AS force,
       i.programme AS programme,
       i.cycle AS cycle,
       i.pillar AS pillar,
       i.published AS report_published,
       CASE due_basis WHEN 's55(5A)' THEN toString(date(i.published_min) + duration({days: 55}))
                      WHEN 'custom' THEN toString(date(i.published_min) + duration({days: 30})) END AS due,
       due_basis,
       page.title AS source,
       page.published AS published,
       page.url AS url
ORDER BY force, i.published_min, i.id

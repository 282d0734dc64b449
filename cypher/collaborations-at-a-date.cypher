// Collaborations at a date
//
// Who worked together on a day, and at what: a row for each function and each source. A source that gives no start
// counts from the day of its publication, if it says that the work is or stays joint. `certain` is false where the day
// falls into a date that is no more precise than a month or year, and empty where no end is known.
// Answers: who worked with whom on this day?
//
// param on: date = "2016-07-01" -- the day
// param function: string = null -- what is shared, as in "armed policing" (part of it will do); null for all
// param force: string = null -- force id, as printed by `kg forces`; only collaborations of this force
// returns: collaboration, title, region, function, forces, began, ended, certain, note, source, published, url, section, line
// tags: collaborations

// one force or each of all: both engines find it by its index, and from there only what belongs to it
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } ELSE [$force] END AS force
WITH force
MATCH (asked:Force {id: force})
WITH asked
MATCH (asked)-[:MEMBER_OF]->(k:Collaboration)
WITH DISTINCT k
MATCH (f:Force)-[m:MEMBER_OF]->(k)
WHERE ($function IS NULL OR m.function CONTAINS $function)
UNWIND m.documents AS document
// ArcadeDB finds nothing without this WITH: it would look the document up before its id is known
WITH f, k, m, document
MATCH (d:Document {id: document})
WITH f, k, m, d,
     coalesce(m.from_min, CASE WHEN m.status <> 'ended' THEN d.published_min END) AS first,
     coalesce(m.to_max, CASE WHEN m.status = 'ended' THEN d.published_max END, '9999') AS last
WHERE first <= $on AND last >= $on
WITH k, d, m.function AS function, m.from AS began, m.to AS ended, m.from_max AS sure_from, m.to_min AS sure_to,
     m.note AS note, m.section AS section, m.line AS line, f.id AS force
ORDER BY force
WITH k, d, function, began, ended, sure_from, sure_to, note, section, line, collect(DISTINCT force) AS forces
WHERE $force IS NULL OR $force IN forces
RETURN k.id AS collaboration,
       k.title AS title,
       k.region AS region,
       function,
       forces,
       began,
       ended,
       CASE WHEN sure_from > $on OR sure_to < $on THEN false WHEN ended IS NULL THEN null ELSE true END AS certain,
       note,
       d.title AS source,
       d.published AS published,
       d.url AS url,
       section,
       line
ORDER BY collaboration, function, began, ended, d.id, line, note

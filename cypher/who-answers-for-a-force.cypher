// Who answers for a force
//
// The body that holds a force to account on a day: commissioner, mayor or the City's board. `certain` is true where both
// dates are known and the day lies between them, false where the day falls into a date that is no more precise than a
// month, and empty where the start is not known.
// Answers: who held this force to account on that day?
//
// param force: string = null -- force id, as printed by `kg forces`; null for all
// param on: date = today -- the day
// returns: force, body, title, kind, since, until, certain, note, url
// tags: oversight

// one force or each of all: both engines find it by its index, and from there only what belongs to it
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } ELSE [$force] END AS force
WITH force
MATCH (f:Force {id: force})
WITH f
MATCH (b:Body)-[o:OVERSEES]->(f)
WHERE coalesce(o.from_min, '') <= $on
  AND coalesce(o.to_max, '9999') >= $on
RETURN f.id AS force,
       b.id AS body,
       b.official_name AS title,
       b.kind AS kind,
       o.from AS since,
       o.to AS until,
       CASE WHEN o.from_max > $on OR o.to_min < $on THEN false WHEN o.from IS NULL THEN null ELSE true END AS certain,
       o.note AS note,
       o.url AS url
ORDER BY force, coalesce(o.from_min, ''), body

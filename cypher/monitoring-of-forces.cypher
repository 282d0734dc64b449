// Monitoring of forces
//
// Each stay of a force in a monitoring stage, a row for each source, the latest entry first. `entered` and `left` are
// what is known of it, `stated_entry` and `stated_exit` what this source gives, and `conflict` says that the dates of
// the sources cannot all be right. An empty `left` means that no end is known.
// Answers: which forces are or were in Engage, since when and until when, and who says so?
//
// param stage: string = "Engage" -- Engage or Scan; null for both
// param force: string = null -- force id, as printed by `kg forces`; null for all
// param on: date = null -- only stays that may cover this day
// returns: force, stage, entered, left, conflict, stated_entry, stated_exit, source_kind, note, source, published, url
// tags: monitoring

// one force or each of all: both engines find it by its index, and from there only what belongs to it
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } ELSE [$force] END AS force
WITH force
MATCH (f:Force {id: force})
WITH f
MATCH (f)-[:PLACED_IN]->(m:Monitoring)-[s:STATED_IN]->(d:Document)
WHERE ($stage IS NULL OR m.stage = $stage)
  AND ($on IS NULL OR coalesce(m.from_min, '') <= $on AND coalesce(m.to_max, '9999') >= $on)
RETURN f.id AS force,
       m.stage AS stage,
       m.from AS entered,
       m.to AS left,
       m.conflict AS conflict,
       s.from AS stated_entry,
       s.to AS stated_exit,
       s.source_kind AS source_kind,
       s.note AS note,
       d.title AS source,
       d.published AS published,
       d.url AS url
ORDER BY coalesce(m.from_min, '') DESC, force, stage, coalesce(s.from_min, ''), coalesce(s.to_min, ''), d.id, s.key

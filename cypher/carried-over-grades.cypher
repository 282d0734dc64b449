// Carried-over grades
//
// Grades that a report repeats from an earlier inspection because the question was not inspected again. They say
// nothing new: `first_given` is the date of the grade that they repeat, where that one is held.
// Answers: which grades were no new judgment?
//
// param force: string = "avon-and-somerset" -- force id, as printed by `kg forces`; null for all
// returns: force, cycle, programme, heading, theme, grade, carried_over_from, first_given, first_grade, source, published, url, section, line
// tags: grades

// one force or each of all: both engines find it by its index, and from there only what belongs to it
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } ELSE [$force] END AS force
WITH force
MATCH (f:Force {id: force})
WITH f
MATCH (j:Judgment {force: f.id})
WHERE j.carried_over_from IS NOT NULL
WITH j
MATCH (j)-[s:STATED_IN]->(d:Document)
WITH j, s, d,
     CASE WHEN s.grade = j.grade AND s.also IS NULL THEN 0 ELSE 1 END AS differs,
     CASE s.source_kind WHEN 'inspectorate' THEN 1 WHEN 'force' THEN 2 WHEN 'commissioner' THEN 2 ELSE 3 END AS rank
ORDER BY differs, rank, d.id, s.line, s.key
WITH j, head(collect({title: d.title, published: d.published, url: d.url, section: s.section, line: s.line})) AS best
OPTIONAL MATCH (j)-[:CARRIED_OVER_FROM]->(first:Judgment)
RETURN j.force AS force,
       j.cycle AS cycle,
       j.programme AS programme,
       j.heading AS heading,
       j.theme AS theme,
       j.grade AS grade,
       j.carried_over_from AS carried_over_from,
       first.published AS first_given,
       first.grade AS first_grade,
       best.title AS source,
       best.published AS published,
       best.url AS url,
       best.section AS section,
       best.line AS line
ORDER BY force, j.published_min, j.id, first.id

// Grades that changed after publication
//
// Grades of one inspection and question that were published twice, differently: the first as it came out, and the one
// that took its place. Pages from before an assessment was final do not count.
// Answers: which grades did the inspectorate correct, when and why?
//
// param force: string = null -- force id, as printed by `kg forces`; null for all
// returns: force, cycle, heading, theme, first_grade, first_published, first_note, grade, changed_on, note, first_source, source, published, url, section, line
// tags: conflicts, grades

// one force or each of all: both engines find it by its index, and from there only what belongs to it
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } ELSE [$force] END AS force
WITH force
MATCH (f:Force {id: force})
WITH f
MATCH (j:Judgment {force: f.id, conflict: true})
MATCH (j)-[was:STATED_IN]->(before:Document)
WHERE NOT was.interim
MATCH (j)-[is:STATED_IN]->(d:Document)
WHERE NOT is.interim AND is.grade <> was.grade AND was.published_max < is.published_min
WITH j, was, before, is, d ORDER BY was.published_min, is.published_min, before.id, d.id, is.line, is.key
WITH j, was.grade AS first_grade, is.grade AS grade,
     head(collect({
       first_published: was.published, first_note: was.note, first_source: before.title, changed_on: is.published,
       note: is.note, title: d.title, published: d.published, url: d.url, section: is.section, line: is.line
     })) AS change
RETURN j.force AS force,
       j.cycle AS cycle,
       j.heading AS heading,
       j.theme AS theme,
       first_grade,
       change.first_published AS first_published,
       change.first_note AS first_note,
       grade,
       change.changed_on AS changed_on,
       change.note AS note,
       change.first_source AS first_source,
       change.title AS source,
       change.published AS published,
       change.url AS url,
       change.section AS section,
       change.line AS line
ORDER BY force, changed_on, j.id, first_grade

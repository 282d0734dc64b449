// Grades of a force
//
// Every grade of one force from its first inspection on, each with the first of its sources in the order inspectorate, force or commissioner, others. Grades of cycles up
// to 2018/19 (four of them) and since 2021/22 (five) cannot be compared. `sources` counts the places that state it and
// `conflict` says whether they differ; a carried-over grade is no new judgment.
// Answers: how was this force graded, when, and who says so?
//
// param force: string = "gloucestershire" -- force id, as printed by `kg forces`
// param theme: string = null -- theme id, as printed by `kg themes`; null for all
// returns: cycle, programme, level, heading, theme, grade, scale, carried_over_from, conflict, sources, source, published, url, section, line
// tags: grades

MATCH (j:Judgment {force: $force})
WHERE $theme IS NULL OR j.theme = $theme
MATCH (j)-[s:STATED_IN]->(d:Document)
WITH j, s, d,
     CASE WHEN s.grade = j.grade AND s.also IS NULL THEN 0 ELSE 1 END AS differs,
     CASE s.source_kind WHEN 'inspectorate' THEN 1 WHEN 'force' THEN 2 WHEN 'commissioner' THEN 2 ELSE 3 END AS rank
ORDER BY differs, rank, d.id, s.line, s.key
WITH j, count(*) AS sources,
     head(collect({title: d.title, published: d.published, url: d.url, section: s.section, line: s.line})) AS best
RETURN j.cycle AS cycle,
       j.programme AS programme,
       j.level AS level,
       j.heading AS heading,
       j.theme AS theme,
       j.grade AS grade,
       j.scale AS scale,
       j.carried_over_from AS carried_over_from,
       j.conflict AS conflict,
       sources,
       best.title AS source,
       best.published AS published,
       best.url AS url,
       best.section AS section,
       best.line AS line
ORDER BY j.published_min, cycle, j.id

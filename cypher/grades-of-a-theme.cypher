// Grades of a theme, with every source
//
// The grades of one theme, or of all, in one cycle or all, of one force or all: one row a force, inspection and question,
// since a theme may hold several questions in a cycle. `heading` is what the report prints above the grade, `label` a
// short name of the question, the same for every force. `sources` lists each place that states the grade with what it
// says, those that bear it out first; `conflict` says that they differ. Grades of cycles up to 2018/19 (scale 4) and
// since 2021/22 (scale 5) cannot be compared, a carried-over grade is no new judgment, and an interim one was not final.
// Answers: how was each force graded on this theme, and who says so?
//
// param theme: string = "investigating-crime" -- theme id, as printed by `kg themes`; null for all
// param cycle: string = null -- cycle, such as 2018/19; null for all
// param force: string = null -- force id, as printed by `kg forces`; null for all
// returns: force, cycle, programme, level, question, theme, heading, label, wording, grade, scale, carried_over_from, interim, conflict, published, sources
// tags: grades, themes

// one force or each of all: both engines find it by its index, and from there only what belongs to it
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } ELSE [$force] END AS force
WITH force
MATCH (f:Force {id: force})
WITH f
MATCH (f)<-[:OF]-(j:Judgment)-[:ANSWERS]->(q:Question)
WHERE ($theme IS NULL OR j.theme = $theme) AND ($cycle IS NULL OR j.cycle = $cycle)
RETURN f.id AS force,
       j.cycle AS cycle,
       j.programme AS programme,
       j.level AS level,
       q.id AS question,
       j.theme AS theme,
       j.heading AS heading,
       q.heading AS label,
       q.wording AS wording,
       j.grade AS grade,
       j.scale AS scale,
       j.carried_over_from AS carried_over_from,
       j.interim AS interim,
       j.conflict AS conflict,
       j.published AS published,
       COLLECT {
         MATCH (j)-[s:STATED_IN]->(d:Document)
         WITH s, d,
              CASE WHEN s.grade = j.grade AND s.also IS NULL THEN 0 ELSE 1 END AS differs,
              CASE s.source_kind WHEN 'inspectorate' THEN 1 WHEN 'force' THEN 2 WHEN 'commissioner' THEN 2 ELSE 3 END AS rank
         ORDER BY differs, rank, d.id, s.line, s.key
         RETURN s {
           .source_kind, .grade, .carried_over_from, .interim, .published, .note, .section, .line,
           document: d {.id, .title, .url, .published}
         } AS source
       } AS sources
ORDER BY force, j.published_min, cycle, question

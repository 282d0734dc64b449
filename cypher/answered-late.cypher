// Answered late
//
// Answers of policing bodies that came after the last day for them: 56 days beginning with the day of publication for
// reports since 2 May 2017 (section 55(5A) of the Police Act 1996), 30 days by custom before. Only an answer whose own
// date and whose report's are known to the day has a clock; most have not, so this list is no league table.
// Answers: which policing bodies took longer than the law allows?
//
// param force: string = null -- force id, as printed by `kg forces`; null for all
// returns: force, author, author_role, report, cycle, due, due_basis, answered, days, source, published, url, section, line
// tags: deadlines, responses

// one force or each of all: both engines find it by its index, and from there only what belongs to it
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } ELSE [$force] END AS force
WITH force
MATCH (f:Force {id: force})
WITH f
MATCH (r:Response {force: f.id, late: true})
MATCH (by:Body|Force)-[:MADE]->(r)-[s:STATED_IN]->(d:Document)
WITH by, r, s, d ORDER BY d.id, s.line, s.key
WITH by, r, head(collect({title: d.title, published: d.published, url: d.url, section: s.section, line: s.line})) AS place
RETURN r.force AS force,
       by.name AS author,
       r.author_role AS author_role,
       r.to_title AS report,
       r.to_cycle AS cycle,
       r.due AS due,
       r.due_basis AS due_basis,
       r.date AS answered,
       r.days AS days,
       place.title AS source,
       place.published AS published,
       place.url AS url,
       place.section AS section,
       place.line AS line
ORDER BY force, r.date_min, r.id

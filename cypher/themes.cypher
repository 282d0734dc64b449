// Themes
//
// The subjects that stay the same while questions and headings change, with the cycles that ask about each, how much
// was found under it, and the latest publication that judges it.
// Answers: under which names can grades and findings of different years be looked up together?
//
// returns: theme, name, description, cycles, questions, grades, findings, source, published, url
// tags: overview

MATCH (t:Theme)
OPTIONAL MATCH (t)<-[:ABOUT]-(:Question)<-[:ANSWERS]-(:Judgment)<-[:JUDGED]-(:Inspection)-[:PUBLISHED_IN]->(d:Document)
WITH t, d ORDER BY coalesce(d.published_min, '') DESC, d.id
WITH t, collect(d) AS publications
WITH t, head(publications) AS latest
RETURN t.id AS theme,
       t.name AS name,
       t.description AS description,
       COLLECT { MATCH (t)<-[:ABOUT]-(q:Question) RETURN DISTINCT q.cycle AS cycle ORDER BY cycle } AS cycles,
       COUNT { (t)<-[:ABOUT]-(:Question) } AS questions,
       COUNT { (t)<-[:ABOUT]-(:Question)<-[:ANSWERS]-(:Judgment) } AS grades,
       COUNT { (t)<-[:ABOUT]-(:Finding) } AS findings,
       latest.title AS source,
       latest.published AS published,
       latest.url AS url
ORDER BY theme

// Concerns of a force
//
// Each thing that one force was told, with all that followed it: how often it was raised at least, what became of it,
// and where it was raised last. The status is that of the day `as_of`.
// Answers: what was this force told, and was it ever put right?
//
// param force: string = "gloucestershire" -- force id, as printed by `kg forces`
// param theme: string = null -- theme id, as printed by `kg themes`; null for all
// returns: concern, title, theme, status, status_basis, trend, first_raised, last_raised, times_raised, as_of, source, published, url, section, line
// tags: concerns

MATCH (c:Concern {force: $force})
WHERE $theme IS NULL OR c.theme = $theme
MATCH (c)<-[:PART_OF]-(x:Finding)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(d:Document)<-[s:STATED_IN]-(x)
WITH c, x, d, s ORDER BY coalesce(x.raised_min, '') DESC, x.id, d.id, s.line, s.key
WITH c, head(collect({title: d.title, published: d.published, url: d.url, section: s.section, line: s.line})) AS last
RETURN c.id AS concern,
       c.title AS title,
       c.theme AS theme,
       c.status AS status,
       c.status_basis AS status_basis,
       c.trend AS trend,
       c.first_raised AS first_raised,
       c.last_raised AS last_raised,
       c.times_raised AS times_raised,
       c.as_of AS as_of,
       last.title AS source,
       last.published AS published,
       last.url AS url,
       last.section AS section,
       last.line AS line
ORDER BY c.first_raised_min, concern

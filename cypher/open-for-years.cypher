// Open for more than so many years
//
// Concerns that are open, wholly or in part, and have been for more than so many full years on a day. Open means: raised
// in the latest inspection of their theme whose findings are held, and nothing later closes them; what a later report
// does not repeat, or of which only a grade is held since, is not among them. The years count from the first report that
// raised it, or, where the inspectorate called that resolved, from the first that raised it again (`open_since`).
// `status` is that of the day `status_on`, for which the graph was last loaded. For an earlier `as_of` each row holds, but
// what was raised, closed or spoken of since is left out: `kg concerns FORCE --as-of DATE` has that day's own list.
// Answers: what has been standing open the longest, and since when?
//
// param years: integer = 5 -- more than so many years
// param force: string = null -- force id, as printed by `kg forces`; null for all
// param as_of: date = today -- the day to which the years are counted
// returns: force, theme, title, status, status_basis, status_on, open_since, years, first_raised, last_raised, times_raised, concern, status_source, status_line, first_source, first_url, first_section, first_line, source, published, url, section, line
// tags: concerns, persistence

// one force or each of all: both engines find it by its index, and from there only what belongs to it
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } ELSE [$force] END AS force
WITH force
MATCH (c:Concern {force: force})
WHERE c.status IN ['open', 'partly resolved'] AND c.last_raised_max <= $as_of
// ArcadeDB reads every document where it is to look one up by an id that is null
WITH c, coalesce(c.status_evidence, '') AS sentence
OPTIONAL MATCH (evidence:Document {id: sentence})
WITH c, evidence
WHERE evidence IS NULL OR coalesce(evidence.published_max, '') <= $as_of
WITH c, evidence
MATCH (first:Finding {id: c.id})
WITH c, evidence, first
CALL (first) {
  MATCH (first)<-[links:FOLLOWS*0..8]-(x:Finding)
  WHERE all(link IN links WHERE link.confidence <> 'possible')
  RETURN x
  UNION
  MATCH (first)<-[links:FOLLOWS*0..8]-(:Finding)-[:RECOMMENDS]->(:Finding)<-[further:FOLLOWS*1..8]-(x:Finding)
  WHERE all(link IN links + further WHERE link.confidence <> 'possible')
  RETURN x
}
WITH c, evidence, first, x
WHERE x.raised_max <= $as_of
CALL (x) {
  MATCH (x)<-[links:FOLLOWS*0..8]-(y)<-[:RECOMMENDS*0..1]-(z)<-[r:REPORTS_ON {says: 'resolved'}]-(letter)
  WHERE all(link IN links WHERE link.confidence <> 'possible')
    AND r.source_kind = 'inspectorate' AND letter.published_max <= $as_of
  RETURN count(*) AS closed
}
WITH c, evidence, first, x, closed
WHERE closed = 0
WITH c, evidence, first, min(x.raised_max) AS since
WHERE toString(date(since) + duration({years: $years})) < $as_of
MATCH (first)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(before:Document)<-[place:STATED_IN]-(first)
WITH c, evidence, since, before, place ORDER BY before.id, place.line, place.key
WITH c, evidence, since,
     head(collect({title: before.title, url: before.url, section: place.section, line: place.line})) AS began
MATCH (c)<-[:PART_OF]-(x:Finding)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(d:Document)<-[s:STATED_IN]-(x)
WITH c, evidence, since, began, x, d, s ORDER BY x.raised_min DESC, x.id, d.id, s.line, s.key
WITH c, evidence, since, began,
     head(collect({title: d.title, published: d.published, url: d.url, section: s.section, line: s.line})) AS last
RETURN c.force AS force,
       c.theme AS theme,
       c.title AS title,
       c.status AS status,
       c.status_basis AS status_basis,
       c.as_of AS status_on,
       since AS open_since,
       duration.between(date(since), date($as_of)).years AS years,
       c.first_raised AS first_raised,
       c.last_raised AS last_raised,
       c.times_raised AS times_raised,
       c.id AS concern,
       evidence.title AS status_source,
       c.status_evidence_line AS status_line,
       began.title AS first_source,
       began.url AS first_url,
       began.section AS first_section,
       began.line AS first_line,
       last.title AS source,
       last.published AS published,
       last.url AS url,
       last.section AS section,
       last.line AS line
ORDER BY since, force, concern

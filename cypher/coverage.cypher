// What is held of each force
//
// For each force, programme, cycle and theme: whether the findings of its inspection are held, only its grades, or
// nothing. A theme counts where that cycle asks about it, or where a finding stands under it; a carried-over grade is no
// inspection. What a letter or an accelerated cause of concern raises is neither a grade nor all that its inspection
// found, and is told apart (`published_alone`). "nothing" says that nothing else is held here, and not that nothing was
// looked at: regional and rolling programmes come to few forces in a year.
// Answers: what can this graph know of a force, and where must it be silent?
//
// param force: string = null -- force id, as printed by `kg forces`; null for all
// param as_of: date = today -- the day for which it is told; what was published later is left out
// returns: force, programme, cycle, theme, holds, published_alone
// tags: coverage, overview

// one force or each of all: both engines find it by its index, and from there only what belongs to it
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } ELSE [$force] END AS force
WITH force
MATCH (f:Force {id: force})
CALL (f) {
  MATCH (q:Question)-[:ABOUT]->(t:Theme)
  RETURN DISTINCT q.cycle AS cycle, t.id AS theme, 0 AS held, false AS alone,
         CASE WHEN q.cycle STARTS WITH 'soc-' THEN 'SOC'
              WHEN q.cycle STARTS WITH 'cdi-' THEN 'CDI'
              WHEN q.cycle STARTS WITH 'integrity-' THEN 'integrity'
              ELSE 'PEEL' END AS programme
  UNION ALL
  MATCH (f)-[:INSPECTED_IN]->(i:Inspection)-[:JUDGED]->(j:Judgment)
  WHERE j.force = f.id AND j.carried_over_from IS NULL AND coalesce(i.published_min, '') <= $as_of
  RETURN i.cycle AS cycle, j.theme AS theme, CASE i.holds WHEN 'findings' THEN 2 ELSE 1 END AS held, false AS alone,
         i.programme AS programme
  UNION ALL
  MATCH (f)-[:INSPECTED_IN]->(i:Inspection)-[:RAISED]->(x:Finding)
  WHERE x.force = f.id AND x.theme IS NOT NULL AND coalesce(i.published_min, '') <= $as_of
  RETURN i.cycle AS cycle, x.theme AS theme, CASE i.holds WHEN 'findings' THEN 2 ELSE 0 END AS held,
         i.holds <> 'findings' AS alone, i.programme AS programme
}
WITH f.id AS force, programme, cycle, theme, max(held) AS held, collect(alone) AS published
RETURN force,
       programme,
       cycle,
       theme,
       CASE held WHEN 2 THEN 'findings' WHEN 1 THEN 'grades' ELSE 'nothing' END AS holds,
       any(alone IN published WHERE alone) AS published_alone
ORDER BY force, programme, cycle, theme

// How many forces got each grade
//
// For each cycle whose reports grade pillars, how many forces have each pillar grade. Forces that are missing have no
// grade here, or one that was not yet given; only "ungraded" says that the inspectorate gave none. Questions change from
// cycle to cycle, so a difference of counts is no trend. `sources` are the documents that state these grades.
// Answers: how were the grades of each pillar spread over the forces?
//
// param cycle: string = null -- PEEL cycle, such as 2018/19; null for all
// returns: cycle, pillar, forces, outstanding, good, requires_improvement, inadequate, ungraded, sources
// tags: grades, overview

MATCH (j:Judgment {level: 'pillar'})-[:ANSWERS]->(q:Question)
WHERE j.grade <> 'not yet graded' AND q.graded AND ($cycle IS NULL OR j.cycle = $cycle)
WITH q.cycle AS cycle, q.pillar AS pillar, collect(j) AS judged
RETURN cycle,
       pillar,
       size(judged) AS forces,
       size([j IN judged WHERE j.grade = 'outstanding']) AS outstanding,
       size([j IN judged WHERE j.grade = 'good']) AS good,
       size([j IN judged WHERE j.grade = 'requires improvement']) AS requires_improvement,
       size([j IN judged WHERE j.grade = 'inadequate']) AS inadequate,
       size([j IN judged WHERE j.grade = 'ungraded']) AS ungraded,
       COLLECT {
         UNWIND judged AS j
         WITH j
         MATCH (j)-[s:STATED_IN]->(d:Document)
         WHERE s.grade = j.grade
         WITH DISTINCT d
         RETURN d {.id, .title, .url, .published} AS source
         ORDER BY d.id
       } AS sources
ORDER BY cycle, pillar

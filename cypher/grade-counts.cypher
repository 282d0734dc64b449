// How many forces got each grade
//
// For each cycle whose reports grade pillars, how many forces have each pillar grade. Forces that are missing have no
// grade here, or one that was not yet given; only "ungraded" says that the inspectorate gave none. Questions change from
// cycle to cycle, so a difference of counts is no trend.
// Answers: how were the grades of each pillar spread over the forces?
//
// param cycle: string = null -- PEEL cycle, such as 2018/19; null for all
// returns: cycle, pillar, forces, outstanding, good, requires_improvement, inadequate, ungraded
// tags: grades, overview

MATCH (j:Judgment {level: 'pillar'})-[:ANSWERS]->(q:Question)
WHERE j.grade <> 'not yet graded' AND q.graded AND ($cycle IS NULL OR j.cycle = $cycle)
RETURN q.cycle AS cycle,
       q.pillar AS pillar,
       count(j) AS forces,
       count(CASE WHEN j.grade = 'outstanding' THEN 1 END) AS outstanding,
       count(CASE WHEN j.grade = 'good' THEN 1 END) AS good,
       count(CASE WHEN j.grade = 'requires improvement' THEN 1 END) AS requires_improvement,
       count(CASE WHEN j.grade = 'inadequate' THEN 1 END) AS inadequate,
       count(CASE WHEN j.grade = 'ungraded' THEN 1 END) AS ungraded
ORDER BY cycle, pillar

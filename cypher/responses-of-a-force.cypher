// Answers to reports on a force
//
// Who answered which report, when, and whether in time: section 55(5A) of the Police Act 1996 gives a policing body 56
// days beginning with the day of publication. Only an answer whose own day and whose report's day are known has a clock;
// `no_clock` says why the others have none. `stance` is the least willing of its `stances`, so that one disputed grade
// makes it disputed. `answers` holds what was said on each finding or grade, `promises` what the author promised, with
// whether its time had passed on `as_of`; a month that `as_of` falls into "may have passed".
// Answers: who answered for this force, in time or late, and what was promised?
//
// param force: string = "gloucestershire" -- force id, as printed by `kg forces`; null for all
// param as_of: date = today -- the day for which it is told; what was said later is left out
// returns: force, id, author_role, author, date, report, cycle, due, due_basis, days, late, no_clock, stance, stances, answers, promises, sources
// tags: deadlines, responses

// one force or each of all: both engines find it by its index, and from there only what belongs to it
UNWIND CASE WHEN $force IS NULL THEN COLLECT { MATCH (f:Force) RETURN f.id } ELSE [$force] END AS force
WITH force
MATCH (f:Force {id: force})
WITH f
MATCH (r:Response {force: f.id})
WHERE coalesce(r.date_min, '') <= $as_of
MATCH (r)<-[:MADE]-(by:Body|Force)
RETURN f.id AS force,
       r.id AS id,
       r.author_role AS author_role,
       by {.id, .name} AS author,
       r.date AS date,
       r.to_title AS report,
       r.to_cycle AS cycle,
       r.due AS due,
       r.due_basis AS due_basis,
       r.days AS days,
       r.late AS late,
       CASE WHEN r.due_basis = 'not a policing body' THEN 'section 55 sets no day for the ' + r.author_role
            WHEN r.due IS NULL THEN 'the day of publication is not known'
            WHEN r.date IS NULL THEN 'the date of the answer is not known'
            WHEN r.days IS NULL THEN 'the day of the answer is not known'
            ELSE null END AS no_clock,
       CASE WHEN EXISTS { MATCH (r)-[:RESPONDS_TO {stance: 'disputed'}]->() } THEN 'disputed'
            WHEN EXISTS { MATCH (r)-[:RESPONDS_TO {stance: 'not accepted'}]->() } THEN 'not accepted'
            WHEN EXISTS { MATCH (r)-[:RESPONDS_TO {stance: 'partly accepted'}]->() } THEN 'partly accepted'
            WHEN EXISTS { MATCH (r)-[:RESPONDS_TO {stance: 'accepted'}]->() } THEN 'accepted'
            WHEN EXISTS { MATCH (r)-[:RESPONDS_TO {stance: 'noted'}]->() } THEN 'noted'
            ELSE 'not stated' END AS stance,
       COLLECT {
         MATCH (r)-[a:RESPONDS_TO]->()
         WHERE a.stance <> 'not stated'
         RETURN DISTINCT a.stance AS stance ORDER BY stance
       } AS stances,
       COLLECT {
         MATCH (r)-[a:RESPONDS_TO]->(x)
         RETURN a {.refers_to, .stance, .progress, .text, .summary, .note, .section, .line, to: x.id} AS answer
         ORDER BY a.line, a.key, x.id
       } AS answers,
       COLLECT {
         MATCH (r)-[:COMMITS_TO]->(p:Commitment)
         RETURN p {
           .id, .text, .summary, .by,
           state: CASE WHEN p.by IS NULL THEN null
                       WHEN p.by_max < $as_of THEN 'passed'
                       WHEN p.by_min > $as_of THEN 'not yet'
                       ELSE 'may have passed' END
         } AS promise
         ORDER BY p.by_min, p.id
       } AS promises,
       COLLECT {
         MATCH (r)-[s:STATED_IN]->(d:Document)
         RETURN s {.source_kind, .note, .section, .line, document: d {.id, .title, .url, .published}} AS source
         ORDER BY d.id, s.key
       } AS sources
ORDER BY force, r.date_min, r.id

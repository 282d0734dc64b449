// History of a force
//
// Everything that `kg history` tells of one force, in one row of lists: the inspections with the themes that each
// judged, carried over or raised findings under, what sources tell differently of their reports, every grade with its
// sources, every concern with its findings, links, stated outcomes and responses, causes of concern that sources speak
// of while their reports are not held, and monitoring, collaborations and responses.
// Answers: what was this force told through the years, and what became of it?
//
// param force: string = "gloucestershire" -- force id, as printed by `kg forces`
// param theme: string = null -- theme id, as printed by `kg themes`; null for all
// returns: force, questions, inspections, disputed, grades, concerns, mentioned, monitoring, collaborations, responses
// tags: concerns, history

MATCH (f:Force {id: $force})
RETURN
  f {.id, name: f.official_name} AS force,
  COLLECT {
    MATCH (q:Question)-[:ABOUT]->(t:Theme)
    WHERE $theme IS NULL OR t.id = $theme
    WITH DISTINCT q.cycle AS cycle, t.id AS theme ORDER BY cycle, theme
    RETURN {cycle: cycle, theme: theme} AS question
  } AS questions,
  COLLECT {
    MATCH (f)-[:INSPECTED_IN]->(i:Inspection)
    RETURN i {
      .id, .programme, .cycle, .pillar, .published, .holds,
      judged: COLLECT {
        MATCH (i)-[:JUDGED]->(j:Judgment {force: f.id})
        WHERE j.carried_over_from IS NULL AND ($theme IS NULL OR j.theme = $theme)
        RETURN DISTINCT j.theme AS theme ORDER BY theme
      },
      carried_over: COLLECT {
        MATCH (i)-[:JUDGED]->(j:Judgment {force: f.id})
        WHERE j.carried_over_from IS NOT NULL AND ($theme IS NULL OR j.theme = $theme)
        RETURN DISTINCT j.theme AS theme ORDER BY theme
      },
      found: COLLECT {
        MATCH (i)-[:RAISED]->(x:Finding {force: f.id})
        WHERE x.theme IS NOT NULL AND ($theme IS NULL OR x.theme = $theme)
        RETURN DISTINCT x.theme AS theme ORDER BY theme
      }
    } AS inspection
    ORDER BY i.published_min, i.id
  } AS inspections,
  COLLECT {
    MATCH (f)-[:INSPECTED_IN]->(i:Inspection)
    UNWIND i.disputed AS disputed
    WITH i, split(disputed, ': ') AS disputed
    MATCH (i)-[s:STATED_IN]->(d:Document)
    WHERE s.about = disputed[0]
    RETURN s {
      .says, .source_kind, .note, subject: i.cycle + ' ' + s.about, shown: disputed[1],
      document: d {.id, .title, .url, .published}
    } AS claim
    ORDER BY i.published_min, i.id, s.about, s.says, d.id, s.key
  } AS disputed,
  COLLECT {
    MATCH (j:Judgment {force: f.id})
    WHERE $theme IS NULL OR j.theme = $theme
    OPTIONAL MATCH (j)-[:ANSWERS]->(q:Question)
    RETURN j {
      .id, .cycle, .programme, .level, .theme, .heading, .grade, .scale, .carried_over_from, .published, .interim,
      .conflict, question: q.id,
      sources: COLLECT {
        MATCH (j)-[s:STATED_IN]->(d:Document)
        RETURN s {.source_kind, .grade, .section, .line, document: d {.id, .title, .url, .published}} AS source
        ORDER BY d.id, s.line, s.key
      }
    } AS grade
    ORDER BY j.published_min, j.cycle, j.id
  } AS grades,
  COLLECT {
    MATCH (c:Concern {force: f.id})
    WHERE $theme IS NULL OR c.theme = $theme
    RETURN c {
      .id, .title, .theme, .status, .status_basis, .status_evidence, .status_evidence_line, .trend,
      .first_raised, .last_raised, .times_raised, .as_of,
      findings: COLLECT {
        MATCH (c)<-[:PART_OF]-(x:Finding)
        CALL (x) {
          MATCH (x)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(d:Document)<-[s:STATED_IN]-(x)
          RETURN d, s ORDER BY d.id, s.line, s.key LIMIT 1
        }
        OPTIONAL MATCH (x)<-[:RECOMMENDS]-(cause:Finding)
        RETURN x {
          .id, .kind, .programme, .cycle, .raised, .summary, .summary_basis, .text, part_of: cause.id,
          document: d {.id, .title, .url, .published},
          where: s {.line, .start, .end, .section, .quote}
        } AS finding
        ORDER BY x.raised_min, s.line, x.id
      },
      links: COLLECT {
        MATCH (c)<-[:PART_OF]-(later:Finding)-[l:FOLLOWS]->(earlier:Finding)-[:PART_OF]->(c)
        RETURN l {.relation, .basis, .confidence, .score, evidence: l.words, later: later.id, earlier: earlier.id} AS link
        ORDER BY later.raised_min, later.id, earlier.id
      },
      possible: COLLECT {
        MATCH (c)<-[:PART_OF]-(earlier:Finding)<-[l:FOLLOWS {confidence: 'possible'}]-(later:Finding)
        RETURN l {.score, later: later.id, earlier: earlier.id} AS link
        ORDER BY later.raised_min, later.id, earlier.id
      },
      outcomes: COLLECT {
        MATCH (c)<-[:PART_OF]-(x:Finding)<-[r:REPORTS_ON]-(d:Document)
        RETURN r {
          .says, .on, .text, .summary, finding: x.id,
          document: d {.id, .title, .url, .published},
          where: r {.line, .start, .end, .section, .quote}
        } AS outcome
        ORDER BY d.published_min, d.id, r.line, r.key, x.id
      },
      responses: COLLECT {
        MATCH (c)<-[:PART_OF]-(x:Finding)<-[a:RESPONDS_TO]-(r:Response)
        // ArcadeDB finds nothing without this WITH: it would look the document up before its id is known
        WITH x, a, r
        MATCH (d:Document {id: a.document})
        RETURN a {
          .stance, .progress, .text, .summary, finding: x.id, author_role: r.author_role, date: r.date,
          document: d {.id, .title, .url, .published},
          where: a {.line, .start, .end, .section, .quote}
        } AS response
        ORDER BY r.date_min, r.id, a.line, a.key, x.id
      }
    } AS concern
    ORDER BY c.first_raised_min, c.id
  } AS concerns,
  COLLECT {
    MATCH (x:Mention {force: f.id})
    WHERE x.kind = 'cause_of_concern' AND ($theme IS NULL OR x.theme = $theme)
    RETURN x {
      .id, .programme, .cycle, .theme, .summary, .name,
      outcomes: COLLECT {
        MATCH (x)<-[r:REPORTS_ON]-(d:Document)
        RETURN r {
          .says, .on, .source_kind, .summary, .note, .section, .line, document: d {.id, .title, .url, .published}
        } AS outcome
        ORDER BY r.on_min, d.id, r.line, r.key
      },
      sources: COLLECT {
        MATCH (x)-[s:STATED_IN]->(d:Document)
        RETURN s {.source_kind, .note, .section, .line, document: d {.id, .title, .url, .published}} AS source
        ORDER BY d.id, s.line, s.key
      }
    } AS mention
    ORDER BY x.cycle, x.id
  } AS mentioned,
  COLLECT {
    MATCH (f)-[:PLACED_IN]->(m:Monitoring)
    RETURN m {
      .stage, .from, .to, .conflict,
      sources: COLLECT {
        MATCH (m)-[s:STATED_IN]->(d:Document)
        RETURN s {.from, .to, .source_kind, .note, .section, .line, document: d {.id, .title, .url, .published}} AS source
        ORDER BY d.id, s.key
      }
    } AS stay
    ORDER BY m.from_min, m.id
  } AS monitoring,
  COLLECT {
    MATCH (f)-[m:MEMBER_OF]->(k:Collaboration)
    RETURN m {
      .function, .from, .to, .status, .disputed, .source_kind, .note, id: k.id, title: k.title, kind: k.kind,
      partners: COLLECT {
        MATCH (k)<-[:MEMBER_OF]-(other:Force)
        WHERE other.id <> f.id
        RETURN DISTINCT other.id AS partner ORDER BY partner
      },
      documents: COLLECT {
        UNWIND m.documents AS document
        WITH document
        MATCH (d:Document {id: document})
        RETURN d {.id, .title, .url, .published} AS document
        ORDER BY d.id
      }
    } AS share
    ORDER BY k.id, m.function, m.from_min, m.key
  } AS collaborations,
  COLLECT {
    MATCH (r:Response {force: f.id})
    RETURN r {
      .id, .author_role, .date, .due, .due_basis, .days, .late, .to_title, .to_cycle,
      sources: COLLECT {
        MATCH (r)-[s:STATED_IN]->(d:Document)
        RETURN s {.section, .line, document: d {.id, .title, .url, .published}} AS source
        ORDER BY d.id, s.key
      },
      answers: COLLECT {
        MATCH (r)-[a:RESPONDS_TO]->(x)
        RETURN a {.refers_to, .stance, .progress, .text, .summary, .section, .line, to: x.id} AS answer
        ORDER BY a.line, a.key, x.id
      },
      commitments: COLLECT {
        MATCH (r)-[:COMMITS_TO]->(p:Commitment)
        RETURN p {.text, .summary, .by} AS commitment
        ORDER BY p.by_min, p.id
      }
    } AS response
    ORDER BY r.date_min, r.id
  } AS responses

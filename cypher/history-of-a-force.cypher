// History of a force
//
// Everything that `kg history` tells of one force, in one row of lists: the inspections with the themes that each
// judged, carried over or raised findings under, every grade with its sources, every concern with its findings, links,
// stated outcomes and responses, and monitoring, collaborations and responses.
// Answers: what was this force told through the years, and what became of it?
//
// param force: string = "gloucestershire" -- force id, as printed by `kg forces`
// param theme: string = null -- theme id, as printed by `kg themes`; null for all
// returns: force, questions, inspections, grades, concerns, monitoring, collaborations, responses
// tags: concerns, history

MATCH (f:Force {id: $force})
RETURN
  {id: f.id, name: f.official_name} AS force,
  COLLECT {
    MATCH (q:Question)-[:ABOUT]->(t:Theme)
    WHERE $theme IS NULL OR t.id = $theme
    RETURN DISTINCT {cycle: q.cycle, theme: t.id} AS question
  } AS questions,
  COLLECT {
    MATCH (f)-[:INSPECTED_IN]->(i:Inspection)
    RETURN {
      id: i.id, programme: i.programme, cycle: i.cycle, pillar: i.pillar, published: i.published, holds: i.holds,
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
    MATCH (j:Judgment {force: f.id})
    WHERE $theme IS NULL OR j.theme = $theme
    OPTIONAL MATCH (j)-[:ANSWERS]->(q:Question)
    RETURN {
      id: j.id, cycle: j.cycle, programme: j.programme, level: j.level, question: q.id, theme: j.theme,
      heading: j.heading, grade: j.grade, scale: j.scale, carried_over_from: j.carried_over_from,
      published: j.published, interim: j.interim, conflict: j.conflict,
      sources: COLLECT {
        MATCH (j)-[s:STATED_IN]->(d:Document)
        RETURN {id: d.id, title: d.title, url: d.url, published: d.published, kind: s.source_kind, value: s.value, line: s.line, section: s.section} AS source
        ORDER BY d.id, s.line, s.key
      }
    } AS grade
    ORDER BY j.published_min, j.cycle, j.id
  } AS grades,
  COLLECT {
    MATCH (c:Concern {force: f.id})
    WHERE $theme IS NULL OR c.theme = $theme
    RETURN {
      id: c.id, title: c.title, theme: c.theme, status: c.status, status_basis: c.status_basis,
      status_evidence: c.status_evidence, trend: c.trend, first_raised: c.first_raised, last_raised: c.last_raised,
      times_raised: c.times_raised, as_of: c.as_of,
      findings: COLLECT {
        MATCH (c)<-[:PART_OF]-(x:Finding)<-[:RAISED]-(:Inspection)-[:PUBLISHED_IN]->(d:Document)<-[s:STATED_IN]-(x)
        OPTIONAL MATCH (x)<-[:RECOMMENDS]-(cause:Finding)
        RETURN {
          id: x.id, kind: x.kind, programme: x.programme, cycle: x.cycle, raised: x.raised, summary: x.summary,
          summary_basis: x.summary_basis, text: x.text, part_of: cause.id,
          document: {id: d.id, title: d.title, url: d.url, published: d.published},
          where: {line: s.line, start: s.start, end: s.end, section: s.section, quote: s.quote}
        } AS finding
        ORDER BY x.raised_min, x.id, s.line, s.key
      },
      links: COLLECT {
        MATCH (c)<-[:PART_OF]-(later:Finding)-[l:FOLLOWS]->(earlier:Finding)-[:PART_OF]->(c)
        RETURN {
          later: later.id, earlier: earlier.id, relation: l.relation, basis: l.basis, confidence: l.confidence,
          score: l.score, evidence: l.words
        } AS link
        ORDER BY later.raised_min, later.id, earlier.id
      },
      outcomes: COLLECT {
        MATCH (c)<-[:PART_OF]-(x:Finding)<-[r:REPORTS_ON]-(d:Document)
        RETURN {
          finding: x.id, says: r.says, on: r.on, text: r.text, summary: r.summary,
          document: {id: d.id, title: d.title, url: d.url, published: d.published},
          where: {line: r.line, start: r.start, end: r.end, section: r.section, quote: r.quote}
        } AS outcome
        ORDER BY d.published_min, d.id, r.line, r.key, x.id
      },
      responses: COLLECT {
        MATCH (c)<-[:PART_OF]-(x:Finding)<-[a:RESPONDS_TO]-(r:Response)-[:STATED_IN]->(d:Document)
        RETURN DISTINCT {
          finding: x.id, author_role: r.author_role, date: r.date, stance: a.stance, progress: a.progress,
          text: a.text, summary: a.summary,
          document: {id: d.id, title: d.title, url: d.url, published: d.published},
          where: {line: a.line, start: a.start, end: a.end, section: a.section, quote: a.quote}
        } AS response
      }
    } AS concern
    ORDER BY c.first_raised_min, c.id
  } AS concerns,
  COLLECT {
    MATCH (f)-[:PLACED_IN]->(m:Monitoring)
    RETURN {
      stage: m.stage, from: m.from, to: m.to,
      sources: COLLECT {
        MATCH (m)-[s:STATED_IN]->(d:Document)
        RETURN {id: d.id, title: d.title, url: d.url, published: d.published, line: s.line, section: s.section, note: s.note} AS source
        ORDER BY d.id, s.key
      }
    } AS stay
    ORDER BY m.from_min, m.id
  } AS monitoring,
  COLLECT {
    MATCH (f)-[m:MEMBER_OF]->(k:Collaboration)
    RETURN {
      id: k.id, title: k.title, kind: k.kind, function: m.function, from: m.from, to: m.to, status: m.status,
      disputed: m.disputed, note: m.note,
      partners: COLLECT {
        MATCH (k)<-[:MEMBER_OF]-(other:Force)
        WHERE other.id <> f.id
        RETURN DISTINCT other.id AS partner ORDER BY partner
      },
      sources: COLLECT {
        MATCH (d:Document)
        WHERE d.id IN m.documents
        RETURN {id: d.id, title: d.title, url: d.url, published: d.published} AS source
        ORDER BY d.id
      }
    } AS share
    ORDER BY k.id, m.function, m.from_min, m.key
  } AS collaborations,
  COLLECT {
    MATCH (r:Response {force: f.id})
    RETURN {
      id: r.id, author_role: r.author_role, date: r.date, due: r.due, due_basis: r.due_basis, days: r.days, late: r.late,
      to_title: r.to_title, to_cycle: r.to_cycle,
      sources: COLLECT {
        MATCH (r)-[s:STATED_IN]->(d:Document)
        RETURN {id: d.id, title: d.title, url: d.url, published: d.published, line: s.line, section: s.section} AS source
        ORDER BY d.id, s.key
      },
      answers: COLLECT {
        MATCH (r)-[a:RESPONDS_TO]->(x)
        RETURN {
          to: x.id, refers_to: a.refers_to, stance: a.stance, progress: a.progress, text: a.text, summary: a.summary,
          line: a.line, section: a.section
        } AS answer
        ORDER BY a.line, a.key, x.id
      },
      commitments: COLLECT {
        MATCH (r)-[:COMMITS_TO]->(p:Commitment)
        RETURN {text: p.text, summary: p.summary, by: p.by} AS commitment
        ORDER BY p.by_min, p.id
      }
    } AS response
    ORDER BY r.date_min, r.id
  } AS responses

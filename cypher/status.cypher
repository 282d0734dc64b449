// What the graph holds
//
// How many nodes of each kind there are, so that one sees at once whether documents are loaded.
// Answers: how much is in here?
//
// returns: kind, count
// tags: overview

MATCH (n)
UNWIND labels(n) AS kind
RETURN kind, count(*) AS count
ORDER BY kind

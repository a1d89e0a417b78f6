package export

import (
	"fmt"

	"github.com/breachsim/breachsim/output/score/alert"
)

// elastic is an alert of Elastic Security, from .alerts-security.alerts-*: documents
// or hits one a line, or the answer of _search, with _source or with fields. The time
// is that of the source event, for @timestamp is when the rule ran. A threshold rule
// tells its groups in kibana.alert.threshold_result.terms. Before 8.0 the keys were
// signal.*.
func elastic() *Product {
	return &Product{
		Name: "elastic", From: "Elastic Security alerts",
		Time: []Moment{
			{Path: "kibana.alert.original_time"}, {Path: "signal.original_time"}, {Path: "@timestamp"},
		},
		Begin: []Moment{
			{Path: "kibana.alert.threshold_result.from"}, {Path: "signal.threshold_result.from"},
		},
		Score: []string{
			"kibana.alert.risk_score", "signal.rule.risk_score", "kibana.alert.severity", "signal.rule.severity",
		},
		Rule: []string{"kibana.alert.rule.name", "signal.rule.name", "kibana.alert.rule.rule_id"},
		Entity: []Field{
			{"user.id", alert.OnAccount}, {"user.name", alert.OnAccount}, {"related.user", alert.OnAccount},
			{"infopatient.session.id", alert.OnSession}, {"session.id", alert.OnSession},
			{"source.ip", alert.OnIP}, {"client.ip", alert.OnIP}, {"related.ip", alert.OnIP},
		},
		said: "kibana.alert.threshold_result.terms", pairs: elasticPairs, unwrap: elasticHits,
	}
}

func elasticHits(v any) ([]document, error) {
	d, ok := v.(document)
	if !ok {
		return nil, fmt.Errorf("not an object: write one alert a line, or the answer of _search")
	}
	if problem, ok := d["error"]; ok && d["hits"] == nil {
		return nil, fmt.Errorf("the answer of Elasticsearch is an error: %s", text(first(problem, "reason")))
	}
	hits, ok := d["hits"].(document)
	if !ok {
		return []document{elasticSource(d)}, nil
	}
	var all []document
	for _, hit := range list(hits, "hits") {
		if h, ok := hit.(document); ok {
			all = append(all, elasticSource(h))
		}
	}
	return all, nil
}

// elasticSource takes the document out of a hit.
func elasticSource(hit document) document {
	for _, key := range []string{"_source", "fields"} {
		if in, ok := hit[key].(document); ok {
			return in
		}
	}
	return hit
}

func elasticPairs(d document) (pairs []Pair) {
	for _, path := range []string{"kibana.alert.threshold_result.terms", "signal.threshold_result.terms"} {
		walk(d, path, func(leaf any) {
			pairs = append(pairs, Pair{text(first(leaf, "field")), text(first(leaf, "value"))})
		})
	}
	return pairs
}

package export

import (
	"fmt"

	"github.com/breachsim/breachsim/output/score/alert"
)

// ocsf is the Detection Finding of the Open Cybersecurity Schema Framework, class
// 2004, https://schema.ocsf.io/classes/detection_finding: one a line, or a list. A
// finding that is closed (activity 3) raises nothing. Observables name an attribute of
// the finding; types 2 and 4 are IP Address and User Name.
func ocsf() *Product {
	return &Product{
		Name: "ocsf", From: "OCSF Detection Findings (class 2004)",
		Time: []Moment{
			{Path: "end_time", Unit: Millis}, {Path: "end_time_dt"},
			{Path: "finding_info.last_seen_time", Unit: Millis}, {Path: "finding_info.last_seen_time_dt"},
			{Path: "time", Unit: Millis}, {Path: "time_dt"},
		},
		Begin: []Moment{
			{Path: "start_time", Unit: Millis}, {Path: "start_time_dt"},
			{Path: "finding_info.first_seen_time", Unit: Millis}, {Path: "finding_info.first_seen_time_dt"},
		},
		Score: []string{"risk_score", "confidence_score", "severity_id"},
		Rule:  []string{"finding_info.analytic.name", "finding_info.analytic.uid", "finding_info.title"},
		Entity: []Field{
			{"evidences.actor.user.uid", alert.OnAccount}, {"evidences.actor.user.name", alert.OnAccount},
			{"evidences.user.uid", alert.OnAccount}, {"actor.user.uid", alert.OnAccount},
			{"actor.user.name", alert.OnAccount}, {"user.uid", alert.OnAccount}, {"user.name", alert.OnAccount},
			{"evidences.actor.session.uid", alert.OnSession}, {"actor.session.uid", alert.OnSession},
			{"evidences.src_endpoint.ip", alert.OnIP}, {"src_endpoint.ip", alert.OnIP},
		},
		said: "observables, finding_info.data.group_key", pairs: ocsfPairs, unwrap: ocsfFindings,
	}
}

func ocsfFindings(v any) ([]document, error) {
	d, ok := v.(document)
	if !ok {
		return nil, fmt.Errorf("not an object: write one finding a line, or a list of findings")
	}
	if class := text(first(d, "class_uid")); class != "2004" {
		return nil, fmt.Errorf("class_uid is %q: only Detection Findings (2004) are alerts; take the others out, "+
			"with jq 'select(.class_uid == 2004)'", class)
	}
	if text(first(d, "activity_id")) == "3" {
		return nil, nil
	}
	return []document{d}, nil
}

func ocsfPairs(d document) (pairs []Pair) {
	for _, path := range []string{"finding_info.data.group_key", "observables"} {
		walk(d, path, func(leaf any) {
			name, value := text(first(leaf, "name")), text(first(leaf, "value"))
			if _, ok := kindOf(name); !ok {
				switch text(first(leaf, "type_id")) {
				case "2":
					name = "src_endpoint.ip"
				case "4":
					name = "actor.user.name"
				}
			}
			if value != "" {
				pairs = append(pairs, Pair{name, value})
			}
		})
	}
	return pairs
}

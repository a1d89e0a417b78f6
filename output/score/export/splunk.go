package export

import (
	"fmt"
	"strings"

	"github.com/breachsim/breachsim/output/score/alert"
)

// splunk is the JSON of a search of Splunk, of notable events or of any search that is
// an alert: rows of search/jobs/export or of the page ({"result":{…}} a line), the
// answer of search/jobs/SID/results ({"results":[…]}), or bare rows. Rows of a preview
// come again and are left out. _time of a notable is when the search ran, so that the
// times of its events come first.
func splunk() *Product {
	return &Product{
		Name: "splunk", From: "the JSON export of a Splunk search",
		Time: []Moment{
			{Path: "orig_time", Unit: Seconds}, {Path: "lastTime", Unit: Seconds}, {Path: "last_time", Unit: Seconds},
			{Path: "_time", Unit: Seconds},
		},
		Begin: []Moment{{Path: "firstTime", Unit: Seconds}, {Path: "first_time", Unit: Seconds}},
		Score: []string{"risk_score", "urgency", "severity"},
		Rule: []string{
			"search_name", "savedsearch_name", "rule_name", "rule_title", "signature", "source",
		},
		Entity: []Field{
			{"account", alert.OnAccount}, {"user", alert.OnAccount}, {"src_user", alert.OnAccount},
			{"user_id", alert.OnAccount}, {"session_id", alert.OnSession}, {"session", alert.OnSession},
			{"src_ip", alert.OnIP}, {"src", alert.OnIP}, {"clientip", alert.OnIP}, {"orig_src", alert.OnIP},
		},
		said: "risk_object with risk_object_type", pairs: splunkPairs, unwrap: splunkRows,
	}
}

func splunkRows(v any) ([]document, error) {
	d, ok := v.(document)
	if !ok {
		return nil, fmt.Errorf(`not an object: write {"result":{…}} a line, as output_mode=json has it`)
	}
	if rows := list(d, "results"); rows != nil {
		var all []document
		for _, row := range rows {
			if r, ok := row.(document); ok {
				all = append(all, r)
			}
		}
		return all, nil
	}
	row, ok := d["result"].(document)
	_, preview := d["preview"]
	switch {
	case d["preview"] == true:
		return nil, nil
	case ok:
		return []document{row}, nil
	case d["messages"] != nil && len(list(d, "messages")) > 0:
		return nil, fmt.Errorf("a message of Splunk in place of results: %s",
			strings.Join(texts(d, "messages.text"), "; "))
	case preview, d["lastrow"] == true:
		return nil, nil // the end, or the results of a search without any
	}
	return []document{d}, nil
}

func splunkPairs(d document) []Pair {
	who, kind := text(first(d, "risk_object")), text(first(d, "risk_object_type"))
	switch strings.ToLower(kind) {
	case "user":
		return []Pair{{"user", who}}
	case "system", "network_artifacts":
		return []Pair{{"src_ip", who}}
	}
	return nil
}

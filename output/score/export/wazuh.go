package export

import (
	"fmt"

	"github.com/breachsim/breachsim/output/score/alert"
)

// wazuh is alerts.json of a Wazuh manager, one alert a line, or the same as hits of its
// indexer. The rule is its number, for descriptions have values of the event in them.
// timestamp is when the manager read the line, so that a time of the decoded log line
// comes first.
func wazuh() *Product {
	return &Product{
		Name: "wazuh", From: "alerts.json of Wazuh",
		Time: []Moment{
			{Path: "data.ts"}, {Path: "data.@timestamp"}, {Path: "data.timestamp"}, {Path: "data.time"},
			{Path: "timestamp"}, {Path: "@timestamp"},
		},
		Score: []string{"rule.level"},
		Rule:  []string{"rule.id"},
		Entity: []Field{
			{"data.account", alert.OnAccount}, {"data.user.id", alert.OnAccount}, {"data.user.name", alert.OnAccount},
			{"data.dstuser", alert.OnAccount}, {"data.srcuser", alert.OnAccount}, {"data.user", alert.OnAccount},
			{"data.session_id", alert.OnSession}, {"data.infopatient.session.id", alert.OnSession},
			{"data.srcip", alert.OnIP}, {"data.src_ip", alert.OnIP}, {"data.source.ip", alert.OnIP},
		},
		unwrap: wazuhAlerts,
	}
}

func wazuhAlerts(v any) ([]document, error) {
	d, ok := v.(document)
	if !ok {
		return nil, fmt.Errorf("not an object: write one alert a line, as alerts.json has them")
	}
	return elasticHits(d) // the indexer is one of the same family
}

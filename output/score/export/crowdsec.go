package export

import "fmt"

// crowdSec is what `cscli alerts list -o json` writes: a list of alerts, or null. Those
// without a decision are in it with --all only.
// start_at and stop_at are times of the log lines, also where a log is read afterwards,
// and are written as Go prints a time, in the whole seconds of an access log.
// An alert has no severity; its number of events stands for it.
func crowdSec() *Product {
	return &Product{
		Name: "crowdsec", From: "cscli alerts list -o json",
		Time:  []Moment{{Path: "stop_at", Last: true}, {Path: "start_at", Last: true}, {Path: "created_at"}},
		Begin: []Moment{{Path: "start_at"}},
		Score: []string{"events_count"},
		Rule:  []string{"scenario"},
		said:  "source.value with source.scope Ip, username or session", pairs: crowdSecPairs, unwrap: crowdSecAlerts,
	}
}

func crowdSecAlerts(v any) ([]document, error) {
	if v == nil {
		return nil, nil // there are none
	}
	d, ok := v.(document)
	if !ok {
		return nil, fmt.Errorf("not an object: write the list as cscli alerts list -o json prints it")
	}
	return []document{d}, nil
}

func crowdSecPairs(d document) []Pair {
	source, ok := object(d, "source")
	if !ok {
		return nil
	}
	value := text(source["value"])
	if value == "" {
		value = text(source["ip"])
	}
	return []Pair{{text(source["scope"]), value}}
}

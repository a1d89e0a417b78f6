package form

import (
	"net/url"

	"github.com/breachsim/breachsim/output/replay/internal/peer"
)

// A Kind is a form of bodies that --body names.
type Kind struct {
	Content string // the type of the content
	Pack    bool   // gzip, which the product documents that it takes
	Open    func(*url.URL, peer.Credentials) (Form, error)
}

// Kinds are all of them, by name.
func Kinds() map[string]Kind {
	return map[string]Kind{
		"ndjson":     {"application/x-ndjson", false, openPlain},
		"elastic":    {"application/x-ndjson", true, openElastic},
		"splunk-hec": {"application/json", true, openSplunk},
		"loki":       {"application/json", true, openLoki},
		"otlp":       {"application/json", true, openOTLP},
		"clickhouse": {"application/x-ndjson", true, openClickHouse},
	}
}

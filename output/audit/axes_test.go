package audit_test

import (
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
)

const axesFile = "../../generator/testdata/axes.yaml"

// axes are ways in which a campaign comes and looks: what they set in the
// file of the axes.
var axes = map[string][]string{
	"sticky proxies":           nil,
	"proxies by request":       {"campaigns[0].rotation={ip: per_request}", "campaigns[0].network.ip_reuse=50"},
	"proxies nearby":           {"campaigns[0].network.region_match=0.85"},
	"carriers":                 {"campaigns[0].network={kind: mobile_cgnat, country: [FR], pool: 20}"},
	"carriers nearby, request": {"campaigns[0].network={kind: mobile_cgnat, country: [FR], pool: 60, region_match: 0.9}", "campaigns[0].rotation.ip=per_request"},
	"vpn":                      {"campaigns[0].network={kind: vpn, country: [FR], pool: 60}", "campaigns[0].rotation={ip: per_account, ip_lifetime: 1h}"},
	"tor":                      {"campaigns[0].network={kind: tor, country: [DE, NL], pool: 200}", "campaigns[0].client={user_agent: pool, tls: browser}"},
	"owner's machine":          {"campaigns[0].network={kind: owner_host}", "campaigns[0].rotation={}"},
	"mismatch":                 {"campaigns[0].client={user_agent: pool, tls: mismatch, blend: 0.25}"},
	"session theft":            {"campaigns[0].access.acquire={session_theft: 1}", "campaigns[0].targets.exposed=1500"},
	"same session":             {"campaigns[0].access.acquire={session_theft: 1}", "campaigns[0].co_use=same_session", "campaigns[0].targets.exposed=1500", "campaigns[0].rotation={ip: per_account, ip_lifetime: 2h}"},
	"same session, outages":    {"campaigns[0].access.acquire={session_theft: 1}", "campaigns[0].co_use=same_session", "campaigns[0].targets.exposed=1500", "portal.outages_per_month=30"},
	"insiders":                 {"campaigns[0].access.acquire={insider: 1}"},
	"idle":                     {"campaigns[0].co_use=idle"},
	"dormant and new":          {"campaigns[0].access={accounts: 5, acquire: {dormant_account: 0.8, self_registration: 0.2}, validate: {lead: 20h, lookups: 3}}"},
	"mixed": {"campaigns[0].access={accounts: 20, acquire: {dormant_account: 0.15, self_registration: 0.05, insider: 0.2, session_theft: 0.3, credential_replay: 0.3}, validate: {lead: 20h, lookups: 2}}",
		"campaigns[0].client.blend=0.2"},
	"blend, outages": {"campaigns[0].client.blend=0.6", "portal.outages_per_month=30"},
}

// Whatever the axes, the truth and the logs say the same, and nothing happens
// before what makes it possible.
func TestAxes(t *testing.T) {
	for name, sets := range axes {
		for about, o := range map[string]generator.Options{"": {}, ", undefended": {WithoutControls: true}} {
			t.Run(name+about, func(t *testing.T) {
				r := run(t, datasettest.Write(t, axesFile, o, output.Options{}, sets...))
				for id, figures := range failing(r) {
					for figure, example := range figures {
						t.Errorf("%s: %s at %s", id, figure, example)
					}
				}
			})
		}
	}
}

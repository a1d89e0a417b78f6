package native

import (
	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/encode/schema"
)

// AuditPlaces says that the columns of the audit log stand under their names.
func AuditPlaces(mode schema.NIRMode) []schema.Place { return logs.Same(logs.Audit(mode)) }
func accessPlaces(schema.NIRMode) []schema.Place     { return logs.Same(logs.Access()) }

func syslogPlaces(mode schema.NIRMode) []schema.Place {
	places := []schema.Place{
		schema.At("ts", "TIMESTAMP", ""),
		schema.At("action", "MSGID", ""),
		schema.At("action", "PRI", "facility 10 for sign-ins, passwords and locks, else 16"),
		schema.At("outcome", "PRI", "severity 4 for a failure, else 6"),
		schema.At("method", "MSG", "with path and status; action and outcome where there was no request"),
	}
	for _, f := range logs.Fields(logs.Audit(mode)) {
		if f.Name != "ts" {
			places = append(places, schema.Place{Column: f.Name, At: "breach@32473 " + f.Name})
		}
	}
	return places
}

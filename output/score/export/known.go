package export

import (
	"regexp"
	"strings"

	"github.com/breachsim/breachsim/output/score/alert"
)

// preferred is which entity counts where an alert names several: an account can be
// shut, which ends the exposure; a session and an address are used by fewer or more.
var preferred = []alert.Kind{alert.OnAccount, alert.OnSession, alert.OnIP, alert.OnPerson}

var nouns = map[alert.Kind]string{
	alert.OnAccount: "account", alert.OnSession: "session_id of sixteen hex digits", alert.OnIP: "address",
	alert.OnPerson: "nir_ref of sixteen hex digits",
}

// known are the names that fields have where a rule groups by them, in the formats of
// this program and in those of the products, in lower case.
var known = map[string]alert.Kind{
	"account": alert.OnAccount, "user": alert.OnAccount, "username": alert.OnAccount, "user_name": alert.OnAccount,
	"user.name": alert.OnAccount, "user.id": alert.OnAccount, "user.uid": alert.OnAccount,
	"actor.user.uid": alert.OnAccount, "actor.user.name": alert.OnAccount, "src_user": alert.OnAccount,
	"srcuser": alert.OnAccount, "dstuser": alert.OnAccount, "suser": alert.OnAccount, "related.user": alert.OnAccount,
	"src_endpoint.owner.uid": alert.OnAccount,

	"session": alert.OnSession, "session_id": alert.OnSession, "session.id": alert.OnSession,
	"session.uid": alert.OnSession, "actor.session.uid": alert.OnSession, "infopatient.session.id": alert.OnSession,

	"ip": alert.OnIP, "src": alert.OnIP, "src_ip": alert.OnIP, "srcip": alert.OnIP, "sourceip": alert.OnIP,
	"source_ip": alert.OnIP, "source.ip": alert.OnIP, "client.ip": alert.OnIP, "client_ip": alert.OnIP,
	"clientip": alert.OnIP, "src_endpoint.ip": alert.OnIP, "remote_addr": alert.OnIP, "c-ip": alert.OnIP,

	"nir_ref": alert.OnPerson, "infopatient.subject.ref": alert.OnPerson,
}

var leading = regexp.MustCompile(`^(evidences?(\[\d*\])?|event|data|unmapped)\.`)

// kindOf tells by its name what a field holds. Kibana writes user.name.keyword where
// the mapping says so; OCSF names an attribute by its path.
func kindOf(field string) (alert.Kind, bool) {
	name := strings.TrimSuffix(strings.ToLower(field), ".keyword")
	k, ok := known[leading.ReplaceAllString(name, "")]
	return k, ok
}

package crosscheck

import (
	"fmt"
	"slices"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
)

// network checks where a campaign comes from against itself.
func (w *checker) network(r *schema.Record) {
	kind, ok := schema.Value[scenarios.NetworkKind](r, "network", "kind")
	if !ok {
		return
	}
	pool, given := r.Entry("network", "pool"), func(key string) bool { return r.Entry("network", key).Node != nil }
	if kind == scenarios.OwnerHost {
		for _, key := range []string{"pool", "country", "ip_reuse", "region_match", "provider_match"} {
			if e := r.Entry("network", key); given(key) && e.Value != nil && !isDefault(e) {
				w.Wrong(e, "owner_host uses the owner's own address", "remove it, or write another kind")
			}
		}
		if schema.Get[scenarios.AddressRotation](r, "rotation", "ip") >= scenarios.Sticky {
			w.Wrong(r.Entry("rotation", "ip"), "owner_host has one address at a time",
				"write ip: per_account, or another network.kind")
		}
		return
	}
	if pool.Value == nil && !given("pool") {
		w.Wrong(r.Entry("network"), "pool is missing", "write pool: 25")
	}
	if e := r.Entry("network", "region_match"); schema.Get[scenarios.Share](r, "network", "region_match") > 0 &&
		kind != scenarios.ResidentialProxy && kind != scenarios.MobileCGNAT {
		w.Wrong(e, fmt.Sprintf("addresses of kind %v have no region", kind),
			"remove it, or write residential_proxy or mobile_cgnat")
	}
	if e := r.Entry("network", "region_match"); schema.Get[scenarios.Share](r, "network", "region_match") > 0 &&
		!slices.Contains(schema.List[string](r.Group("network"), "country"), "FR") {
		w.Wrong(e, "region_match needs addresses in FR, where the accounts are", "remove it, or add FR to country")
	}
	w.provider(r, kind)
	if ip, _ := schema.Value[scenarios.AddressRotation](r, "rotation", "ip"); ip == scenarios.PerRequest &&
		schema.Get[scenarios.Micros](r, "rotation", "ip_lifetime") > 0 {
		w.Wrong(r.Entry("rotation", "ip_lifetime"),
			"an address has no lifetime with ip: per_request",
			"remove it, or write ip: sticky")
	}
}

// provider checks that addresses of the owner's provider can be had.
func (w *checker) provider(r *schema.Record, kind scenarios.NetworkKind) {
	e := r.Entry("network", "provider_match")
	switch {
	case schema.Get[scenarios.Share](r, "network", "provider_match") == 0:
	case kind != scenarios.ResidentialProxy:
		w.Wrong(e, fmt.Sprintf("addresses of kind %v are not of the owner's provider", kind),
			"remove it, or write residential_proxy")
	case schema.Get[scenarios.Share](r, "network", "region_match") == 0:
		w.Wrong(e, "only addresses near the account can be of its owner's provider, and none is without region_match",
			"remove it, or write region_match: 1")
	}
}

// isDefault reports whether an entry was filled in.
func isDefault(e *schema.Entry) bool { return e.Node == nil }

// client checks the campaign's client against itself.
func (w *checker) client(r *schema.Record) {
	if agent, ok := schema.Value[scenarios.UserAgent](r, "client", "user_agent"); ok &&
		agent == scenarios.LibraryAgent && schema.Get[scenarios.TLS](r, "client", "tls") == scenarios.MismatchTLS {
		w.Wrong(r.Entry("client", "tls"), "mismatch contradicts user_agent: library",
			"remove it, or write user_agent: fixed, owner_clone or pool")
	}
	if b := schema.Get[scenarios.Share](r, "client", "blend"); b > quantity.One*9/10 {
		w.Wrong(r.Entry("client", "blend"), quantity.FormatMillionths(int64(b))+" leaves less than one request in "+
			"ten for look-ups", "write at most 0.9")
	}
}

// coUse checks that the owner is there where the campaign needs one.
func (w *checker) coUse(r *schema.Record) {
	use, ok := schema.Value[scenarios.CoUse](r, "co_use")
	theft := schema.Get[scenarios.Share](r, "access", "acquire", "session_theft")
	switch e := r.Entry("co_use"); {
	case !ok:
	case use == scenarios.SameSession && theft < quantity.One:
		w.Wrong(e, "same_session needs session_theft for every account",
			"write acquire: {session_theft: 1}, or co_use: owner_active")
	case use == scenarios.OwnerIdle && theft > 0:
		w.Wrong(e, "idle leaves no session of an owner to steal",
			"remove session_theft from acquire, or write co_use: owner_active")
	}
}

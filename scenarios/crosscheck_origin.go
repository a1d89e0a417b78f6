package scenarios

import (
	"fmt"
	"slices"
)

// network checks where a campaign comes from against itself.
func (w *walk) network(r *record) {
	kind, ok := value[NetworkKind](r, "network", "kind")
	if !ok {
		return
	}
	pool, given := r.entry("network", "pool"), func(key string) bool { return r.entry("network", key).n != nil }
	if kind == OwnerHost {
		for _, key := range []string{"pool", "country", "ip_reuse", "region_match"} {
			if e := r.entry("network", key); given(key) && e.v != nil && !isDefault(e) {
				w.at(e, "the owner's own machine has one address, its own", "remove it, or write another kind")
			}
		}
		if ip := r.entry("rotation", "ip"); get[AddressRotation](r, "rotation", "ip") >= Sticky {
			w.at(ip, "the owner's own machine has one address at a time", "write ip: per_account, or another network.kind")
		}
		return
	}
	if pool.v == nil && !given("pool") {
		w.at(r.entry("network"), "pool is missing", "write pool: 25")
	}
	if e := r.entry("network", "region_match"); get[Share](r, "network", "region_match") > 0 && kind != ResidentialProxy && kind != MobileCGNAT {
		w.at(e, fmt.Sprintf("addresses of kind %v are not near anybody", kind), "remove it, or write residential_proxy or mobile_cgnat")
	}
	if e := r.entry("network", "region_match"); get[Share](r, "network", "region_match") > 0 && !slices.Contains(words[string](r.group("network"), "country"), "FR") {
		w.at(e, "no address near an account is abroad", "remove it, or add FR to country")
	}
	if ip, _ := value[AddressRotation](r, "rotation", "ip"); ip == PerRequest && get[Micros](r, "rotation", "ip_lifetime") > 0 {
		w.at(r.entry("rotation", "ip_lifetime"), "ip: per_request takes another address for each look-up", "remove it, or write ip: sticky")
	}
}

// isDefault reports whether an entry was filled in.
func isDefault(e *entry) bool { return e.n == nil }

// client checks the campaign's client against itself.
func (w *walk) client(r *record) {
	if agent, ok := value[UserAgent](r, "client", "user_agent"); ok && agent == LibraryAgent && get[TLS](r, "client", "tls") == MismatchTLS {
		w.at(r.entry("client", "tls"), "a library that names itself has its own handshake", "remove it, or write user_agent: fixed, owner_clone or pool")
	}
	if b := get[Share](r, "client", "blend"); b > one*9/10 {
		w.at(r.entry("client", "blend"), formatMillionths(int64(b))+" leaves less than one request in ten for look-ups", "write at most 0.9")
	}
}

// coUse checks that the owner is there where the campaign needs one.
func (w *walk) coUse(r *record) {
	use, ok := value[CoUse](r, "co_use")
	theft := get[Share](r, "access", "acquire", "session_theft")
	switch e := r.entry("co_use"); {
	case !ok:
	case use == SameSession && theft < one:
		w.at(e, "same_session needs the owner's session on every account", "write acquire: {session_theft: 1}, or co_use: owner_active")
	case use == OwnerIdle && theft > 0:
		w.at(e, "an owner who does not work has no session to be stolen", "remove session_theft from acquire, or write co_use: owner_active")
	}
}

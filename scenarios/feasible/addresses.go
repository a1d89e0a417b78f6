package feasible

import (
	"fmt"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
)

// zones is how many places addresses can be near to.
func zones(n scenarios.NetworkKind) int {
	if n == scenarios.MobileCGNAT {
		return 18 // gateways of the carriers
	}
	return places
}

// lacksAddresses finds a pool that is too small for what is asked of it.
func (s *world) lacksAddresses(i int) *lack {
	k := &s.Campaigns[i]
	n := &k.Network
	if n.Kind == scenarios.OwnerHost {
		return nil
	}
	path := of(i, "network.pool")
	if near := min(k.Access.Accounts, zones(n.Kind)); n.Region > 0 &&
		int64(n.Pool)*int64(n.Region) <= int64(near-1)*quantity.One {
		pool := int64(near-1)*quantity.One/int64(n.Region) + 1
		l := &lack{path: path, what: fmt.Sprintf("%d accounts may need addresses in %d regions; of a pool of %d, "+
			"fewer are near an account (region_match: %s)",
			k.Access.Accounts, near, n.Pool, quantity.FormatMillionths(int64(n.Region)))}
		if pool <= scenarios.MaxPool {
			l.fixes = append(l.fixes, scenarios.Fix{set(path, pool)})
		} else {
			l.hint = "a larger region_match"
		}
		return l
	}
	takes := int64(k.Access.Accounts)
	if k.Rotation.IP == scenarios.PerRequest {
		listed := int64(k.Targets.Exposed - k.Access.Validate.LookUps*k.Access.Accounts)
		takes = listed * quantity.One / 2 / int64(k.Targets.HitRate)
	}
	// Each address is taken Reuse times on average at most if all of the pool are taken.
	if n.Reuse > 0 && takes*quantity.One > int64(n.Pool)*int64(n.Reuse) {
		l := &lack{path: of(i, "network.ip_reuse"),
			what: fmt.Sprintf("accounts take addresses at least %d times; with a pool of %d, each is taken more "+
				"than %s times", takes, n.Pool, quantity.FormatMillionths(int64(n.Reuse)))}
		if pool := (takes*quantity.One + int64(n.Reuse) - 1) / int64(n.Reuse); pool <= scenarios.MaxPool {
			l.fixes = append(l.fixes, scenarios.Fix{set(path, pool)})
		}
		if reuse := (takes*quantity.One + int64(n.Pool) - 1) / int64(n.Pool); reuse <= 1_000_000*quantity.One {
			l.fixes = append(l.fixes, scenarios.Fix{set(l.path, quantity.FormatMillionths(reuse))})
		}
		return l
	}
	return nil
}

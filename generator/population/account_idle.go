package population

import "breachsim/scenarios"

// Idleness says whether anybody works with an account.
type Idleness = scenarios.AccountKind

// The degrees.
const (
	Busy   = scenarios.BusyAccount
	Left   = scenarios.LeftAccount
	Unused = scenarios.UnusedAccount
)

// Idle tells whether account k is idle during the scenario, and since which
// local day, in days since 1970-01-01.
func (a *Accounts) Idle(k uint32) (Idleness, int32) {
	kind := a.list[k].kind
	if kind == Busy {
		return Busy, 0
	}
	r := a.key.Stream(stIdle).At(uint64(k))
	if kind == Left {
		return Left, a.start - 60 - int32(r.Below(121))
	}
	return Unused, a.start - 1 - int32(r.Below(28))
}

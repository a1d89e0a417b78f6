package population

// Idleness says whether anybody works with an account.
type Idleness uint8

// The degrees.
const (
	Busy   Idleness = iota
	Left            // its owner has stopped working with it, two to six months before the world begins
	Unused          // opened in the four weeks before the world begins, and never used
)

// Shares of accounts in millionths. That practitioners leave accounts behind is
// known, since those idle for six months are blocked (from June 2023 on); how
// many there are is not. Assumptions.
const (
	leftAccounts   = 15_000
	unusedAccounts = 5_000
)

// Idle tells whether account k is idle during the scenario, and since which
// local day, in days since 1970-01-01.
func (a *Accounts) Idle(k uint32) (Idleness, int32) {
	r := a.key.Stream(stIdle).At(uint64(k)).Rand()
	switch u := r.Below(1_000_000); {
	case u < leftAccounts:
		return Left, a.start - 60 - int32(r.Below(121))
	case u < leftAccounts+unusedAccounts:
		return Unused, a.start - 1 - int32(r.Below(28))
	}
	return Busy, 0
}

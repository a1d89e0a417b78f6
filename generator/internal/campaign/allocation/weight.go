package allocation

import (
	"github.com/breachsim/breachsim/generator/internal/integer"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Bounds of the concentration of a Dirichlet law, in millionths, within which
// weights keep their precision. Scenarios ask for 1 to 1,000.
const (
	leastAlpha = random.Million
	mostAlpha  = 100_000 * random.Million
)

// Weigh sets the weight of each account, as pacing.shares says. A weight follows
// from its account and the law alone, so one account more changes the weights of no
// other.
func (c *Campaign) Weigh(accounts []Account, law scenarios.Shares) {
	for i := range accounts {
		a := &accounts[i]
		switch law.Law {
		case scenarios.OwnerShares:
			a.Weight = uint64(max(c.Accounts.At(a.Index).MeanMilli, 1))
		case scenarios.DirichletShares:
			a.Weight = a.gamma(min(max(law.Alpha, leastAlpha), mostAlpha))
		default:
			a.Weight = 1
		}
	}
}

// gamma draws from a gamma law of shape alpha, in units that all accounts of a
// campaign share: numbers drawn so, divided by their sum, follow a Dirichlet law.
//
// It is the cube of a normal draw z, after Wilson and Hilferty (1931), whose error
// is below 1 % for shapes a from one on, but in the lowest tail:
//
//	G(a) ≈ a · (1 - 1/9a + z/3√a)³
//
// What would be less than 1/2^32 of the mean is raised to it, so that no weight is
// 0.
func (a *Account) gamma(alpha int64) uint64 {
	normal := a.draw(drawGamma).Rand()
	root := integer.SquareRoot(alpha * random.Million) // of alpha, in millionths
	base := random.One - random.One*random.Million/(9*alpha) + normal.Normal()*random.Million/(3*root)
	base = max(base, 0)
	return uint64(max((base*base>>16)*base, 1)) // in 1/2^32
}

package quantity

import (
	"strings"

	"github.com/breachsim/breachsim/scenarios/internal/wording"
	"github.com/breachsim/breachsim/scenarios/nearest"
)

// ShareLaw is how a campaign's list is divided among its accounts.
type ShareLaw uint8

// The laws.
const (
	DirichletShares ShareLaw = iota
	EqualShares
	OwnerShares // in proportion to the mean volume of each account's owner
)

// Shares is how a campaign's list is divided among its accounts.
type Shares struct {
	Law   ShareLaw
	Alpha int64 // of the Dirichlet law: concentration of each account, in millionths; else 0
}

// The concentrations of a Dirichlet law that a file may ask for, in millionths,
// and the usual one. Of many accounts the shares have a coefficient of variation
// of about 1/√alpha: 29 % at 12, 3 % at 1000, and at 1 they are as uneven as
// gaps between random instants.
const (
	leastAlpha = 1 * One
	mostAlpha  = 1000 * One
	UsualAlpha = 12 * One
)

// SharesPattern is what ParseShares reads, as a regular expression.
const SharesPattern = `^(equal|owner|dirichlet\(([1-9]\d{0,2}(\.\d{1,6})?|1000(\.0{1,6})?)\))$`

// ParseShares reads equal, owner or dirichlet(12).
func ParseShares(text string) (Shares, error) {
	switch text {
	case "equal":
		return Shares{Law: EqualShares}, nil
	case "owner":
		return Shares{Law: OwnerShares}, nil
	}
	inside, open := strings.CutPrefix(text, "dirichlet(")
	inside, shut := strings.CutSuffix(inside, ")")
	if !open || !shut {
		f := &wording.Fault{What: wording.Quote(text) + " is not a way to divide a list"}
		if near := nearest.Word(text, []string{"equal", "owner", "dirichlet"}); near == "dirichlet" {
			f.Hint = "write dirichlet(12)"
		} else if near != "" {
			f.Hint = "did you mean " + near + "?"
		}
		return Shares{}, f
	}
	alpha, err := ParseMillionths(inside)
	switch {
	case err != nil:
		return Shares{}, err
	case alpha < leastAlpha:
		return Shares{}, &wording.Fault{What: text + " has a concentration below 1",
			Hint: "write dirichlet(1), where shares differ most"}
	case alpha > mostAlpha:
		return Shares{}, &wording.Fault{What: text + " has a concentration above 1000", Hint: "write equal"}
	}
	return Shares{Law: DirichletShares, Alpha: alpha}, nil
}

// String writes the law as ParseShares reads it.
func (s Shares) String() string {
	switch s.Law {
	case EqualShares:
		return "equal"
	case OwnerShares:
		return "owner"
	}
	return "dirichlet(" + FormatMillionths(s.Alpha) + ")"
}

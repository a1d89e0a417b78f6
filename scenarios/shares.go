package scenarios

import "strings"

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
	leastAlpha = 1 * one
	mostAlpha  = 1000 * one
	usualAlpha = 12 * one
)

const sharesPattern = `^(equal|owner|dirichlet\(([1-9]\d{0,2}(\.\d{1,6})?|1000(\.0{1,6})?)\))$`

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
		f := &fault{what: quote(text) + " is not a way to divide a list"}
		if near := nearest(text, []string{"equal", "owner", "dirichlet"}); near == "dirichlet" {
			f.hint = "write dirichlet(12)"
		} else if near != "" {
			f.hint = "did you mean " + near + "?"
		}
		return Shares{}, f
	}
	alpha, err := parseMillionths(inside)
	switch {
	case err != nil:
		return Shares{}, err
	case alpha < leastAlpha:
		return Shares{}, &fault{what: text + " has a concentration below 1", hint: "write dirichlet(1), where shares differ most"}
	case alpha > mostAlpha:
		return Shares{}, &fault{what: text + " has a concentration above 1000", hint: "write equal"}
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
	return "dirichlet(" + formatMillionths(s.Alpha) + ")"
}

func sharesOfList() kind {
	return &leaf{name: "`equal`, `owner` or `dirichlet(A)`", want: "equal, owner or dirichlet(12)", shape: "string", regex: sharesPattern,
		parse: func(s string) (any, error) { return boxed(ParseShares(s)) }}
}

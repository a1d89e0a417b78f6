package cohort

import "github.com/breachsim/breachsim/output/internal/detect/rule"

// Params of R8: accounts of at least Sites sites that hang together, each with a
// visit of at least LookUps answered look-ups of which a share of at least Fresh were
// for persons that the account had not asked for before. A visit is what an account
// did on a local day from one block of addresses with one client.
type Params struct {
	Sites   int
	Fresh   float64 // 0 to 1
	LookUps int

	Learn int // days after the first line of an account from which places and clients can be new to it
	Days  int // for how many days a block of addresses links the accounts that came from it
	Crowd int // accounts on a day, or sites that visit, at which a block or client links nobody

	Persons int     // that two accounts ask for on one day, to be linked by a list
	Alike   float64 // least correlation of active minutes, 0 to 1
}

// Defaults returns the values that are published with the rule: components of four,
// of whom 60 % are new, five shared persons and a correlation of 0.6. A fortnight is
// how long those rest that take turns; a dozen accounts are more than the largest
// practice, and fewer than a carrier puts behind one block. Both are assumed, as are
// 15 look-ups, which keep out visits that cannot do harm.
func Defaults() Params {
	return Params{Sites: 4, Fresh: 0.6, LookUps: 15, Learn: 7, Days: 14, Crowd: 12, Persons: 5, Alike: 0.6}
}

// Name is R8.
func (*Params) Name() string { return "R8" }

// What says what the rule finds.
func (*Params) What() string {
	return "accounts: several that share a place, client, list or minutes and ask for strangers"
}

// Settings lists the parameters.
func (p *Params) Settings() []rule.Setting {
	return []rule.Setting{
		{Name: "R8.sites", What: "least sites whose accounts hang together", At: &p.Sites},
		{Name: "R8.fresh", What: "least share of look-ups of a visit for persons new to the account", At: &p.Fresh},
		{Name: "R8.lookups", What: "least answered look-ups of a visit", At: &p.LookUps},
		{Name: "R8.learn", What: "days of an account before a place or client can be new to it", At: &p.Learn},
		{Name: "R8.days", What: "days for which a block of addresses links its visitors", At: &p.Days},
		{Name: "R8.crowd", What: "accounts at which a block or client links nobody", At: &p.Crowd},
		{Name: "R8.persons", What: "persons that two accounts ask for on one day", At: &p.Persons},
		{Name: "R8.alike", What: "least correlation of the minutes of two accounts", At: &p.Alike},
	}
}

// Dial turns the share of new persons from 50 % to 100.1 %, which no visit has.
func (p *Params) Dial() rule.Dial {
	return rule.Dial{Parameter: "R8.fresh", Steps: 501, Set: func(i int) { p.Fresh = float64(500+i) / 1000 }}
}

// Level is the share of new persons in thousandths.
func (p *Params) Level() int64 { return rule.Thousandths(p.Fresh, mostShare) }

// mostShare is what a share counts as at most: none above 1 is ever reached.
const mostShare = 1000

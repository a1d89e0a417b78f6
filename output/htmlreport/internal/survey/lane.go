package survey

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
)

// MostLanes is how many stolen accounts are followed.
const MostLanes = 40

// Lane is what happened on one stolen account.
type Lane struct {
	Account  string
	Profile  string
	Campaign string
	Exposed  int          // persons through it
	Taken    int64        // when the threat actor got it
	Owner    [Parts]int32 // events in each part of the time
	Thief    [Parts]int32
	Acts     []Act
	// When what was done on it by the campaign began and ended, by phase.
	Phases map[string][2]int64
}

// Act is a step of the defender.
type Act struct {
	T       int64
	Action  string // as truth/responses has it
	Control string
	Account string // "" = none
}

// readLanes lists the stolen accounts.
func readLanes(d *read.Dataset) ([]*Lane, error) {
	lanes := map[string]*Lane{}
	err := truth.Each(d, "truth/accounts.jsonl", func(r *truth.Account) error {
		if r.First == 0 {
			return nil // taken, and never used
		}
		l := lanes[string(r.Account)]
		if l == nil {
			l = &Lane{Account: strings.Clone(string(r.Account)), Campaign: strings.Clone(string(r.Campaign)),
				Taken: int64(r.AcquiredAt), Phases: map[string][2]int64{}}
			lanes[l.Account] = l
		}
		l.Exposed += int(r.Exposed)
		return nil
	})
	return slices.SortedFunc(maps.Values(lanes), func(a, b *Lane) int {
		return cmp.Or(cmp.Compare(b.Exposed, a.Exposed), cmp.Compare(a.Account, b.Account))
	}), err
}

// see notes an event in a part of the time.
func (l *Lane) see(part int, ts int64, m mark) {
	if m.side == Honest {
		l.Owner[part]++
		return
	}
	l.Thief[part]++
	span, known := l.Phases[m.phase]
	if !known {
		span[0] = ts
	}
	span[1] = ts
	l.Phases[m.phase] = span
}

// readActs reads what the defender did: each step on one of the lanes, and of all others the
// first of those of one control that do the same.
func readActs(d *read.Dataset, lanes map[string]*Lane) (acts []Act, err error) {
	err = truth.Each(d, "truth/responses.jsonl", func(r *truth.Response) error {
		a := Act{T: int64(r.TS), Action: strings.Clone(string(r.Action)), Control: strings.Clone(string(r.Control)),
			Account: strings.Clone(string(r.Account))}
		if l := lanes[a.Account]; l != nil {
			l.Acts = append(l.Acts, a)
		}
		same := func(b Act) bool { return a.Action == b.Action && a.Control == b.Control }
		if !slices.ContainsFunc(acts, same) {
			acts = append(acts, a)
		}
		return nil
	})
	return acts, err
}

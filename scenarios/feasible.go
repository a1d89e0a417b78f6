package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"breachsim/scenarios/internal/schema"
	"breachsim/scenarios/internal/tree"
	"breachsim/scenarios/internal/wording"
)

// A file is feasible when its worlds hold what it asks for, whatever the seed.
// Each check below reckons with what follows from the file alone, and on the
// safe side: what it lets pass, the plan can always lay out.
//
//	accounts of each profile and kind ─► persons ─► time, rates, caps ─► addresses

// lack is something that a file asks for and not every world of it can give.
type lack struct {
	path  string // of the value at fault
	what  string
	hint  string // besides the fixes
	fixes []Fix
}

// maxFixed bounds for how many problems of a file fixes are looked for.
const maxFixed = 10

// Feasible reports what the scenario asks for and not every world of it can
// give; nil where there is nothing. A scenario that was parsed or scaled is
// feasible. The error is *Problems.
func (s *Scenario) Feasible() error {
	r := &tree.Report{File: s.ID}
	for _, l := range s.lacks() {
		r.Put(nil, Problem{Path: l.path, What: l.what, Hint: l.advice(), Fixes: l.fixes})
	}
	return r.Err()
}

// lacks lists what is not there: of each campaign the first thing only, since
// the next may follow from it.
func (s *Scenario) lacks() (out []*lack) {
	add := func(l *lack) bool {
		if l != nil {
			out = append(out, l)
		}
		return l != nil
	}
	for i := range s.Campaigns {
		for _, check := range []func(int) *lack{s.lacksNumber, s.lacksAccounts, s.lacksPersons, s.contradictsBurn, s.shutOut, s.lacksHours, s.lacksDay, s.lacksOwners, s.lacksTime, s.lacksAddresses} {
			if add(check(i)) {
				break
			}
		}
		for _, l := range out[:max(0, len(out)-maxFixed)] {
			l.fixes = nil
		}
	}
	for i := range s.Benign.LookAlikes {
		add(s.lacksAlike(i))
	}
	add(s.lacksCanaries())
	return out
}

// fits reports whether nothing is lacking, without looking for what would do.
func (s *Scenario) fits() bool {
	for i := range s.Campaigns {
		if _, what := s.shortOf(i); what != "" || s.lacksNumber(i) != nil || s.lacksPersons(i) != nil || s.contradictsBurn(i) != nil ||
			s.idle(i) || s.dayless(i) != nil || s.shutOut(i) != nil || !s.owned(i) || !s.manages(i) || s.lacksAddresses(i) != nil {
			return false
		}
	}
	for i := range s.Benign.LookAlikes {
		if s.lacksAlike(i) != nil {
			return false
		}
	}
	return s.lacksCanaries() == nil
}

// advice is the hint: what to write, one change or another.
func (l *lack) advice() string {
	var parts []string
	for _, f := range l.fixes {
		text := make([]string, len(f))
		for i, set := range f {
			path, v, _ := strings.Cut(set, "=")
			text[i] = shortPath(l.path, path) + ": " + v
		}
		parts = append(parts, strings.Join(text, " and "))
	}
	if l.hint != "" {
		parts = append(parts, l.hint)
	}
	if len(parts) == 0 {
		return ""
	}
	return "write " + strings.Join(parts, ", or ")
}

// shortPath leaves out of a path what it has in common with another: the
// campaign.
func shortPath(at, path string) string {
	dot := strings.IndexByte(at, ']')
	if dot > 0 && strings.HasPrefix(path, at[:dot+1]+".") {
		return path[dot+2:]
	}
	return path
}

// with is the scenario with one campaign changed.
func (s *Scenario) with(i int, change func(*Campaign)) *Scenario {
	out := *s
	out.Campaigns = append([]Campaign(nil), s.Campaigns...)
	change(&out.Campaigns[i])
	return &out
}

// largest finds the largest n in [low, high] that will do, where smaller ones do
// if one does; false if none does.
func largest(low, high int64, does func(n int64) bool) (int64, bool) {
	if low > high || !does(low) {
		return 0, false
	}
	for low < high {
		if m := low + (high-low+1)/2; does(m) {
			low = m
		} else {
			high = m - 1
		}
	}
	return low, true
}

// smallest is largest the other way round.
func smallest(low, high int64, does func(n int64) bool) (int64, bool) {
	n, ok := largest(-high, -low, func(n int64) bool { return does(-n) })
	return -n, ok
}

// of is the path of a key of campaign i.
func of(i int, key string) string { return fmt.Sprintf("campaigns[%d].%s", i, key) }

func set(path string, v any) string { return fmt.Sprintf("%s=%v", path, v) }

// lacksNumber finds a campaign whose id gives its events the names of another's.
func (s *Scenario) lacksNumber(i int) *lack {
	k := &s.Campaigns[i]
	taken := map[uint16]bool{}
	other := ""
	for j := range s.Campaigns {
		taken[s.Campaigns[j].Number()] = true
		if j < i && s.Campaigns[j].Number() == k.Number() {
			other = s.Campaigns[j].ID
		}
	}
	if other == "" {
		return nil
	}
	id := ""
	for n := 1; id == "" || taken[campaignNumber(id)]; n++ {
		id = fmt.Sprintf("%s-%d", k.ID, n)
	}
	return &lack{
		path: of(i, "id"), what: fmt.Sprintf("%s and %s give their events the same names, as one pair of ids in %d does", wording.Quote(k.ID), wording.Quote(other), 1<<CampaignBits),
		fixes: []Fix{{set(of(i, "id"), id)}},
	}
}

// contradictsBurn finds what does not go with sessions that are stolen and used
// once.
func (s *Scenario) contradictsBurn(i int) *lack {
	k := &s.Campaigns[i]
	if k.Rotation.Accounts != Burn {
		return nil
	}
	theft, others := false, false
	for _, a := range k.crews() {
		theft, others = theft || a.theft, others || !a.theft
	}
	if !theft {
		return nil
	}
	turns := Fix{set(of(i, "rotation.accounts"), "least_recent")}
	const why = "rotation.accounts: burn uses each stolen session once, and "
	each := (s.needed(k) + int64(k.Access.Accounts) - 1) / int64(k.Access.Accounts)
	switch {
	case others:
		return &lack{path: of(i, "access.acquire"), what: why + "other ways than session_theft do not go with that", fixes: []Fix{{set(of(i, "access.acquire"), "{session_theft: 1}")}, turns}}
	case k.Pacing.Rate.Unit != NoRate:
		return &lack{path: of(i, "pacing.rate"), what: why + "a rate does not go with that", hint: "no rate", fixes: []Fix{turns}}
	case k.Rotation.DutyCycle != one:
		return &lack{path: of(i, "rotation.duty_cycle"), what: why + "a duty cycle does not go with that", fixes: []Fix{{set(of(i, "rotation.duty_cycle"), 1)}, turns}}
	case k.Targets.RegionMatch > 0:
		return &lack{path: of(i, "targets.region_match"), what: why + "targets near the account do not go with that", fixes: []Fix{{set(of(i, "targets.region_match"), 0)}, turns}}
	case k.Pacing.MaxPerDay > 0 && each > int64(k.Pacing.MaxPerDay):
		return &lack{path: of(i, "pacing.max_per_account_day"), what: fmt.Sprintf("each stolen session takes up to %d look-ups of the list, more than %d", each, k.Pacing.MaxPerDay),
			fixes: []Fix{{set(of(i, "pacing.max_per_account_day"), each)}}}
	}
	return nil
}

// keepWritten leaves out of the fixes what follows by itself: a concurrency that
// the file does not give.
func keepWritten(r *schema.Record, l *lack) {
	for i, f := range l.fixes {
		l.fixes[i] = slices.DeleteFunc(f, func(set string) bool {
			path, _, _ := strings.Cut(set, "=")
			return len(f) > 1 && strings.HasSuffix(path, ".pacing.concurrency") && !r.Writes(path)
		})
	}
}

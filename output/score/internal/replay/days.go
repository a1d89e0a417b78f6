package replay

import (
	"cmp"
	"math/bits"
	"slices"
)

// What an account-day may have: benign events; those of a campaign that used
// the account; policy, test, collateral, or attempts on it that failed.
const (
	benignDay = iota
	attackDay
	unclearDay
	dayKinds
)

// Days notes what the days of the accounts hold: three bits an account-day,
// and the stretches of look-alikes and of neutral events.
type Days struct {
	words int // of one account
	set64 [dayKinds][]uint64
	quiet map[int32]*spans // policy, test, collateral, attempts
	Alike map[AlikeKey]*alike
	kinds map[int32][]string // of look-alikes that an account has
}

// AlikeKey is an account with a kind of look-alike.
type AlikeKey struct {
	Account int32
	Kind    string
}

// alike is a look-alike of an account.
type alike struct {
	Events    spans // of its events
	Table     spans // as truth/lookalikes.jsonl has them
	lastDay   int
	Days      int // with its events
	Stretches int // in the table
}

func newDays(accounts, n int) *Days {
	d := &Days{words: (n + 63) / 64, quiet: map[int32]*spans{}, Alike: map[AlikeKey]*alike{},
		kinds: map[int32][]string{}}
	for k := range d.set64 {
		d.set64[k] = make([]uint64, accounts*d.words)
	}
	return d
}

func (d *Days) set(kind int, account int32, day int) {
	d.set64[kind][int(account)*d.words+day/64] |= 1 << (day % 64)
}

func (d *Days) has(kind int, account int32, day int) bool {
	return d.set64[kind][int(account)*d.words+day/64]>>(day%64)&1 != 0
}

// Malicious reports an account-day with events of an attack.
func (d *Days) Malicious(account int32, day int) bool { return d.has(attackDay, account, day) }

// Benign reports an account-day with benign events only.
func (d *Days) Benign(account int32, day int) bool {
	return d.has(benignDay, account, day) && !d.has(attackDay, account, day) && !d.has(unclearDay, account, day)
}

// Count tells how many days of an account are benign and malicious.
func (d *Days) Count(account int32) (benign, malicious int) {
	for w := range d.words {
		i := int(account)*d.words + w
		attack := d.set64[attackDay][i]
		benign += bits.OnesCount64(d.set64[benignDay][i] &^ attack &^ d.set64[unclearDay][i])
		malicious += bits.OnesCount64(attack)
	}
	return benign, malicious
}

// neutral notes an event that makes alerts on its account neutral.
func (d *Days) neutral(account int32, ts int64) {
	s := d.quiet[account]
	if s == nil {
		s = &spans{}
		d.quiet[account] = s
	}
	s.add(ts, ts)
}

func (d *Days) alikeOf(account int32, kind string) *alike {
	key := AlikeKey{account, kind}
	x := d.Alike[key]
	if x == nil {
		x = &alike{lastDay: -1}
		d.Alike[key] = x
		d.kinds[account] = append(d.kinds[account], kind)
	}
	return x
}

// lookAlike notes a benign event of a look-alike.
func (d *Days) lookAlike(account int32, ts int64, kind string, day int) {
	x := d.alikeOf(account, kind)
	x.Events.add(ts, ts)
	if day != x.lastDay {
		x.lastDay = day
		x.Days++
	}
}

// stretch notes a row of the table of look-alikes.
func (d *Days) stretch(account int32, from, to int64, kind string) {
	x := d.alikeOf(account, kind)
	x.Table = append(x.Table, span{from, to})
	x.Stretches++
}

// Alikes lists the look-alikes in a fixed order.
func (d *Days) Alikes() []AlikeKey {
	keys := make([]AlikeKey, 0, len(d.Alike))
	for k := range d.Alike {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b AlikeKey) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Account, b.Account))
	})
	return keys
}

// AlikesNear lists the kinds of look-alike that an account has within the margin of a
// moment.
func (d *Days) AlikesNear(account int32, t int64) (kinds []string) {
	for _, kind := range d.kinds[account] {
		if a := d.Alike[AlikeKey{account, kind}]; a.Events.Near(t) || a.Table.Near(t) {
			kinds = append(kinds, kind)
		}
	}
	slices.Sort(kinds)
	return kinds
}

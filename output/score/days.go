package score

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

// days notes what the days of the accounts hold: three bits an account-day,
// and the stretches of look-alikes and of neutral events.
type days struct {
	words int // of one account
	set64 [dayKinds][]uint64
	quiet map[int32]*spans // policy, test, collateral, attempts
	alike map[alikeKey]*alike
}

// alikeKey is an account with a kind of look-alike.
type alikeKey struct {
	account int32
	kind    string
}

// alike is a look-alike of an account.
type alike struct {
	events    spans // of its events
	table     spans // as truth/lookalikes.jsonl has them
	lastDay   int
	days      int // with its events
	stretches int // in the table
}

func newDays(accounts, n int) *days {
	d := &days{words: (n + 63) / 64, quiet: map[int32]*spans{}, alike: map[alikeKey]*alike{}}
	for k := range d.set64 {
		d.set64[k] = make([]uint64, accounts*d.words)
	}
	return d
}

func (d *days) set(kind int, account int32, day int) {
	d.set64[kind][int(account)*d.words+day/64] |= 1 << (day % 64)
}

func (d *days) has(kind int, account int32, day int) bool {
	return d.set64[kind][int(account)*d.words+day/64]>>(day%64)&1 != 0
}

// malicious reports an account-day with events of an attack.
func (d *days) malicious(account int32, day int) bool { return d.has(attackDay, account, day) }

// benign reports an account-day with benign events only.
func (d *days) benign(account int32, day int) bool {
	return d.has(benignDay, account, day) && !d.has(attackDay, account, day) && !d.has(unclearDay, account, day)
}

// count tells how many days of an account are benign and malicious.
func (d *days) count(account int32) (benign, malicious int) {
	for w := range d.words {
		i := int(account)*d.words + w
		attack := d.set64[attackDay][i]
		benign += bits.OnesCount64(d.set64[benignDay][i] &^ attack &^ d.set64[unclearDay][i])
		malicious += bits.OnesCount64(attack)
	}
	return benign, malicious
}

// neutral notes an event that makes alerts on its account neutral.
func (d *days) neutral(account int32, ts int64) {
	s := d.quiet[account]
	if s == nil {
		s = &spans{}
		d.quiet[account] = s
	}
	s.add(ts, ts)
}

func (d *days) alikeOf(account int32, kind string) *alike {
	key := alikeKey{account, kind}
	x := d.alike[key]
	if x == nil {
		x = &alike{lastDay: -1}
		d.alike[key] = x
	}
	return x
}

// lookAlike notes a benign event of a look-alike.
func (d *days) lookAlike(account int32, ts int64, kind string, day int) {
	x := d.alikeOf(account, kind)
	x.events.add(ts, ts)
	if day != x.lastDay {
		x.lastDay = day
		x.days++
	}
}

// stretch notes a row of the table of look-alikes.
func (d *days) stretch(account int32, from, to int64, kind string) {
	x := d.alikeOf(account, kind)
	x.table = append(x.table, span{from, to})
	x.stretches++
}

// alikes lists the look-alikes in a fixed order.
func (d *days) alikes() []alikeKey {
	keys := make([]alikeKey, 0, len(d.alike))
	for k := range d.alike {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b alikeKey) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.account, b.account))
	})
	return keys
}

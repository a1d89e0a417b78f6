package traffic

import (
	"cmp"
	"math"
	"slices"

	"breachsim/generator/accounts"
	"breachsim/generator/calendar"
	"breachsim/generator/facts"
	"breachsim/generator/internal/random"
	"breachsim/generator/population"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

// Streams of draws.
const (
	dayStream random.Stream = 300 + iota
	weekStream
	driftStream
	sessionStream
	oddStream
	slotStream
	expiryStream
	enrolStream
)

// World is the base world of one scenario. It is read-only after New and safe
// for concurrent use.
type World struct {
	persons                   *population.Persons
	accounts                  *accounts.Accounts
	cal                       *calendar.Calendar
	profiles                  [scenarios.NumProfiles]profile
	zones                     []int    // school zone by department
	order                     []uint32 // accounts by department: neighbours look up neighbours
	late                      int64
	days                      random.Key
	weeks                     random.Key
	drift                     random.Key
	sessions                  random.Key
	odds                      random.Key
	slots                     random.Key
	expiry                    random.Key
	enrol                     random.Key
	factor                    factor
	alikes                    alikes
	limits                    []limit
	bounds                    []Bound
	groups                    []boundGroup // of bounds
	closings                  []closing
	reach                     int64              // how long after a look-up what a control asks for may end
	from                      int64              // the logs begin
	until                     int64              // and ends
	change                    int64              // when the forced change of passwords begins; 0 = never
	state                     *portal.Conditions // nil = a portal that is never down
	sessionIdle, sessionLimit int64              // after which the portal closes a session
	first                     []sessionRef       // first sign-in of each account after change
}

type sessionRef struct {
	day int32
	idx int16
	pos uint16 // of the sign-in
}

// New prepares the base world that the key names. It fails where the scenario
// asks for more look-alikes than there are accounts to show them. The portal's
// outages follow from the clock alone, so they are part of the world with and
// without campaigns; state nil is a portal that is never down.
func New(key random.Key, sc *scenarios.Scenario, persons *population.Persons, accounts *accounts.Accounts, cal *calendar.Calendar, state *portal.Conditions) (*World, error) {
	w := &World{
		persons: persons, accounts: accounts, cal: cal, profiles: profiles(), late: int64(sc.Benign.AfterHours),
		days: key.Stream(dayStream), weeks: key.Stream(weekStream), drift: key.Stream(driftStream), sessions: key.Stream(sessionStream),
		odds: key.Stream(oddStream), slots: key.Stream(slotStream), expiry: key.Stream(expiryStream), enrol: key.Stream(enrolStream), state: state,
		from: sc.Time.Begin().UnixMicro(), until: sc.Time.End.UnixMicro(), sessionIdle: int64(sc.Portal.SessionIdle), sessionLimit: int64(sc.Portal.SessionLimit),
	}
	for _, d := range facts.Departments() {
		w.zones = append(w.zones, calendar.Zone(d.Code))
	}
	for k := range uint32(accounts.Len()) {
		w.order = append(w.order, k)
	}
	slices.SortStableFunc(w.order, func(a, b uint32) int { return cmp.Compare(accounts.At(a).Dept, accounts.At(b).Dept) })
	if err := w.prepareAlikes(sc); err != nil {
		return nil, err
	}
	return w, nil
}

// ForceChange makes everybody who signs in with a password choose a new one at
// the first session from t on. It is a policy by the clock: it is part of the
// base world with and without campaigns.
func (w *World) ForceChange(t int64) {
	w.change = t
	w.first = make([]sessionRef, w.accounts.Len())
	day := w.cal.Of(t).Number
	var buf []Session
	for k := range w.first {
		w.first[k] = w.firstAfter(uint32(k), t, day, &buf)
	}
}

// firstAfter finds the account's first accepted sign-in from t on, within the
// calendar. The sessions of a day are in no order: those of each user are.
func (w *World) firstAfter(k uint32, t int64, day int32, buf *[]Session) sessionRef {
	first, at := sessionRef{idx: -1}, int64(math.MaxInt64)
	for d := day - 1; d <= w.cal.Last(); d++ { // sessions reach over midnight
		*buf = w.Sessions(k, d, (*buf)[:0])
		for i := range *buf {
			s := &(*buf)[i]
			if s.End < t || s.Start < w.from {
				continue
			}
			sc := w.script(s, &w.profiles[w.accounts.At(k).Profile])
			for st, ok := sc.next(); ok; st, ok = sc.next() {
				if (st.kind == SignIn || st.kind == SignInAgain) && st.ts >= t {
					if st.ts < at {
						first, at = sessionRef{day: s.Day, idx: int16(s.Index), pos: st.pos}, st.ts
					}
					break
				}
			}
		}
		if d >= day && first.idx >= 0 {
			break
		}
	}
	return first
}

// forced reports whether the portal asks for a new password at this sign-in.
func (w *World) forced(s *Session, st *step) bool {
	return w.change != 0 && w.first[s.Account] == sessionRef{day: s.Day, idx: int16(s.Index), pos: st.pos} && st.signsIn()
}

// Ordinary reports whether a session shows no look-alike; one behind a shared
// address or on the day of an announcement counts as ordinary.
func (s *Session) Ordinary() bool { return s.alike == 0 }

// Session is one session of an account as planned: its script follows from it.
type Session struct {
	Account uint32
	Day     int32 // local day on which it began
	Index   uint8 // number within the account's day
	Human   uint8 // which of the account's users; 0 = the owner
	LookUps uint16
	Start   int64  // sign-in
	End     int64  // last action
	first   uint32 // of its steps, among those planned with it
	steps   uint16
	alike   uint32 // 1 + the look-alike that it belongs to or that is on while it lasts; 0 = none

	copies      bool   // it looks up the persons of another session of the day:
	sourceIndex uint8  // its number
	source      uint32 // and account
}

// Name names the session.
func (s *Session) Name() portal.Name {
	return portal.SessionName(portal.BaseKind, s.Account, s.Day, int(s.Index))
}

package traffic

import (
	"time"

	"breachsim/generator/accounts"
	"breachsim/generator/client"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

// covers reports whether a manner keeps an account at work in its owner's
// leave: a locum is there for that.
func (l *alike) covers() bool {
	return l != nil && (l.spec.Kind == scenarios.LocumTakeover || l.spec.Kind == scenarios.PracticeMove)
}

// volume is what a manner makes of an account's mean look-ups a day, in
// thousandths.
func (l *alike) volume(mean int64) int64 {
	if l == nil {
		return mean
	}
	switch l.spec.Kind {
	case scenarios.LargeDesk:
		draw := l.key.At(drawVolume).Rand()
		return 1000 * draw.Between(int64(l.spec.LookUps.Min), int64(l.spec.LookUps.Max))
	case scenarios.TouristSeason:
		return mean * int64(l.spec.Gain) / million
	case scenarios.PracticeMove:
		return mean * 5 / 4
	}
	return mean
}

// bound keeps a desk's working days within what the scenario says of it.
func (l *alike) bound(n int, weekday time.Weekday) int {
	if l == nil || l.spec.Kind != scenarios.LargeDesk {
		return n
	}
	n = min(n, l.spec.LookUps.Max)
	if weekday != time.Saturday && weekday != time.Sunday {
		n = max(n, l.spec.LookUps.Min)
	}
	return n
}

// quiet is how long an account has been silent before a new practice takes it
// over, in days.
const quiet = 75

// dormant reports whether an account is silent because a new practice is going
// to take it over.
func (w *World) dormant(k uint32, day int32) bool {
	if !w.alikes.odd[k] {
		return false
	}
	for _, i := range w.alikes.of[k] {
		if l := &w.alikes.list[i]; l.spec.Kind == scenarios.PracticeMove && day < l.from && day >= l.from-quiet {
			return true
		}
	}
	return false
}

// person chooses whom a look-up of a session is about.
func (w *World) person(s *Session, st *step, detail random.Key) uint32 {
	a, from := w.accounts.At(s.Account), detail
	if s.copies {
		src := Session{Account: s.source, Day: s.Day, Index: s.sourceIndex}
		a, from = w.accounts.At(s.source), w.details(&src)
	}
	key := about(from, st)
	i := uint32(0)
	switch {
	case s.alike == 0 || s.copies:
		i = w.choose(a, s.Day, key)
	default:
		i = w.chooseOdd(&w.alikes.list[s.alike-1], a, s, st, key)
	}
	if st.kin {
		if partner, ok := w.persons.Partner(i); ok {
			return partner
		}
	}
	return w.persons.Patient(i)
}

// chooseOdd is choose under a look-alike.
func (w *World) chooseOdd(l *alike, a *accounts.Account, s *Session, st *step, key random.Key) uint32 {
	draw := key.At(drawOddPerson).Rand()
	new := draw.Chance(int64(l.spec.FirstSeen))
	switch l.spec.Kind {
	case scenarios.BatchRightsCheck:
		return w.panel(a, (uint64(l.key.At2(drawBatch, uint64(uint32(s.Day))).Below(1<<20))+uint64(st.about))%uint64(a.Panel.Len))
	case scenarios.CareHomeRound:
		if home := l.home(); len(home) > 0 {
			return home[int(st.about)%len(home)]
		}
		return w.choose(a, s.Day, l.key.At2(drawResident, uint64(st.about)))
	case scenarios.LocumTakeover, scenarios.VaccinationDay:
		if new {
			return w.passer(a, &draw, 250_000)
		}
	case scenarios.NightDuty:
		if new {
			return w.passer(a, &draw, 150_000)
		}
	case scenarios.TouristSeason, scenarios.Pentest:
		if new || l.spec.Kind == scenarios.Pentest {
			return w.passer(a, &draw, 850_000)
		}
	case scenarios.PracticeMove:
		if new {
			moved := *a
			moved.Panel.Start = w.passer(a, &[]random.Rand{l.key.At(drawNewPanel).Rand()}[0], 0)
			return w.choose(&moved, s.Day, key)
		}
	case scenarios.Curiosity:
		return w.famous(a, &draw)
	}
	return w.choose(a, s.Day, key)
}

// passer is somebody from outside the account's circle: of the département,
// or, for the given share, of anywhere.
func (w *World) passer(a *accounts.Account, draw *random.Rand, anywhere int64) uint32 {
	if draw.Chance(anywhere) {
		return uint32(draw.Below(uint64(w.persons.Len())))
	}
	from, to := w.persons.DeptRange(a.Dept)
	return from + uint32(draw.Below(uint64(to-from)))
}

// celebrities is how many persons everybody is curious about.
const celebrities = 40

// famous is a celebrity, the best known most often, or somebody next door.
func (w *World) famous(a *accounts.Account, draw *random.Rand) uint32 {
	if draw.Chance(450_000) {
		u := draw.Below(celebrities)
		return uint32(w.odds.At2(drawFamous, u*draw.Below(celebrities)/celebrities).Below(uint64(w.persons.Len())))
	}
	return w.panel(a, draw.Below(min(uint64(a.Panel.Len), 60)))
}

// oldAge is the age from which one lives in a home.
const oldAge = 72

// residents are the persons of a home: elderly persons of the panel, the same
// ones at each round, in the order of their numbers where the round is sorted.
func (w *World) residents(l *alike) []uint32 {
	a, n := w.accounts.At(l.account), uint64(l.spec.LookUps.Max)
	found := make([]uint32, 0, n)
	start := uint64(l.key.At(drawHome).Below(uint64(a.Panel.Len)))
	for r := uint64(0); r < 64*n && uint64(len(found)) < n; r++ { // beyond the panel where it is small
		if p := w.panel(a, start+r); w.persons.Age(p) >= oldAge {
			found = append(found, p)
		}
	}
	if l.spec.Order == scenarios.Sorted {
		w.byNumber(found)
	}
	return found
}

// dress lays a look-alike over the context of a session.
func (w *World) dress(v *portal.Visit, s *Session) {
	l := &w.alikes.list[s.alike-1]
	k := &kinds[l.spec.Kind]
	t := &v.Truth
	t.Benign, t.Label = l.kind, k.label
	if k.actor != event.NoActor {
		t.Actor, t.Number = k.actor, 0
	}
	if k.purpose != event.NoPurpose {
		t.Purpose = k.purpose
	}
	switch l.spec.Kind {
	case scenarios.SoftwarePolling, scenarios.Pentest:
		v.Browser = l.spec.UserAgent != scenarios.LibraryAgent
		v.UserAgent, v.ClientFP = agentOf(l), l.key.At(drawClient).Uint64()
		if l.spec.Kind == scenarios.SoftwarePolling {
			v.Addr, v.Net, v.Place = w.accounts.Address(l.account, 0, s.Day, uint64(l.key)) // the practice's own line
			return
		}
		v.Addr, v.Net, v.Place = w.rented(l, 0)
	case scenarios.LocumTakeover:
		v.UserAgent, v.ClientFP = w.accounts.Client(s.Account, locumsDevice, s.Day)
		if n, ok := w.elsewhere(l, s.Day); ok {
			v.Addr, v.Net, v.Place = w.rented(l, n)
		}
	case scenarios.TravellingVPN:
		if n, ok := w.elsewhere(l, s.Day); ok && l.key.At2(drawProxied, uint64(s.Name())).Chance(700_000) {
			v.Addr, v.Net, v.Place = w.rented(l, n)
		}
	case scenarios.ForgottenPasswordBurst:
		if l.spec.Resets {
			v.UserAgent, v.ClientFP = w.accounts.Client(s.Account, newBrowser, s.Day)
			v.ColdCache = true
		}
	}
}

// Numbers of devices beyond those of an account's users.
const (
	locumsDevice = 200
	newBrowser   = 201
)

// agentOf is the client of a program.
func agentOf(l *alike) uint16 {
	n := int(l.key.At(drawProgram).Below(1 << 16))
	if l.spec.UserAgent == scenarios.FixedAgent {
		return client.FixedAgent(n)
	}
	return client.LibraryAgent(n)
}

// failover is the visit after the line has failed: over a mobile carrier.
func (w *World) failover(v *portal.Visit, s *Session) {
	v.Addr, v.Net, v.Place = w.accounts.Networks().Hosting(scenarios.MobileCGNAT, []string{"FR"}, w.details(s).At(drawMobile), 0)
}

// fails returns when the line fails in a session, if it does.
func (w *World) fails(s *Session) (at int64, ok bool) {
	if s.alike == 0 || s.Index >= firstErrand || w.alikes.list[s.alike-1].spec.Kind != scenarios.NetworkFailover {
		return 0, false
	}
	return s.Start + (s.End-s.Start)*int64(w.details(s).At(drawFailover).Below(800))/1000, true
}

package traffic

import (
	"cmp"
	"slices"

	"breachsim/generator/event"
	"breachsim/generator/nir"
	"breachsim/scenarios"
)

// stretches appends the truth of one look-alike: an errand's sessions of one
// day, or the days on which a manner is on.
func (w *World) stretches(i uint32, dst []event.LookAlikeTruth) []event.LookAlikeTruth {
	l := &w.alikes.list[i]
	k := &kinds[l.spec.Kind]
	row := event.LookAlikeTruth{Account: l.account, Kind: l.kind, Fools: l.spec.Kind.Fools()}
	if k.manner && l.spec.PerMonth == 0 {
		if from, to := max(l.from, w.alikes.begin), min(l.to, w.alikes.last+1); from < to {
			row.From, row.To = max(w.cal.Day(from).Start, w.from), min(w.cal.Day(to).Start, w.until)
			dst = append(dst, row)
		}
		return dst
	}
	var sessions []Session
	for day := w.alikes.begin; day <= w.alikes.last; day++ {
		sessions = w.Sessions(l.account, day, sessions[:0])
		if row.From, row.To = w.extent(sessions, i+1); row.To != 0 {
			dst = append(w.followed(l, sessions, row, dst), row)
		}
	}
	return dst
}

// followed appends, for a day on which a site follows its twin, the stretch of
// the twin: the session that is followed. Its events are ordinary ones.
func (w *World) followed(l *alike, sessions []Session, row event.LookAlikeTruth, dst []event.LookAlikeTruth) []event.LookAlikeTruth {
	if l.spec.Kind != scenarios.TwinSites {
		return dst
	}
	for i := range sessions {
		s := &sessions[i]
		if !s.Copies || s.Source != l.other {
			continue
		}
		for _, src := range w.Sessions(l.other, s.Day, nil) {
			if src.Index == s.SourceIndex && src.Start >= w.from && src.Start < w.until {
				row.Account, row.From, row.To = l.other, src.Start, src.End
				dst = append(dst, row)
			}
		}
	}
	return dst
}

// extent is from when to when the sessions of the period that belong to a
// look-alike (by its place from 1 on; 0 = to none) last; 0 to 0 without any.
func (w *World) extent(sessions []Session, alike uint32) (from, to int64) {
	for i := range sessions {
		s := &sessions[i]
		if s.LookAlike != alike || s.Start < w.from || s.Start >= w.until {
			continue
		}
		if to == 0 || s.Start < from {
			from = s.Start
		}
		to = max(to, s.End)
	}
	return from, to
}

// sharers appends the truth of shared addresses, by account.
func (w *World) sharers(dst []event.LookAlikeTruth) []event.LookAlikeTruth {
	if len(w.alikes.nat) == 0 {
		return dst
	}
	for k := range uint32(w.accounts.Len()) {
		if w.alikes.nat[k] != 0 {
			dst = append(dst, event.LookAlikeTruth{
				Account: k, From: w.from, To: w.until, Kind: benignType(scenarios.SharedNAT), Fools: scenarios.SharedNAT.Fools(),
			})
		}
	}
	return dst
}

// announced appends the truth of announcements: every account that works on
// the day.
func (w *World) announced(dst []event.LookAlikeTruth) []event.LookAlikeTruth {
	var sessions []Session
	for _, f := range w.alikes.flash {
		if f.day < w.alikes.begin || f.day > w.alikes.last {
			continue
		}
		for k := range uint32(w.accounts.Len()) {
			sessions = w.Sessions(k, f.day, sessions[:0])
			row := event.LookAlikeTruth{Account: k, Kind: benignType(scenarios.FlashEvent), Fools: scenarios.FlashEvent.Fools()}
			if row.From, row.To = w.extent(sessions, 0); row.To != 0 {
				dst = append(dst, row)
			}
		}
	}
	return dst
}

// label says which look-alike, if any, a usual session without a manner shows.
func (w *World) label(s *Session) event.BenignType {
	for _, f := range w.alikes.flash {
		if f.day == s.Day {
			return benignType(scenarios.FlashEvent)
		}
	}
	if w.alikes.nat[s.Account] != 0 {
		return benignType(scenarios.SharedNAT)
	}
	return event.Ordinary
}

// byNumber sorts persons by their numbers.
func (w *World) byNumber(persons []uint32) {
	slices.SortFunc(persons, func(a, b uint32) int { return nir.Compare(w.persons.NIR(a), w.persons.NIR(b)) })
}

// Places lists the places (index into Catalog.Places) of addresses that
// look-alikes bring from elsewhere.
func (w *World) Places() []uint16 {
	var out []uint16
	for i := range w.alikes.list {
		l := &w.alikes.list[i]
		switch l.spec.Kind {
		case scenarios.LocumTakeover, scenarios.TravellingVPN, scenarios.Pentest, scenarios.NetworkFailover:
		default:
			continue
		}
		var sessions []Session
		for day := max(w.alikes.begin-1, w.cal.First()); day <= w.alikes.last; day++ {
			sessions = w.Sessions(l.account, day, sessions[:0])
			for j := range sessions {
				if sessions[j].LookAlike != uint32(i)+1 {
					continue
				}
				v := w.Visit(&sessions[j])
				out = append(out, v.Place)
				if _, ok := w.fails(&sessions[j]); ok {
					w.failover(&v, &sessions[j])
					out = append(out, v.Place)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b uint16) int { return cmp.Compare(a, b) })
	return slices.Compact(out)
}

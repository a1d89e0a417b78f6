package fidelity

import (
	"maps"
	"slices"
	"strings"
)

// stay is a session in progress.
type stay struct {
	account *account
	lookups int64
	seen    int64 // time of the event before, microseconds
	port    int64
	day     int
}

// sessions asks how much is done in one (A9), how connections are kept (A3), and
// what share look-alikes have (B11).
type sessions struct {
	open map[uint64]*stay
	day  int

	counts map[string]*moments // profiles, to the look-ups of sessions
	means  map[int]*moments    // pharmacies, to theirs

	kept, low, desktop ratio // ports
	episodes, desks    ratio
}

func newSessions() *sessions {
	return &sessions{open: map[uint64]*stay{}, counts: map[string]*moments{}, means: map[int]*moments{}}
}

func (s *sessions) event(e *entry) {
	if e.day != s.day {
		s.day = e.day
		s.forget(1)
	}
	if !e.benign || e.account == nil {
		return
	}
	if e.Action == "lookup" {
		s.episodes.add(e.episode)
		s.desks.add(e.desk)
	}
	if !e.ordinary || e.SessionID == 0 {
		return
	}
	o := s.open[e.SessionID]
	if o == nil {
		o = &stay{account: e.account}
		s.open[e.SessionID] = o
	}
	if e.Action == "lookup" {
		o.lookups++
	}
	s.connection(e, o)
	o.seen, o.port, o.day = e.TS, e.SrcPort, e.day
}

// connection compares the ports of two requests that are close together.
func (s *sessions) connection(e *entry, o *stay) {
	if e.SrcPort == 0 {
		return
	}
	s.low.add(e.SrcPort < 4096)
	if strings.Contains(e.UserAgent, "Windows") || strings.Contains(e.UserAgent, "Macintosh") {
		s.desktop.add(e.SrcPort >= 49152)
	}
	if o.seen != 0 && e.TS-o.seen < 5_000_000 {
		s.kept.add(o.port == e.SrcPort)
	}
}

// forget closes the sessions without an event for so many days, those of least
// id first: sums of floats depend on the order.
func (s *sessions) forget(days int) {
	var over []uint64
	for id, o := range s.open {
		if s.day-o.day >= days {
			over = append(over, id)
		}
	}
	slices.Sort(over)
	for _, id := range over {
		s.close(s.open[id])
		delete(s.open, id)
	}
}

func (s *sessions) close(o *stay) {
	if o.lookups == 0 {
		return
	}
	entryOf(s.counts, o.account.Profile).add(float64(o.lookups))
	if o.account.Profile == "pharmacy" {
		entryOf(s.means, o.account.number).add(float64(o.lookups))
	}
}

func (s *sessions) figures() []Figure {
	s.day++
	s.forget(0)
	var between moments
	for _, number := range slices.Sorted(maps.Keys(s.means)) {
		if m := s.means[number]; m.n >= 10 {
			between.add(m.mean())
		}
	}
	const uneven = "geometric or Pareto: some are long"
	dispersion := func(profile string, bound float64) Figure {
		m := entryOf(s.counts, profile)
		return asked{"A9", "look-ups a session, variance over mean: " + profile, AtLeast(bound), uneven, "assumed"}.
			value(Number, m.dispersion(), m.n)
	}
	return []Figure{
		asked{"A3", "events within 5 s of a session on the same source port", AtLeast(0.5),
			"connections are kept for a minute",
			"browsers' defaults; share assumed"}.share(s.kept),
		asked{"A3", "source ports below 4096", AtMost(0.02), "hardly any", "RFC 6335; systems' defaults"}.
			share(s.low),
		asked{"A3", "source ports of Windows and macOS from 49152 on", AtLeast(0.5),
			"all, but for translated addresses",
			"systems' defaults; share assumed"}.share(s.desktop),
		dispersion("pharmacy", 2), dispersion("gp", 2), dispersion("hospital_desk", 2), dispersion("lab", 2),
		asked{"A9", "mean of a session between pharmacies, deviation over mean", AtLeast(0.25), "each has its own",
			"assumed"}.
			value(Number, between.deviation()/between.mean(), between.n),
		asked{"B11", "honest look-ups of look-alikes, large desks apart", AtMost(0.15), "a few per cent", "assumed"}.
			share(s.episodes),
		// One account in three hundred looks up 400 to 1,200 persons on each working day.
		asked{"B11", "honest look-ups of large desks", AtMost(0.3),
			"a fifth, where the rest look up twenty a day", "assumed"}.share(s.desks),
	}
}

package fidelity

import (
	"regexp"
	"strings"
	"time"
)

// released are builds of browsers with the day on which each came out, as the
// makers' release notes gave it; the days are written from memory, and slack is
// allowed. Builds that are not listed are not judged.
var released = map[string]string{
	"Chrome/97.0.4692.71": "2022-01-04", "Chrome/97.0.4692.99": "2022-01-19",
	"Chrome/98.0.4758.80": "2022-02-01", "Chrome/98.0.4758.82": "2022-02-01", "Chrome/98.0.4758.102": "2022-02-14",
	"Chrome/99.0.4844.51": "2022-03-01", "Chrome/99.0.4844.74": "2022-03-15", "Chrome/99.0.4844.82": "2022-03-18",
	"Chrome/99.0.4844.84": "2022-03-25", "Chrome/100.0.4896.60": "2022-03-29", "Chrome/100.0.4896.75": "2022-04-04",
	"Chrome/100.0.4896.88": "2022-04-11", "Chrome/100.0.4896.127": "2022-04-14",
	"Edg/97.0.1072.55": "2022-01-06", "Edg/97.0.1072.62": "2022-01-13", "Edg/97.0.1072.69": "2022-01-20",
	"Edg/97.0.1072.76": "2022-01-27", "Edg/98.0.1108.43": "2022-02-03", "Edg/98.0.1108.50": "2022-02-10",
	"Edg/98.0.1108.55": "2022-02-16", "Edg/98.0.1108.56": "2022-02-17", "Edg/98.0.1108.62": "2022-02-24",
	"Edg/99.0.1150.30": "2022-03-03", "Edg/99.0.1150.36": "2022-03-07", "Edg/99.0.1150.39": "2022-03-10",
	"Edg/99.0.1150.46": "2022-03-17", "Edg/99.0.1150.52": "2022-03-21", "Edg/99.0.1150.55": "2022-03-26",
	"Edg/100.0.1185.29": "2022-04-01",
	"Firefox/96.0":      "2022-01-11", "Firefox/97.0": "2022-02-08", "Firefox/98.0": "2022-03-08",
	"Firefox/99.0": "2022-04-05",
	"OS 15_2":      "2021-12-13", "OS 15_2_1": "2022-01-12", "OS 15_3": "2022-01-26", "OS 15_3_1": "2022-02-10",
	"OS 15_4": "2022-03-14", "OS 15_4_1": "2022-03-31", "OS 15_5": "2022-05-16",
	"Android 10; K": "2023-02-07", // the reduced form came with Chrome 110
}

var build = regexp.MustCompile(`Edg/[\d.]+|Chrome/[\d.]+|Firefox/[\d.]+|OS \d+_[\d_]+|Android 10; K`)

// builds asks for browsers that are not out yet (A2), and how many there are.
type builds struct {
	out   map[string]time.Time // user agents, to the day from which all of their builds are out
	early ratio

	shared   map[uint64]int // fingerprints, to the account; -1 of several
	sessions map[uint64]uint64
	second   ratio // sessions with a second fingerprint
	day      int
}

func newBuilds() *builds {
	return &builds{out: map[string]time.Time{}, shared: map[uint64]int{},
		sessions: map[uint64]uint64{}}
}

func (b *builds) event(e *entry) {
	if !e.benign || e.UserAgent == "" {
		return
	}
	from, known := b.out[e.UserAgent]
	if !known {
		from = firstDay(e.UserAgent)
		b.out[strings.Clone(e.UserAgent)] = from
	}
	if !from.IsZero() {
		b.early.add(e.date.Before(from))
	}
	b.fingerprint(e)
}

// firstDay is the latest day of release of what a user agent names; zero where
// nothing of it is known.
func firstDay(agent string) (day time.Time) {
	for _, name := range build.FindAllString(agent, -1) {
		if t, err := time.Parse(time.DateOnly, released[name]); err == nil && t.After(day) {
			day = t
		}
	}
	if !day.IsZero() {
		day = day.Add(-slack)
	}
	return day
}

// slack is how much earlier than its day in the table a build may be seen.
const slack = 48 * time.Hour

func (b *builds) fingerprint(e *entry) {
	if e.ClientFP == 0 || e.account == nil {
		return
	}
	if owner, known := b.shared[e.ClientFP]; !known {
		b.shared[e.ClientFP] = e.account.number
	} else if owner != e.account.number {
		b.shared[e.ClientFP] = -1
	}
	if e.day != b.day {
		b.day = e.day
		b.close()
	}
	if e.SessionID == 0 {
		return
	}
	const mixed = 0
	if first, known := b.sessions[e.SessionID]; !known {
		b.sessions[e.SessionID] = e.ClientFP
	} else if first != e.ClientFP {
		b.sessions[e.SessionID] = mixed
	}
}

// close counts the sessions of a day.
func (b *builds) close() {
	for _, fp := range b.sessions {
		b.second.add(fp == 0)
	}
	clear(b.sessions)
}

func (b *builds) figures() []Figure {
	b.close()
	var common ratio
	for _, owner := range b.shared {
		common.add(owner < 0)
	}
	return []Figure{
		asked{"A2", "events of a browser that is not out yet", AtMost(0), "none", "makers' release notes, 2021-2022"}.
			share(b.early),
		asked{"S6", "distinct user agents of users", AtLeast(100), "230–680 in two public logs",
			"Shellforge, peers' table"}.
			value(Number, float64(len(b.out)), b.early.whole),
		asked{"B6", "fingerprints that several accounts share", AtLeast(0.05), "all of a build alike", "assumed"}.
			share(common),
		asked{"B6", "sessions with a second fingerprint", Between(0.003, 0.03), "1–2 %: cleared or updated under way",
			"assumed"}.
			share(b.second),
	}
}

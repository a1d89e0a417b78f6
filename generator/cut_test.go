package generator

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios/library"
)

// log is what slices hold together, in their order.
type log struct {
	audit, access []line
	identity      []event.Identity
	exposures     []event.Exposure
	interference  []event.Interference
	persons       []uint32 // sorted: their order means nothing
}

// logOf is the log of slices, made one after the other.
func logOf(p *Plan, ws []event.Window, wanted event.Batch) (l log) {
	f, b := p.NewFiller(), &wanted
	for _, w := range ws {
		f.Fill(w, b)
		all := linesOf(b)
		l.audit = append(l.audit, all[:len(b.AuditOrder)]...)
		l.access = append(l.access, all[len(b.AuditOrder):]...)
		for i := range b.IdentityOrder {
			l.identity = append(l.identity, *b.IdentityAt(i))
		}
		l.exposures = append(l.exposures, b.Exposures...)
		l.interference = append(l.interference, b.Interference...)
		l.persons = append(l.persons, b.Persons...)
	}
	slices.Sort(l.persons)
	return l
}

// cutAtRandom cuts each slice into some of any length, a microsecond among them.
func cutAtRandom(ws []event.Window, r *rand.Rand) (out []event.Window) {
	for _, w := range ws {
		for end := w.To; w.From < end; w.From = w.To {
			w.To = min(end, w.From+1+r.Int64N([]int64{1, 2_000_000, 200_000_000, 1_800_000_000}[r.IntN(4)]))
			w.LastOf = false
			out = append(out, w)
		}
	}
	return out
}

// TestSlicesMayBeCutAnywhere: the log is the same to the order of its lines, wherever it is
// cut, also for who reads no access lines.
func TestSlicesMayBeCutAnywhere(t *testing.T) {
	t.Parallel()
	march := func(hour int) time.Time { return time.Date(2022, time.March, 10, hour, 0, 0, 0, time.UTC) }
	for name, sets := range map[string][]string{
		"mixed": axes["mixed"], "same session": axes["same session"],
		"rate":    {`controls=[{type: rate_limit, scope: account, threshold: 5/2m, action: ["429"]}]`},
		"captcha": {"controls=[{type: captcha, scope: account, threshold: 3/10m, action: [challenge]}]"},
		"step up": {"controls=[{type: step_up, scope: account, threshold: 6/10m, action: [step_up]}]"},
		"tarpit":  {"controls=[{type: tarpit, scope: account, threshold: 4/10m, action: [tarpit]}]"},
		"closed":  {`controls=[{type: policy, at: 2022-03-10T08:30:00+01:00, duration: 150m, action: [close_service]}]`},
		"banned":  {`controls=[{type: analyst, at: 2022-03-10T13:00:00+01:00, action: [ip_ban, account_reset]}]`},
		"idle":    {"portal.session_idle=12m", "output.identity=true"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := axis(t, Options{From: march(5), To: march(17)}, sets...)
			wanted := event.Batch{WantIdentity: name == "idle"}
			want := logOf(p, p.Windows(), wanted)
			r := rand.New(rand.NewPCG(7, 11))
			sameLog(t, "cut at random", want, logOf(p, cutAtRandom(p.Windows(), r), wanted))
			want.access, wanted.NoAccess = nil, true
			sameLog(t, "cut, without the access log", want, logOf(p, cutAtRandom(p.Windows(), r), wanted))
		})
	}
}

func sameLog(t *testing.T, what string, want, got log) {
	t.Helper()
	for name, same := range map[string]bool{
		"events": slices.Equal(got.audit, want.audit), "access lines": slices.Equal(got.access, want.access),
		"the provider's": slices.Equal(got.identity, want.identity), "exposures": slices.Equal(got.exposures, want.exposures),
		"interference": slices.Equal(got.interference, want.interference), "persons": slices.Equal(got.persons, want.persons),
	} {
		if !same {
			t.Errorf("%s: %s differ", what, name)
		}
	}
	if len(want.audit) == 0 || len(want.persons) == 0 {
		t.Error("nothing to compare")
	}
}

// TestSlicesHoldSoMuch: slices of which much is expected are cut until they hold as much as
// they are to, within what a foretelling is wrong by, in the attack as on a working day.
func TestSlicesHoldSoMuch(t *testing.T) {
	t.Parallel()
	for name, sets := range map[string][]string{
		"baseline":       {"population.accounts=1500", "population.insured_persons=400000"},
		"smash-and-grab": {"population.accounts=60", "population.insured_persons=400000", "campaigns[0].targets.exposed=30000"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sc, err := library.Open(name, sets)
			if err != nil {
				t.Fatal(err)
			}
			from := sc.Time.Start.AddDate(0, 0, 7)
			if len(sc.Campaigns) > 0 {
				from = sc.Campaigns[0].Window.From
			}
			p, err := New(sc, Options{From: from, To: from.AddDate(0, 0, 2), WithoutControls: true})
			if err != nil {
				t.Fatal(err)
			}
			const most = 300
			ws, b, f := newFiner(p.base, p.actors, most).all(p.windows), event.Batch{NoAccess: true}, p.NewFiller()
			full, held := 0, 0
			for i, w := range ws {
				f.Fill(w, &b)
				full, held = max(full, len(b.Audit)), held+len(b.Audit)
				if i > 0 && w.From != ws[i-1].To || ws[0].From != p.windows[0].From {
					t.Fatalf("slice %d begins at %d", i, w.From)
				}
				if day := i+1 == len(ws) || ws[i+1].Day != w.Day; w.LastOf != day {
					t.Errorf("slice %d: last of its day %v, want %v", i, w.LastOf, day)
				}
			}
			t.Logf("%d slices for %d hours with %d events; the fullest has %d", len(ws), len(p.windows), held, full)
			if full > 2*most || held < 10*most || int(most)*len(ws) > 4*held+most*len(p.windows) {
				t.Errorf("%d slices for %d hours with %d events; the fullest has %d, wanted are %d",
					len(ws), len(p.windows), held, full, most)
			}
		})
	}
}

// TestSlicesOfADayAlone: a day by itself is cut as in the whole.
func TestSlicesOfADayAlone(t *testing.T) {
	whole := world(t, Options{})
	at := whole.windows[24]
	part := world(t, Options{From: time.UnixMicro(at.From), To: time.UnixMicro(at.From).Add(6 * time.Hour)})
	const most = 5
	cut := func(p *Plan, ws []event.Window) []event.Window { return newFiner(p.base, p.actors, most).all(ws) }
	got, want := cut(part, part.windows[:5]), cut(whole, whole.windows[24:29])
	if !slices.Equal(got, want) || len(got) < 10 {
		t.Errorf("%d slices, want %d likewise", len(got), len(want))
	}
}

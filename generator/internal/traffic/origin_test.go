package traffic

import (
	"fmt"
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/network"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// allOrigins plans every session of the period's days, as SessionsFrom would if
// every account could have every address.
func allOrigins(w *World) (out []Origin) {
	for k := range uint32(w.Accounts.Len()) {
		for day := w.Shown.First - 1; day <= w.Shown.Last; day++ {
			for _, s := range w.Sessions(k, day, nil) {
				out = append(out, w.Origins(&s)...)
			}
		}
	}
	return out
}

// sourceKinds says for every address of a world by what way sessions come from it.
func sourceKinds(w *World, all []Origin) map[string][]event.Addr {
	out := map[string][]event.Addr{}
	for i := range all {
		o := &all[i]
		kind := fmt.Sprint(o.Addr.Lo >> 24 & 0xff)
		if !o.Addr.Is4() {
			kind = "v6"
		}
		out[kind] = append(out[kind], o.Addr)
		if o.Session.LookAlike != 0 {
			kind = w.Shown.At(o.Session.LookAlike - 1).Spec.Kind.String()
			out[kind] = append(out[kind], o.Addr)
		}
		if w.Shown.Shares(o.Session.Account) {
			out["nat"] = append(out["nat"], o.Addr)
		}
	}
	return out
}

func TestSessionsFromIsWhatEveryDaySays(t *testing.T) {
	w := lookAlikeWorld(t, "default")
	all := allOrigins(w)
	kinds := sourceKinds(w, all)
	for _, must := range []string{
		"v6", "246", "247", "248", "nat", "pentest", "network_failover", "travelling_vpn", "locum_takeover",
		"software_polling", "vaccination_day",
	} {
		if len(kinds[must]) == 0 {
			t.Errorf("no session comes by way of %s: the test shows nothing of it", must)
		}
	}
	start, end := w.Calendar.Day(w.Shown.First).Start, w.Calendar.Day(w.Shown.Last).Start
	names := make([]string, 0, len(kinds))
	for name := range kinds {
		names = append(names, name)
	}
	slices.Sort(names)
	draw := random.New(11).Rand()
	for _, name := range names {
		for round := range 4 {
			addrs := []event.Addr{event.V4(247<<24 | 0xfff)}
			for range 1 + round*round {
				addrs = append(addrs, kinds[name][draw.Below(uint64(len(kinds[name])))])
			}
			from := draw.Between(start, end)
			to := min(from+draw.Between(1, 9*24*calendar.Hour), end)
			if round == 3 {
				from, to = start, end
			}
			var want []Origin
			for _, o := range all {
				if o.From < to && o.To >= from && slices.Contains(addrs, o.Addr) {
					want = append(want, o)
				}
			}
			got := w.SessionsFrom(addrs, from, to)
			if !slices.Equal(got, want) {
				t.Fatalf("%s: %d sessions come from %v, and %d are found", name, len(want), addrs, len(got))
			}
			if round == 3 && len(want) == 0 {
				t.Errorf("%s: nothing found in the whole period", name)
			}
		}
	}
}

func TestUsersOfAnAddressAreFew(t *testing.T) {
	w := lookAlikeWorld(t, "none")
	all := allOrigins(w)
	for name, most := range map[string]int{"246": 1500 / 2, "247": 8, "248": 1500 / 30} {
		addrs := sourceKinds(w, all)[name]
		if n := len(w.UsersOf(network.NewAddresses(addrs[:1]))); n == 0 || n > most {
			t.Errorf("%d accounts may have %s, at most %d are expected", n, addrs[0], most)
		}
	}
	rented := event.V4(247<<24 | 0xfff)
	for _, o := range all {
		if o.Addr == rented {
			t.Fatalf("%s is not a campaign's alone", rented)
		}
	}
	if n := len(w.UsersOf(network.NewAddresses([]event.Addr{rented}))); n != 0 {
		t.Errorf("%d accounts may have a rented server's address", n)
	}
}

// Origins follow each other without a gap, and at each instant of them the session
// comes from there; a line that fails is one of several reasons for a second one.
func TestOriginsAreThoseOfTheVisit(t *testing.T) {
	w := lookAlikeWorld(t, "[{type: network_failover, accounts: 200, per_month: 6}]")
	failed, turned, last := 0, 0, Origin{}
	for _, o := range allOrigins(w) {
		same := last.Session.Name() == o.Session.Name()
		switch {
		case same && (o.From != last.To+1 || o.Addr == last.Addr):
			t.Fatalf("from %d after %d, from %s after %s", o.From, last.To, o.Addr, last.Addr)
		case !same && o.From != o.Session.Start || !same && last.To != last.Session.End:
			t.Fatal("the origins leave out some of a session")
		case same && o.Session.LookAlike != 0:
			failed++
		case same:
			turned++
		}
		for _, ts := range []int64{o.From, (o.From + o.To) / 2, o.To} {
			if v := w.VisitAt(&o.Session, ts); v.Addr != o.Addr {
				t.Fatalf("%s, and the visit is from %s", o.Addr, v.Addr)
			}
		}
		last = o
	}
	if failed < 100 || turned < 500 {
		t.Errorf("only %d sessions fail over, and %d change the line", failed, turned)
	}
}

func BenchmarkSessionsFrom(b *testing.B) {
	w := worldOf(b, "population.accounts=200000", "population.insured_persons=6000000")
	start, end := w.Calendar.Day(w.Shown.First).Start, w.Calendar.Day(w.Shown.Last).Start
	for _, c := range []struct {
		name string
		addr uint32
	}{{"server", 247<<24 | 0xfff}, {"carrier", 246<<24 | 1<<8 | 5}, {"line", 240<<24 | 5}} {
		b.Run(c.name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				n = len(w.SessionsFrom([]event.Addr{event.V4(c.addr)}, start, end))
			}
			b.ReportMetric(float64(n), "sessions")
		})
	}
}

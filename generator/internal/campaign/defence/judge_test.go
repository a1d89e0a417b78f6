package defence_test

import (
	"testing"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/campaign/clock"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/secret"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// stageOf is the stage of the scenario "tiny" with other controls. What they do
// to users, they do to the accounts given.
func stageOf(t *testing.T, controls string, users ...uint32) *defence.Stage {
	t.Helper()
	sc, err := library.Open("tiny", []string{
		"aftermath={}", "time={start: 2022-03-01, end: 2022-04-01, timezone: Europe/Paris}", "controls=" + controls,
	}, library.Unproven())
	if err != nil {
		t.Fatal(err)
	}
	persons := population.NewPersons(random.New(1), sc.Population.InsuredPersons, 2022)
	accounts, cal := accounts.New(random.New(2), sc, persons), calendar.New(sc)
	conditions := portal.NewConditions(random.New(4), cal, sc.Portal)
	base, err := traffic.New(random.New(3), sc, traffic.Ground{Persons: persons, Accounts: accounts, Calendar: cal, Portal: conditions})
	if err != nil {
		t.Fatal(err)
	}
	ids := portal.NewIDs(secret.Derived(random.New(5)))
	w := &script.World{
		Key: random.New(6), Scenario: sc, Persons: persons, Accounts: accounts,
		Base: base, Calendar: cal, Portal: conditions, IDs: &ids,
	}
	q := new(clock.Queue)
	b := script.NewBook(w, q)
	d := defence.New(w, b, q, true)
	d.Notify(defence.Notice{
		Reset: func(*defence.Account, int64) {}, Ban: func(defence.Ban, int64) {}, Before: func(int64) {},
		Users: func(visit func(*defence.Account)) {
			for _, k := range users {
				visit(d.Account(k))
			}
		},
	})
	d.Schedule()
	return &defence.Stage{World: w, Book: b, Queue: q, Defence: d}
}

const everything = `[
	{type: analyst, at: 2022-03-09T10:00:00+01:00, action: [ip_ban, account_reset]},
	{type: policy, at: 2022-03-09T09:00:00+01:00, duration: 12h, action: [close_service]},
	{type: captcha, detect: {threshold: 2/1d}, duration: 2d, action: [challenge]},
	{type: rate_limit, scope: account, threshold: 2/1d, duration: 12h, action: ["429"]}]`

// A look-up that everything is against is refused by the first of: the ban of its
// address, its closed session, the closed service, a challenge, a limit.
func TestOrderOfRefusals(t *testing.T) {
	st := stageOf(t, everything, 4)
	d, a := st.Defence, st.Defence.Account(4)
	eight := st.World.Scenario.Controls[0].At.UnixMicro() - 2*calendar.Hour
	use := st.Book.Used(&portal.Visit{Addr: event.V4(9), Truth: event.Truth{Campaign: 1}}, eight)
	a.Used(use, eight)
	a.Taken = eight
	d.Watch(a, st.World.Calendar.Of(eight).Number, func(func(int)) {})

	st.Queue.Run(eight)
	for i := range int64(3) {
		r := defence.Request{TS: eight + i*calendar.Minute, Account: a, Session: 1, SignedIn: eight, Addr: use.Addr}
		v := d.Judge(&r)
		if (i == 2) != (v.Why == event.RateLimited) || i < 2 && v.Refused() {
			t.Fatalf("look-up %d: %+v", i+1, v)
		}
		d.Count(&defence.Answer{Request: r, NIR: nir.NIR(100 + i), Answered: !v.Refused(), Attack: true})
	}
	noon := eight + 4*calendar.Hour
	st.Queue.Run(noon)

	r := defence.Request{TS: noon, Account: a, Session: 1, SignedIn: eight, Addr: use.Addr}
	for _, x := range []struct {
		name   string
		change func()
		why    event.Reason
		reply  scenarios.Reply
		by     uint8
	}{
		{"all against it", func() {}, event.Banned, scenarios.On403, 1},
		{"another address", func() { r.Addr = event.V4(10) }, event.SessionRevoked, scenarios.OnAccountReset, 1},
		{"a session of after the reset", func() { r.Session, r.SignedIn = 2, noon-calendar.Hour }, event.ServiceClosed,
			scenarios.OnServiceClosed, 2},
		{"the doctors' form", func() { r.Doctor = true }, event.Challenged, scenarios.OnCaptcha, 3},
		{"the challenge passed", func() { d.Pass(&r, 3) }, event.RateLimited, scenarios.On429, 4},
		{"another account", func() { r.Account = d.Account(5) }, event.NoReason, 0, 0},
	} {
		x.change()
		v := d.Judge(&r)
		if v.Why != x.why || v.By != x.by || v.Refused() && v.Reply != x.reply {
			t.Errorf("%s: %+v, want %v by control %d", x.name, v, x.why, x.by)
		}
		if v.Refused() && v.Until <= noon {
			t.Errorf("%s: it is said to end %d before now", x.name, noon-v.Until)
		}
	}
	if st.Book.Misplaced != 0 {
		t.Errorf("%d steps are not at the time of their handler", st.Book.Misplaced)
	}
}

// A sign-in is refused for its address, for a reset, for a password that is not
// the one in force.
func TestSignIn(t *testing.T) {
	st := stageOf(t, everything, 4, 6)
	d, a, thief := st.Defence, st.Defence.Account(4), defence.Thief(1, 0)
	at := st.World.Scenario.Controls[0].At.UnixMicro()
	use := st.Book.Used(&portal.Visit{Addr: event.V4(9), Truth: event.Truth{Campaign: 1}}, at-calendar.Hour)
	a.Used(use, at-calendar.Hour)
	a.Taken = at - calendar.Hour
	tried := d.Account(6) // nobody got in
	tried.Used(use, at-calendar.Hour)
	sign := func(addr uint32, p defence.Party, auth event.Auth) event.Reason {
		return d.SignIn(&defence.Request{TS: st.Queue.Now(), Account: a, Addr: event.V4(addr)}, p, auth).Why
	}
	hold := func(what string, got, want event.Reason) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	st.Queue.Run(at)
	hold("the owner", sign(8, defence.Owner, event.Password), event.NoReason)
	hold("a thief who guesses", sign(9, thief, event.Password), event.BadCredentials)
	a.Choose(thief, at)
	hold("the thief who has chosen", sign(9, thief, event.Password), event.NoReason)
	hold("the owner, locked out", sign(8, defence.Owner, event.Password), event.BadCredentials)
	st.Queue.Run(at + calendar.Hour)
	hold("the banned address", sign(9, thief, event.Password), event.Banned)
	hold("the thief after the reset", sign(10, thief, event.Password), event.ResetRequired)
	hold("the owner after the reset", sign(8, defence.Owner, event.Password), event.ResetRequired)
	if tried.Reset {
		t.Error("an account is reset that no campaign got into")
	}
	hold("the owner with a card", sign(8, defence.Owner, event.ECPS), event.NoReason)
}

// A control answers an alert on an account that a campaign uses or has used within a
// day. Later the account is its owner's again: a busy day of theirs sets nothing off.
func TestControlsLeaveFormerVictimsInPeace(t *testing.T) {
	for _, x := range []struct {
		later  int64
		alerts int
	}{{calendar.Hour, 1}, {24 * calendar.Hour, 1}, {24*calendar.Hour + 1, 0}} {
		st := stageOf(t, `[{type: analyst, detect: {threshold: 2/1h}, action: [account_reset]}]`, 4)
		d, a := st.Defence, st.Defence.Account(4)
		eight := st.World.Scenario.Time.Begin().UnixMicro() + 8*calendar.Hour
		d.Watch(a, st.World.Calendar.Of(eight).Number, func(func(int)) {})
		look := func(ts int64, attack bool) {
			st.Queue.Run(ts)
			r := defence.Request{TS: ts, Account: a, Session: 1, SignedIn: eight, Addr: event.V4(9)}
			d.Count(&defence.Answer{Request: r, NIR: nir.NIR(ts), Answered: true, Attack: attack})
		}
		use := st.Book.Used(&portal.Visit{Addr: event.V4(9), Truth: event.Truth{Campaign: 1}}, eight)
		a.Used(use, eight)
		look(eight+calendar.Hour, true)
		look(eight+calendar.Hour+x.later-1, false)
		look(eight+calendar.Hour+x.later, false)
		n := 0
		for _, r := range st.Book.Journal.Responses {
			if r.Action == event.Alerted {
				n++
			}
		}
		if n != x.alerts {
			t.Errorf("%d µs after the campaign's last look-up: %d alerts, want %d", x.later, n, x.alerts)
		}
	}
}

package owner_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/campaign/clock"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/owner"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/secret"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/generator/internal/traffic/overlay"
	"github.com/breachsim/breachsim/scenarios/library"
)

const (
	second, minute, hour = calendar.Second, calendar.Minute, calendar.Hour
	campaignID           = 1
)

// elsewhere is an address that no owner has.
var elsewhere = event.V4(192<<24 | 2<<8 | 7)

// play is an owner on a stage of their own: no campaign plays, and a test does
// what one would do.
type play struct {
	defence.Stage
	t        *testing.T
	owner    *owner.Owner
	account  *defence.Account
	day      int32             // Thursday, 10 March 2022
	sessions []traffic.Session // of the owner on that day and the days after it
	signedIn []int64           // sign-ins that the owner's side was told of
}

// worldOf is a world of a fortnight from Thursday, 10 March 2022.
func worldOf(t *testing.T, sets ...string) *script.World {
	t.Helper()
	sc, err := library.Open("tiny", append([]string{
		"time.end=2022-03-24", "population.accounts=60", "population.insured_persons=5000", "population.profile_mix={pharmacy: 1}",
		"campaigns=[]", "controls=[]", "aftermath={}", "portal.outages_per_month=0", "portal.maintenance_per_month=0",
	}, sets...))
	if err != nil {
		t.Fatal(err)
	}
	persons := population.NewPersons(random.New(1), sc.Population.InsuredPersons, 2022)
	cal, ids := calendar.Reaching(sc, 60), portal.NewIDs(secret.Derived(random.New(5)))
	w := &script.World{
		Key: random.New(6), Scenario: sc, Persons: persons, Accounts: accounts.New(random.New(2), sc, persons),
		Calendar: cal, Portal: portal.NewConditions(random.New(4), cal, sc.Portal), IDs: &ids,
	}
	ground := traffic.Ground{Persons: persons, Accounts: w.Accounts, Calendar: cal, Portal: w.Portal}
	if w.Base, err = traffic.New(random.New(3), sc, ground); err != nil {
		t.Fatal(err)
	}
	return w
}

// playOf puts the owner of an account on a stage: the n-th whose first session of
// the first day is a plain one with a password and some look-ups, and who works alone.
func playOf(t *testing.T, n int, sets ...string) *play {
	t.Helper()
	w := worldOf(t, sets...)
	q := &clock.Queue{}
	book := script.NewBook(w, q)
	p := &play{t: t, Stage: defence.Stage{World: w, Book: book, Queue: q, Defence: defence.New(w, book, q, true)}}
	p.day = w.Calendar.Of(w.Start()).Number
	p.choose(n)
	p.owner = owner.New(&p.Stage, p.account, func(now int64) { p.signedIn = append(p.signedIn, now) })
	p.Defence.Notify(defence.Notice{
		Reset:  func(_ *defence.Account, now int64) { p.owner.Disturb(now) },
		Ban:    func(b defence.Ban, now int64) { p.owner.Banned(b.Addr, now) },
		Before: func(int64) {},
		Users:  func(visit func(*defence.Account)) { visit(p.account) },
	})
	return p
}

// choose finds the n-th account that suits.
func (p *play) choose(n int) {
	w := p.World
	for k := range uint32(w.Accounts.Len()) {
		var all []traffic.Session
		for d := p.day; d < p.day+12; d++ {
			all = w.Base.Sessions(k, d, all)
		}
		if w.Accounts.Auth(k, p.day) != event.Password || w.Accounts.At(k).Humans > 1 || len(all) < 2 || !plain(w, &all[0], p.day) {
			continue
		}
		if n--; n < 0 {
			p.account, p.sessions = p.Defence.Account(k), all
			return
		}
	}
	p.t.Fatal("no account suits")
}

// plain reports whether a session of a day is a sign-in, some look-ups and a
// sign-out.
func plain(w *script.World, s *traffic.Session, day int32) bool {
	looks := 0
	for i, m := range w.Base.Moments(s, nil) {
		if m.NewPassword || (m.Kind == traffic.SignIn) != (i == 0) || m.Kind == traffic.Expired {
			return false
		}
		if m.Kind == traffic.LookUp {
			looks++
		}
	}
	return looks >= 4 && s.Day == day && s.Ordinary() && len(w.Base.Origins(s)) == 1
}

// run plays everything to the end and fails where a step is written at another
// time than its own, or two have one name or one key.
func (p *play) run() {
	p.t.Helper()
	p.Defence.WatchFrom(p.account, p.World.Start())
	p.owner.Play(p.World.Start())
	p.Defence.Schedule()
	p.Queue.Run(p.World.End())
	if p.Book.Misplaced != 0 {
		p.t.Errorf("%d steps are written at another time than their own", p.Book.Misplaced)
	}
	names, keys := map[portal.Name]bool{}, map[random.Key]bool{}
	for _, a := range p.Book.Actions {
		if names[a.Step.Name] || keys[a.Step.Key] {
			p.t.Errorf("the name or the key of a step at %d is taken", a.Step.TS)
		}
		names[a.Step.Name], keys[a.Step.Key] = true, true
	}
}

// misused notes that a campaign used the account from an address, so that controls
// by the clock act on both.
func (p *play) misused(addr event.Addr, at int64) {
	v := portal.Visit{Account: p.account.Index, Addr: addr, Truth: event.Truth{Label: event.Attack, Campaign: campaignID}}
	p.account.Used(p.Book.Used(&v, at), at)
	p.account.Taken = at
}

// moments are the steps of one of the owner's sessions.
func (p *play) moments(i int) []traffic.Moment { return p.World.Base.Moments(&p.sessions[i], nil) }

// touch is what is laid over one of the owner's sessions; nil for nothing.
func (p *play) touch(i int) *overlay.Overlay { return p.Book.Overlays[p.sessions[i].Name()] }

// addr is the address of one of the owner's sessions.
func (p *play) addr(i int) event.Addr { return p.World.Base.Visit(&p.sessions[i]).Addr }

// fates writes what becomes of each step of a session: "." for what is kept, "R"
// refused, "L" lost, "S" slowed.
func (p *play) fates(i int) string {
	var b strings.Builder
	t := p.touch(i)
	for _, m := range p.moments(i) {
		_, slowed := t.At(m.TS, overlay.Slowed)
		switch {
		case t.Gone(m.TS):
			b.WriteByte('L')
		case t.Lost(m.TS):
			b.WriteByte('R')
		case slowed:
			b.WriteByte('S')
		default:
			b.WriteByte('.')
		}
	}
	return b.String()
}

// cutAt is what fates says of a session that is refused at its n-th step and does
// not go on.
func (p *play) cutAt(i, n int) string {
	return strings.Repeat(".", n) + "R" + strings.Repeat("L", len(p.moments(i))-n-1)
}

// refusal is the refusal of a step, of which there has to be one.
func (p *play) refusal(i, n int) overlay.Decision {
	p.t.Helper()
	d, ok := p.touch(i).At(p.moments(i)[n].TS, overlay.Refused)
	if !ok {
		p.t.Fatalf("step %d of session %d is not refused", n, i)
	}
	return d
}

// steps writes the steps that were added, in their order.
func (p *play) steps() string {
	names := map[script.Act]string{
		script.SignIn: "sign-in", script.RequestReset: "link", script.SetPassword: "password", script.Administer: "desk",
		script.Answer: "answer", script.Factor: "factor", script.Again: "again",
	}
	var out []string
	for _, a := range p.added() {
		name := names[a.Do]
		if a.OK {
			name += " ok"
		}
		if a.Why != event.NoReason {
			name += " " + a.Why.String()
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}

// added are the steps of the owner that the base world does not have.
func (p *play) added() (out []script.Action) {
	for _, a := range p.Book.Actions {
		if a.Added {
			out = append(out, a)
		}
	}
	return out
}

// at writes an instant as scenario files do.
func at(ts int64) string { return time.UnixMicro(ts).UTC().Format("2006-01-02T15:04:05.000000Z07:00") }

// control is a set of one control by the clock.
func control(kind string, ts int64, more string) string {
	return fmt.Sprintf("controls=[{type: %s, at: %s, %s}]", kind, at(ts), more)
}

package owner_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/owner"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/generator/internal/traffic/overlay"
)

var thief = defence.Thief(campaignID, 0)

// An owner to whom nothing happens does what the base world says, and tells of
// each sign-in.
func TestNothingHappens(t *testing.T) {
	p := playOf(t, 0)
	p.run()
	if len(p.Book.Actions) > 0 || len(p.Book.Overlays) > 0 {
		t.Errorf("steps %q and %d overlays", p.steps(), len(p.Book.Overlays))
	}
	want := 0
	for d := p.day; d < p.World.Calendar.Of(p.World.End()-1).Number+1; d++ {
		for _, s := range p.World.Base.Sessions(p.account.Index, d, nil) {
			for _, m := range p.World.Base.Moments(&s, nil) {
				if m.SignsIn() && m.TS < p.World.End() {
					want++
				}
			}
		}
	}
	if len(p.signedIn) != want || want < 5 {
		t.Errorf("told of %d sign-ins, want %d", len(p.signedIn), want)
	}
}

// Steps before the owner is on the stage are left alone, whatever would become of
// them on it.
func TestStepsBeforeTheStage(t *testing.T) {
	p := playOf(t, 0)
	p.account.Choose(thief, 0)
	p.owner.Play(p.sessions[0].End + 1)
	p.Queue.Run(p.World.End())
	if p.touch(0) != nil {
		t.Error("a session before is changed")
	}
	if len(p.signedIn) == 0 || p.signedIn[0] <= p.sessions[0].End {
		t.Errorf("sign-ins %v, none of them expected before %d", p.signedIn, p.sessions[0].End)
	}
}

// Who comes on the stage in the middle of a session has signed in before.
func TestStageBeginsInsideASession(t *testing.T) {
	p := playOf(t, 0)
	p.account.Choose(thief, 0)
	p.owner.Play(p.moments(0)[2].TS)
	p.Queue.Run(p.World.End())
	if p.touch(0) != nil {
		t.Errorf("the session is %s", p.fates(0))
	}
	if p.refusal(1, 0).Why != event.BadCredentials {
		t.Error("the next sign-in is not refused")
	}
}

// An owner whose password a thief has changed is refused, tries again once to three
// times, beside the up to four that are wrong anyhow, and mostly asks for a link, chooses a new password and goes on; one in five
// gives up for this time.
func TestPasswordWasChanged(t *testing.T) {
	const tries = `^sign-in bad_credentials(, sign-in bad_credentials){0,6}`
	back := regexp.MustCompile(tries + `, link, password forgotten_password, sign-in ok$`)
	gives := regexp.MustCompile(tries + `$`)
	took, gave := 0, 0
	for n := range 12 {
		p := playOf(t, n)
		p.account.Choose(thief, 1)
		first := p.sessions[0]
		p.Defence.WatchFrom(p.account, p.World.Start())
		p.owner.Play(p.World.Start())
		p.Queue.Run(first.End + hour)
		if r := p.refusal(0, 0); r.Why != event.BadCredentials || r.Cause != event.ByCampaign || r.By != campaignID || r.TS != first.Start {
			t.Errorf("owner %d: the sign-in is refused for %v, by %v %d", n, r.Why, r.Cause, r.By)
		}
		for _, a := range p.added() {
			if tr := a.Visit.Truth; tr.Label != event.Collateral || tr.Purpose != event.Recovery || tr.Campaign != campaignID {
				t.Errorf("owner %d: the truth of a step is %+v", n, tr)
			}
		}
		switch steps := p.steps(); {
		case back.MatchString(steps):
			took++
			if !p.account.Knows(defence.Owner) || p.account.Knows(thief) {
				t.Errorf("owner %d chose a password, and the thief knows it or the owner does not", n)
			}
			goesOn(t, p)
		case gives.MatchString(steps):
			gave++
			if p.account.Knows(defence.Owner) || p.fates(0) != p.cutAt(0, 0) {
				t.Errorf("owner %d gives up, and goes on: %s", n, p.fates(0))
			}
		default:
			t.Errorf("owner %d: %s", n, steps)
		}
	}
	t.Logf("%d took the account back, %d gave up for this time", took, gave)
	if took < 6 || gave == 0 {
		t.Error("the test shows too little")
	}
}

// goesOn fails where an owner who is back does not do what the base session has
// some seconds behind the new sign-in, or does what it has before.
func goesOn(t *testing.T, p *play) {
	t.Helper()
	added := p.added()
	signedIn := added[len(added)-1].Step.TS
	fates := p.fates(0)
	for i, m := range p.moments(0)[1:] {
		want := byte('.')
		if m.TS < signedIn+8*second {
			want = 'L'
		}
		if fates[i+1] != want {
			t.Errorf("account %d: step %d is %c, want %c, %d s behind the sign-in", p.account.Index, i+1, fates[i+1], want, (m.TS-signedIn)/second)
		}
	}
}

// A thief who changes the password inside the owner's session does not end it; at
// the next sign-in the owner is refused.
func TestPasswordChangesInsideASession(t *testing.T) {
	p := playOf(t, 0)
	p.Queue.At(p.moments(0)[2].TS+1, func(now int64) { p.account.Choose(thief, now) })
	p.run()
	if p.touch(0) != nil {
		t.Errorf("the session is changed: %s", p.fates(0))
	}
	if r := p.refusal(1, 0); r.Why != event.BadCredentials || r.By != campaignID {
		t.Errorf("the next sign-in is refused for %v by %d", r.Why, r.By)
	}
}

// resetWithin resets the account between two steps of its first session.
func resetWithin(t *testing.T, step int, more string) *play {
	t.Helper()
	peace := playOf(t, 0)
	ts := peace.moments(0)[step].TS + 1
	p := playOf(t, 0, control("analyst", ts, "action: [account_reset]"+more))
	p.misused(elsewhere, p.World.Start())
	return p
}

// A reset ends the session at its next step; the owner is refused at the next
// sign-in and proves at the help desk who they are, in its hours, 20 hours later or
// more.
func TestAccountIsReset(t *testing.T) {
	p := resetWithin(t, 2, "")
	p.run()
	if got, want := p.fates(0), p.cutAt(0, 3); got != want {
		t.Errorf("the session is %s, want %s", got, want)
	}
	revoked := p.account.Revoked
	if r := p.refusal(0, 3); r.Why != event.SessionRevoked || r.Cause != event.ByControl || r.By != 1 || r.Since != revoked {
		t.Errorf("refused for %v by %v %d since %d; the account was reset at %d", r.Why, r.Cause, r.By, r.Since, revoked)
	}
	if r := p.refusal(1, 0); r.Why != event.ResetRequired || r.By != 1 {
		t.Errorf("the next sign-in is refused for %v by %d", r.Why, r.By)
	}
	if !regexp.MustCompile(`^(sign-in reset_required, )+desk, password reset_required`).MatchString(p.steps()) {
		t.Errorf("the steps are %s", p.steps())
	}
	asked, desk := int64(0), int64(0)
	for _, a := range p.added() {
		switch {
		case desk == 0 && a.Why == event.ResetRequired:
			asked = a.Step.TS
		case desk == 0:
			desk = a.Step.TS
		}
	}
	when := time.UnixMicro(desk).In(p.World.Calendar.Loc)
	if wait := desk - p.sessions[1].Start; wait < 20*hour || desk-asked > 5*24*hour || when.Hour() < 9 || when.Hour() >= 17 || when.Weekday()%6 == 0 {
		t.Errorf("the help desk opens it at %v, %d hours later", when, wait/hour)
	}
	if p.account.Reset || !p.account.Knows(defence.Owner) {
		t.Error("the account is not opened, or its owner does not know the password")
	}
	responses := map[string]int{}
	for _, r := range p.Book.Journal.Responses {
		responses[r.Action.String()]++
	}
	if responses["identity_verified"] != 1 || responses["password_reset_forced"] != 1 {
		t.Errorf("responses %v", responses)
	}
}

// Where the control opens the account again, its owner needs no help desk: the
// password is chosen through the mailbox.
func TestAccountIsOpenedByTheControl(t *testing.T) {
	p := resetWithin(t, 2, ", duration: 30m")
	p.run()
	if steps := p.steps(); strings.Contains(steps, "desk") || strings.Count(steps, "password forgotten_password") != 1 || p.account.HelpAt != 0 {
		t.Errorf("the steps are %s, the help desk is asked at %d", steps, p.account.HelpAt)
	}
	if r := p.refusal(1, 0); p.sessions[1].Start < p.account.Revoked+30*minute || r.Why != event.BadCredentials || r.Cause != event.ByControl {
		t.Errorf("the next sign-in is refused for %v by %v", r.Why, r.Cause)
	}
	if !p.account.Knows(defence.Owner) {
		t.Error("the owner does not know the password")
	}
}

// Where the control opens the account while its owner waits for the help desk, the
// help desk does nothing more.
func TestControlIsQuickerThanTheHelpDesk(t *testing.T) {
	peace := playOf(t, 0)
	from, asks := peace.moments(0)[2].TS+1, peace.sessions[1].Start
	p := playOf(t, 0, control("analyst", from, fmt.Sprintf("action: [account_reset], duration: %ds", (asks-from)/second+600)))
	p.misused(elsewhere, p.World.Start())
	p.run()
	if p.account.HelpAt == 0 || p.refusal(1, 0).Why != event.ResetRequired {
		t.Fatal("the owner does not ask for help: the test shows nothing")
	}
	if steps := p.steps(); strings.Contains(steps, "desk") || strings.Count(steps, "password forgotten_password") != 1 {
		t.Errorf("the steps are %s", steps)
	}
}

// An owner on the way back whose account is reset meanwhile cannot go on: only the
// help desk can help.
func TestResetOnTheWayBack(t *testing.T) {
	n, linkAt := 0, int64(0)
	for ; linkAt == 0; n++ { // the first owner who asks for a link
		p := playOf(t, n)
		p.account.Choose(thief, 1)
		p.run()
		if a := p.added(); strings.Contains(p.steps(), "bad_credentials, link") && a[0].Step.TS < p.sessions[0].End {
			for _, x := range a {
				if x.Do == script.RequestReset && linkAt == 0 {
					linkAt = x.Step.TS
				}
			}
		}
	}
	p := playOf(t, n-1, control("analyst", linkAt+second, "action: [account_reset]"))
	p.account.Choose(thief, 1)
	p.misused(elsewhere, p.World.Start())
	p.run()
	steps := p.steps()
	if !regexp.MustCompile(`^(sign-in bad_credentials, )+link, sign-in reset_required, (sign-in reset_required, )*desk, password reset_required`).MatchString(steps) {
		t.Errorf("the steps are %s", steps)
	}
	if strings.Contains(steps, "forgotten_password") {
		t.Error("the link still works after the reset")
	}
}

// A ban ends what the owner does from the address: inside a session at the next
// step, which is told since when; at a sign-in at once. What comes from elsewhere,
// or when the ban is over, is as ever.
func TestAddressIsBanned(t *testing.T) {
	peace := playOf(t, 0)
	inside, before := peace.moments(0)[2].TS+1, peace.sessions[0].Start-minute
	for _, x := range []struct {
		name  string
		ts    int64
		other bool // another address is banned
		step  int  // that is refused; -1 = none
	}{{"inside", inside, false, 3}, {"before", before, false, 0}, {"elsewhere", inside, true, -1}} {
		t.Run(x.name, func(t *testing.T) {
			p := playOf(t, 0, control("ip_ban", x.ts, "action: [ip_ban], duration: 1h"))
			addr := p.addr(0)
			if x.other {
				addr = elsewhere
			}
			p.misused(addr, p.World.Start())
			p.run()
			if x.step < 0 {
				if len(p.Book.Overlays) > 0 {
					t.Errorf("%d sessions are changed", len(p.Book.Overlays))
				}
				return
			}
			if got, want := p.fates(0), p.cutAt(0, x.step); got != want {
				t.Errorf("the session is %s, want %s", got, want)
			}
			since := int64(0)
			if x.step > 0 {
				since = x.ts
			}
			if r := p.refusal(0, x.step); r.Why != event.Banned || r.By != 1 || r.Since != since {
				t.Errorf("refused for %v by %d since %d, want since %d", r.Why, r.By, r.Since, since)
			}
			for i := range p.sessions {
				if s := &p.sessions[i]; s.Start > x.ts+hour && p.touch(i) != nil {
					t.Errorf("a session behind the ban is changed: %s", p.fates(i))
				}
			}
			if p.steps() != "" || !p.account.Knows(defence.Owner) {
				t.Errorf("a ban adds steps: %s", p.steps())
			}
		})
	}
}

// An owner who is back is asked for the second factor, where the account is enrolled
// by then.
func TestSecondFactorOnTheWayBack(t *testing.T) {
	for begins, enrolled := range map[string]bool{"2022-03-10T00:00:01+01:00": true, "2022-03-20T00:00:00+01:00": false} {
		asked, back := 0, 0
		for n := range 6 {
			p := playOf(t, n, "controls=[{type: policy, at: "+begins+", duration: 1m, action: [require_second_factor]}]")
			p.account.Choose(thief, 1)
			p.owner.Play(p.World.Start())
			p.Queue.Run(p.sessions[0].End + hour)
			steps := p.added()
			for i, a := range steps {
				if a.Do == script.SignIn && a.OK {
					back++
					if i+1 < len(steps) && steps[i+1].Do == script.Factor && steps[i+1].OK {
						asked++
						if f := steps[i+1]; f.By != 1 || f.Visit.Truth.Label != event.Policy || f.Step.TS-a.Step.TS != f.Wait || f.Wait > 5*second {
							t.Errorf("asked by %d, label %v, %d ms behind the sign-in", f.By, f.Visit.Truth.Label, (f.Step.TS-a.Step.TS)/1000)
						}
					}
				}
			}
		}
		if back == 0 || enrolled && asked != back || !enrolled && asked != 0 {
			t.Errorf("policy at %s: %d of %d who are back are asked", begins, asked, back)
		}
	}
}

// What a limit does to the owner's look-ups: a rate limit and a tarpit answer
// otherwise, a challenge and a second factor are passed and the look-up repeated.
func TestLimitsOnOwners(t *testing.T) {
	for _, x := range []struct {
		name, control string
		why           event.Reason
		fate          string // of some look-up
		steps         string // each stop is followed by, with at least one of them
	}{
		{"rate limit", `{type: rate_limit, scope: account, threshold: 3/1d, duration: 1h, action: ["429"]}`, event.RateLimited, "R", `^$`},
		{"tarpit", `{type: tarpit, scope: account, threshold: 3/1d, duration: 1h, action: [tarpit]}`, event.NoReason, "S", `^$`},
		{"captcha", `{type: captcha, scope: account, threshold: 3/1d, duration: 1h, action: [challenge]}`, event.Challenged, "R",
			`^((answer, ){0,2}answer( ok(, again)?)?(, |$))+$`},
		{"step-up", `{type: step_up, scope: account, threshold: 3/1d, duration: 1h, action: [step_up]}`, event.StepUpNeeded, "R",
			`^((factor, ){0,2}factor( ok(, again)?)?(, |$))+$`},
	} {
		t.Run(x.name, func(t *testing.T) {
			p := playOf(t, 0, "controls=["+x.control+"]")
			p.run()
			fates := p.fates(0)
			if !strings.Contains(fates, x.fate) || strings.Contains(fates, "L") {
				t.Errorf("the session is %s", fates)
			}
			n, looks := 0, 0
			for i, m := range p.moments(0) {
				if m.Kind != traffic.LookUp {
					if fates[i] != '.' {
						t.Errorf("step %d is no look-up and is %c", i, fates[i])
					}
					continue
				}
				if looks++; looks <= 3 && fates[i] != '.' {
					t.Errorf("look-up %d is %c, within the limit", looks, fates[i])
				}
				if fates[i] == 'R' {
					n++
					if r := p.refusal(0, i); r.Why != x.why || r.By != 1 || r.Since != 0 {
						t.Errorf("refused for %v by %d since %d", r.Why, r.By, r.Since)
					}
				}
			}
			if !regexp.MustCompile(x.steps).MatchString(p.steps()) {
				t.Errorf("the steps are %s", p.steps())
			}
			if x.steps != "^$" && (n == 0 || strings.Count(p.steps(), "again")*2 < strings.Count(p.steps(), " ok")) { // most look-ups find somebody
				t.Errorf("%d look-ups are refused, and the steps are %s", n, p.steps())
			}
			for _, a := range p.added() {
				if a.Visit.Truth.Label != event.Collateral || a.Visit.Truth.CausedBy != 1 || a.By != 1 {
					t.Errorf("a step is labelled %v, caused by %d", a.Visit.Truth.Label, a.Visit.Truth.CausedBy)
				}
			}
		})
	}
}

// An owner who lets the account lie idle while others use it does nothing from then
// on, and what was before stays.
func TestSilence(t *testing.T) {
	p := playOf(t, 0)
	from := p.moments(0)[2].TS
	p.owner.Silence(campaignID, from)
	p.run()
	if got, want := p.fates(0), ".."+strings.Repeat("L", len(p.moments(0))-2); got != want {
		t.Errorf("the session is %s, want %s", got, want)
	}
	for i := 1; i < len(p.sessions); i++ {
		if f := p.fates(i); strings.Trim(f, "L") != "" {
			t.Errorf("session %d is %s", i, f)
		}
		if tr := p.touch(i); tr.Cause != event.ByCampaign || tr.By != campaignID {
			t.Errorf("session %d is taken away by %v %d", i, tr.Cause, tr.By)
		}
	}
	if p.steps() != "" {
		t.Errorf("an idle owner adds %s", p.steps())
	}
}

// A forced change of passwords is the owner's own: the account has a new password
// behind the first sign-in that is due, and a thief's does not work any more.
func TestForcedChange(t *testing.T) {
	p := playOf(t, 0, "controls=[{type: policy, at: 2022-03-11T07:00:00+01:00, action: [force_password_change]}]")
	p.account.Learn(thief)
	p.run()
	due := p.World.Scenario.Controls[0].At.UnixMicro()
	first := int64(0)
	for _, ts := range p.signedIn {
		if ts >= due && first == 0 {
			first = ts
		}
	}
	if p.account.Chosen <= first || p.account.Chosen > first+5*minute || p.account.ChosenBy != 0 {
		t.Errorf("signed in at %d, chosen at %d by %d", first, p.account.Chosen, p.account.ChosenBy)
	}
	if !p.account.Knows(defence.Owner) || p.account.Knows(thief) || len(p.Book.Actions) > 0 {
		t.Errorf("known to the owner %v, to the thief %v; steps %s", p.account.Knows(defence.Owner), p.account.Knows(thief), p.steps())
	}
}

// The look-ups of a day are those that its sessions have.
func TestLookUps(t *testing.T) {
	p := playOf(t, 0, "portal.outages_per_month=30", "portal.maintenance_per_month=30")
	all := 0
	for d := p.day; d < p.day+10; d++ {
		want := 0
		for _, s := range p.World.Base.Sessions(p.account.Index, d, nil) {
			for _, m := range p.World.Base.Moments(&s, nil) {
				if _, _, down := p.World.Portal.Down(m.TS); m.Kind == traffic.LookUp && !down {
					want++
				}
			}
		}
		if got := len(owner.LookUps(p.World, p.account.Index, d)); got != want {
			t.Errorf("%d look-ups on day %d, want %d", got, d, want)
		}
		all += want
	}
	if all < 50 {
		t.Errorf("%d look-ups: the test shows too little", all)
	}
}

// Who stays away while the service is closed looks nobody up.
func TestLookUpsThatAreNotMade(t *testing.T) {
	open := playOf(t, 0)
	closed := playOf(t, 0, "controls=[{type: policy, at: 2022-03-10T06:00:00+01:00, duration: 16h, action: [close_service]}]")
	a, b := len(owner.LookUps(open.World, open.account.Index, open.day)), len(owner.LookUps(closed.World, closed.account.Index, closed.day))
	if open.account.Index != closed.account.Index || a < 4 || b >= a {
		t.Errorf("%d look-ups on the day of the closure, %d without it", b, a)
	}
}

// A bystander who shares an address with somebody who is asked for something is
// asked as well, answers, and goes on; nothing else of the session changes.
func TestBystanders(t *testing.T) {
	for _, x := range []struct {
		name string
		why  event.Reason
		do   script.Act
	}{{"captcha", event.Challenged, script.Answer}, {"step-up", event.StepUpNeeded, script.Factor}} {
		t.Run(x.name, func(t *testing.T) {
			passed := 0
			for n := range 6 {
				p := playOf(t, n)
				ms := p.moments(0)
				o := p.World.Base.Origins(&p.sessions[0])[0]
				from := ms[2].TS - 1
				owner.AskBystander(&p.Stage, &o, defence.Ban{Addr: o.Addr, From: from, To: from + 10*minute, By: 2, Why: x.why})
				passed += bystander(t, p, from, from+10*minute, x.why, x.do)
			}
			if passed < 3 {
				t.Errorf("%d bystanders passed: the test shows too little", passed)
			}
		})
	}
}

// bystander holds what became of the first session; it returns 1 where its user
// passed.
func bystander(t *testing.T, p *play, from, to int64, why event.Reason, do script.Act) (passed int) {
	t.Helper()
	through := p.passed(do)
	refused := 0
	for i, m := range p.moments(0) {
		d, is := p.touch(0).At(m.TS, overlay.Refused)
		if is {
			refused++
		}
		must := m.Kind == traffic.LookUp && m.TS >= from && m.TS < to && (through == 0 || m.TS < through)
		if is != must {
			t.Errorf("account %d: step %d is refused %v, want %v", p.account.Index, i, is, must)
		}
		if is && (d.Why != why || d.By != 2) {
			t.Errorf("refused for %v by %d", d.Why, d.By)
		}
	}
	if len(p.added()) > 0 && refused == 0 {
		t.Error("somebody answers who was not asked")
	}
	for _, a := range p.added() {
		if !a.Added || a.Visit.Account != p.account.Index || a.Step.TS < from || a.Visit.Truth.Label != event.Collateral {
			t.Errorf("a step of account %d at %d, labelled %v", a.Visit.Account, a.Step.TS, a.Visit.Truth.Label)
		}
	}
	if through > 0 {
		return 1
	}
	return 0
}

// passed returns when the first right answer was, 0 for none.
func (p *play) passed(do script.Act) int64 {
	for _, a := range p.added() {
		if a.OK && a.Do == do {
			return a.Step.TS
		}
	}
	return 0
}

// Look-ups outside the time in which somebody is asked are as ever.
func TestBystandersOutsideTheTime(t *testing.T) {
	p := playOf(t, 0)
	o, first := p.World.Base.Origins(&p.sessions[0])[0], 0
	for p.moments(0)[first].Kind != traffic.LookUp {
		first++
	}
	ts := p.moments(0)[first].TS
	owner.AskBystander(&p.Stage, &o, defence.Ban{Addr: o.Addr, From: 1, To: ts, By: 2, Why: event.Challenged})
	owner.AskBystander(&p.Stage, &o, defence.Ban{Addr: o.Addr, From: o.To + 1, To: o.To + hour, By: 2, Why: event.Challenged})
	if len(p.Book.Overlays) > 0 || p.steps() != "" {
		t.Errorf("the session is %s, with %s", p.fates(0), p.steps())
	}
	owner.AskBystander(&p.Stage, &o, defence.Ban{Addr: o.Addr, From: 1, To: ts + 1, By: 2, Why: event.Challenged})
	if got, want := p.fates(0), strings.Repeat(".", first)+"R"+strings.Repeat(".", len(p.moments(0))-first-1); got != want {
		t.Errorf("the session is %s, want %s", got, want)
	}
}

// Who is banned meanwhile answers no more.
func TestBannedBystanderDoesNotAnswer(t *testing.T) {
	peace := playOf(t, 0)
	from := peace.moments(0)[2].TS - 1
	p := playOf(t, 0, control("ip_ban", from+2*second, "action: [ip_ban]"))
	o := p.World.Base.Origins(&p.sessions[0])[0]
	p.misused(o.Addr, p.World.Start())
	p.Defence.Schedule()
	p.Queue.Run(p.World.End())
	owner.AskBystander(&p.Stage, &o, defence.Ban{Addr: o.Addr, From: from, To: from + 10*minute, By: 1, Why: event.StepUpNeeded})
	if p.steps() != "" {
		t.Errorf("a banned bystander does %s", p.steps())
	}
}

// A war over a password ends at the help desk: an owner who has lost two rounds asks for
// no more links, but calls in the desk's hours; the desk takes the password from everybody,
// and the owner chooses a new one once they have proved who they are. While the campaign
// needs the account the call lies.
func TestTwoLostRoundsAndTheOwnerCalls(t *testing.T) {
	for name, x := range map[string]struct {
		free func(now int64) bool // nil = always
		ends bool
	}{"spared": {nil, true}, "needed": {func(int64) bool { return false }, false}} {
		t.Run(name, func(t *testing.T) {
			p := playOf(t, 0)
			p.owner.Locks(x.free)
			for d := p.day; d < p.day+13; d++ { // every night somebody else chooses a password
				p.Queue.At(p.World.Calendar.Day(d).Start+3*hour, func(now int64) {
					if !p.account.Reset && !p.account.Secured && p.account.Knows(defence.Owner) {
						p.account.Choose(thief, now)
					}
				})
			}
			p.run()
			at := map[string][]int64{}
			for _, r := range p.Book.Journal.Responses {
				at[r.Action.String()] = append(at[r.Action.String()], r.TS)
			}
			links := strings.Count(p.steps(), "password forgotten_password")
			t.Logf("%d rounds are won back by mail; %v", links, at)
			if links > 2 || len(at["help_desk_called"]) != 1 {
				t.Errorf("%d passwords through the mailbox, %d calls; want 2 and 1", links, len(at["help_desk_called"]))
			}
			for _, ts := range slices.Concat(at["help_desk_called"], at["help_desk_reset"]) {
				if when := time.UnixMicro(ts).In(p.World.Calendar.Loc); when.Hour() < 9 || when.Hour() >= 17 || when.Weekday()%6 == 0 {
					t.Errorf("the help desk works at %v", when)
				}
			}
			if n := len(at["help_desk_reset"]); x.ends != (n == 1) || x.ends != (len(at["identity_verified"]) == 1) {
				t.Errorf("the help desk resets %d accounts and opens %d", n, len(at["identity_verified"]))
			}
			if x.ends && (!p.account.Secured || !p.account.Knows(defence.Owner) || p.account.Knows(thief)) {
				t.Error("the owner has not got the account back")
			}
		})
	}
}

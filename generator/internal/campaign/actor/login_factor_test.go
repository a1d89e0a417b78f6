package actor

import (
	"regexp"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/scenarios"
)

// factor is a scenario in which everybody is asked for a second factor from long before
// the campaign on, and what the campaign does about it.
func factor(move string, more ...string) []string {
	const asked = "{type: policy, at: 2022-03-10T00:00:01+01:00, duration: 1s, action: [require_second_factor]}"
	return []string{controls(append([]string{asked}, more...)...), "campaigns[0].on_response={step_up: " + move + "}"}
}

const (
	always = "{solve: 1, delay: 20s}"
	never  = "{solve: 0.000001, delay: 20s}"
)

// A second factor is answered behind the sign-in by whom the phone belongs to, and by
// whom the policy has trick its owner. Who is not answered asks the policy.
func TestSecondFactorIsAsked(t *testing.T) {
	const accepted, refused = `^sign-in ok, phone ok, in$`, `^sign-in ok, phone mfa_(denied|timeout), react at sign-in to step_up$`
	for _, x := range []struct {
		name  string
		how   scenarios.Acquisition
		move  string
		tells string
		notes string
	}{
		{"own account", scenarios.SelfRegistration, "drop_account", accepted, ""},
		{"insider", scenarios.Insider, "drop_account", accepted, ""},
		{"the owner says yes", scenarios.CredentialReplay, always, accepted, "second_factor_accepted"},
		{"the owner does not", scenarios.CredentialReplay, never, refused, ""},
		{"nobody tries", scenarios.CredentialReplay, "drop_account", refused, ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			p := playOf(t, cast{how: x.how, sets: factor(x.move)})
			p.core.State.Learn(p.core.party)
			p.core.attempts.Pushes = 1
			p.enters(p.from(), event.Scrape)
			p.run(p.from() + hour)
			if !regexp.MustCompile(x.tells).MatchString(p.told()) || p.notes() != x.notes {
				t.Fatalf("what happens is %s, the notes are %q", p.told(), p.notes())
			}
			asked := p.Book.Actions[1]
			if asked.Visit.Truth.CausedBy != 1 || asked.Wait != p.lines()[1].ts-p.from() {
				t.Errorf("asked by %d, it takes %d ms", asked.Visit.Truth.CausedBy, asked.Wait/1000)
			}
			if x.tells == accepted {
				p.apart(span{1800 * 1000, 4800 * 1000}, span{200 * 1000, second})
				return
			}
			p.apart(span{second, 61 * second}, span{200 * 1000, second})
			if v := p.host.verdict; v.Why != event.StepUpNeeded || v.By != 1 || p.core.attempts.Pushes != 2 {
				t.Errorf("the verdict is %+v, after %d questions", v, p.core.attempts.Pushes)
			}
		})
	}
}

// A question about a session that was closed meanwhile is not answered: who is let in
// meets that at the first look-up.
func TestSessionIsClosedWhileThePhoneRings(t *testing.T) {
	closed := by("analyst", thursday+second, "action: [account_reset]")
	p := playOf(t, cast{sets: factor(always, closed)})
	p.core.State.Learn(p.core.party)
	p.enters(thursday, event.Scrape)
	p.run(thursday + hour)
	p.tells("sign-in ok, control, in")
}

// forced is a scenario in which everybody must choose a new password on Thursday at
// eight.
func forced() []string {
	return []string{controls(by("policy", thursday, "action: [force_password_change]"))}
}

// Whoever signs in with a password of before is asked for a new one, once: the actor
// chooses it, and the owner does not know it.
func TestNewPasswordIsAskedFor(t *testing.T) {
	p := playOf(t, cast{sets: forced()})
	p.core.State.Learn(p.core.party)
	p.enters(thursday-hour, event.Scrape)
	p.Queue.At(thursday+minute, p.host.again)
	p.Queue.At(thursday+hour, p.host.again)
	p.run(thursday + 2*hour)
	p.tells("sign-in ok, in, enter, sign-in ok, password password_change_required, in, enter, sign-in ok, in")
	if lines := p.lines(); lines[4].ts-lines[3].ts < 21*second || lines[4].ts-lines[3].ts > 45*second {
		t.Errorf("it takes %d s", (lines[4].ts-lines[3].ts)/second)
	}
	if by := p.Book.Actions[2].Visit.Truth.CausedBy; by != 1 {
		t.Errorf("asked for by %d", by)
	}
	p.knows("in the end", "a")
}

// An insider's new password is known to the owner's side: they tell each other.
func TestInsiderTellsTheNewPassword(t *testing.T) {
	p := playOf(t, cast{how: scenarios.Insider, sets: forced()})
	p.core.State.Join(p.core.party)
	p.enters(thursday+minute, event.Scrape)
	p.run(thursday + hour)
	p.tells("sign-in ok, password password_change_required, in")
	p.knows("in the end", "oa")
	if p.core.State.ChosenBy != 0 {
		t.Error("the password is said to be a campaign's")
	}
}

// What comes between the sign-in and the new password leaves it out: the owner chose
// one, or the address was banned.
func TestNewPasswordIsNotNeededAnyMore(t *testing.T) {
	p := playOf(t, cast{sets: forced()})
	p.core.State.Learn(p.core.party)
	p.enters(thursday+minute, event.Scrape)
	p.Queue.At(thursday+minute+second, func(now int64) { p.core.State.Choose(defence.Owner, now) })
	p.run(thursday + hour)
	p.tells("sign-in ok, in")
	p.knows("in the end", "o")

	sets := []string{controls(by("policy", thursday, "action: [force_password_change]"), by("ip_ban", thursday+minute+second, "action: [ip_ban]"))}
	p = playOf(t, cast{sets: sets})
	p.core.State.Learn(p.core.party)
	p.enters(thursday+minute, event.Scrape)
	p.run(thursday + hour)
	p.tells("sign-in ok, control, in")
	p.knows("in the end", "oa")
}

// While the portal is down the new password waits.
func TestNewPasswordWaitsForTheEndOfAnOutage(t *testing.T) {
	peace := playOf(t, cast{sets: breaks})
	o := peace.outage()
	p := playOf(t, cast{sets: append(forced(), breaks...)})
	p.core.State.Learn(p.core.party)
	p.enters(o.From-20*second, event.Scrape)
	p.run(o.To + hour)
	if !strings.HasPrefix(p.told(), "sign-in ok, password password_change_required, in") {
		t.Fatalf("what happens is %s", p.told())
	}
	if late := p.lines()[1].ts - o.To; late < 10*second || late > 4*minute {
		t.Errorf("it is chosen %d ms behind the outage", late/1000)
	}
}

package actor

import (
	"regexp"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
)

// takesOver queues the takeover of the account, with three trial look-ups.
func (p *play) takesOver(ts int64) {
	l := &login{core: p.core, up: p.host}
	try := &trials{core: p.core, pace: &p.pace, left: p.core.camp.Spec.Access.Validate.LookUps}
	t := &takeover{core: p.core, up: p.host, login: l, trials: try}
	p.Queue.At(ts, t.acquire)
}

// Replayed credentials are good at the first try or at the second one; then some look-ups
// by hand show that the account works, and the campaign proper begins with its window.
func TestCredentialsAreTried(t *testing.T) {
	pattern := regexp.MustCompile(`^(sign-in bad_credentials, )?sign-in ok, look-up, look-up, look-up, plan$`)
	typos := 0
	for key := range uint64(16) {
		p := playOf(t, cast{key: key})
		ts := p.from() - 2*hour
		p.takesOver(ts)
		p.run(p.from())
		lines := p.lines()
		switch {
		case !pattern.MatchString(p.told()):
			t.Fatalf("key %d: %s", key, p.told())
		case len(lines) == 6:
			typos++
			p.apart(span{2 * second, 20 * second}, span{6 * second, 80 * second}, span{6 * second, 80 * second}, span{6 * second, 80 * second}, atOnce)
		default:
			p.apart(span{6 * second, 80 * second}, span{6 * second, 80 * second}, span{6 * second, 80 * second}, atOnce)
		}
		if p.notes() != "credentials_tried, account_taken_over, trial_look_ups_done" || p.host.planned != p.from() {
			t.Errorf("key %d: notes %q, the list begins %d s from the window's begin", key, p.notes(), (p.host.planned-p.from())/second)
		}
		if iv := p.core.Interval; iv.First != ts || iv.AcquiredAt != ts || iv.LookUps != 3 || iv.Last != lines[len(lines)-1].ts {
			t.Errorf("key %d: the truth of the account is %+v", key, iv)
		}
		for _, a := range p.Book.Actions[len(p.Book.Actions)-3:] {
			if tr := a.Visit.Truth; tr.Phase != event.Validate || tr.Purpose != event.AccessCheck || !a.Entry.Hit {
				t.Errorf("key %d: the truth of a trial look-up is %+v, of %+v", key, tr, a.Entry)
			}
		}
		p.knows("in the end", "oa")
	}
	if typos < 2 || typos > 9 {
		t.Errorf("the second try is the good one for %d of 16", typos)
	}
}

// Each way of acquisition has steps and notes of its own.
func TestWaysOfAcquisition(t *testing.T) {
	const looks = ", look-up, look-up, look-up, plan"
	for how, x := range map[scenarios.Acquisition]struct{ tells, notes, knows string }{
		scenarios.MailboxReset:     {"link, password forgotten_password, sign-in ok", "password_reset_through_mailbox, account_taken_over", "a"},
		scenarios.Insider:          {"sign-in ok", "rightful_access_misused", "oa"},
		scenarios.SelfRegistration: {"sign-in ok", "own_account_used", "oa"},
	} {
		t.Run(how.String(), func(t *testing.T) {
			p := playOf(t, cast{how: how})
			if how == scenarios.Insider {
				p.core.State.Join(p.core.party)
			}
			p.takesOver(p.from() - 2*hour)
			p.run(p.from())
			p.tells(x.tells + looks)
			p.knows("in the end", x.knows)
			if want := x.notes + ", trial_look_ups_done"; p.notes() != want {
				t.Errorf("notes %q, want %q", p.notes(), want)
			}
		})
	}
}

// A stolen password is worth nothing once another campaign or the owner behind a reset
// has chosen one; that of an owner who has it still is.
func TestStolenPasswordIsGone(t *testing.T) {
	p := playOf(t, cast{})
	p.core.State.Choose(another, 1)
	p.takesOver(p.from() - 2*hour)
	p.run(p.from())
	p.tells("sign-in bad_credentials, rest, enter") // until the owner's side has one to steal
	p.knows("in the end", "x")

	p = playOf(t, cast{sets: reset(thursday, "")})
	p.misused(elsewhere, p.from())
	p.takesOver(thursday + hour)
	p.run(thursday + 2*hour)
	p.tells("control, sign-in reset_required, react at sign-in to account_reset")
	p.knows("in the end", "")
}

// A trial look-up that is refused is the last one.
func TestRefusedTrialIsTheLast(t *testing.T) {
	p := playOf(t, cast{how: scenarios.SelfRegistration, sets: limit("1/1d")})
	p.takesOver(p.from() - 2*hour)
	p.run(p.from())
	p.tells("sign-in ok, look-up, refused look-up rate_limit, plan")
	if p.core.Interval.LookUps != 1 {
		t.Errorf("%d look-ups are said to be answered", p.core.Interval.LookUps)
	}
}

// Nobody tries an account while the service is closed or the portal is down: it begins
// some time behind, and not at all where the campaign is over by then.
func TestTakeoverWaitsUntilThePortalIsOpen(t *testing.T) {
	const all = "sign-in ok, look-up, look-up, look-up, plan"
	closed := func(duration string) []string {
		return []string{controls(by("policy", thursday, "duration: "+duration+", action: [close_service]"))}
	}
	down := []string{"portal.maintenance_per_month=30", "portal.session_idle=30m"}
	night := playOf(t, cast{sets: down})
	var long, back int64 // an outage in which a session would be closed
	for o := range night.World.Portal.Outages(night.World.Start(), night.World.End()) {
		if long == 0 && o.To-o.From > 30*minute {
			long, back = o.From, o.To
		}
	}
	o := playOf(t, cast{sets: breaks}).outage()
	for _, x := range []struct {
		name  string
		sets  []string
		ts    int64
		opens int64
		wait  span
		tells string
	}{
		{"closed", closed("1h"), thursday + minute, thursday + hour, span{minute, 40 * minute}, all},
		{"closed for good", closed("12h"), thursday + minute, thursday, span{}, ""},
		{"down", breaks, o.From + second, o.To, span{10 * second, 4 * minute}, all},
		{"down soon, for long", append(down, days...), long - minute, back, span{10 * second, 4 * minute}, all},
	} {
		t.Run(x.name, func(t *testing.T) {
			p := playOf(t, cast{how: scenarios.SelfRegistration, sets: x.sets})
			p.takesOver(x.ts)
			p.run(x.opens + 2*hour)
			p.tells(x.tells)
			if x.tells == "" {
				return
			}
			if wait := p.lines()[0].ts - x.opens; wait < x.wait.least || wait > x.wait.most {
				t.Errorf("it begins %d s behind, want %d to %d", wait/second, x.wait.least/second, x.wait.most/second)
			}
		})
	}
}

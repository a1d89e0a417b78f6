package actor

import (
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/scenarios"
)

// enters queues a way in; in the session that it comes to, the actor is in.
func (p *play) enters(ts int64, phase event.Phase) {
	l := &login{core: p.core, up: p.host}
	p.host.enters = func(now int64, w way) {
		l.prepare(now, w)
		l.attempt(now)
	}
	p.host.way = way{phase: phase, in: func(int64) { p.host.say("in") }}
	p.Queue.At(ts, func(now int64) { p.host.enters(now, p.host.way) })
}

// Who knows the password is in at once: one event of the session, and whatever
// knows of the account knows that it was taken.
func TestSignInIsAccepted(t *testing.T) {
	p := playOf(t, cast{})
	p.core.State.Learn(p.core.party)
	p.enters(p.from(), event.Scrape)
	p.run(p.from() + hour)
	p.tells("sign-in ok, in")
	p.apart(atOnce)
	if k := p.core; k.mode != Inside || k.since != p.from() || k.State.Taken != p.from() {
		t.Errorf("mode %d since %d, taken at %d", k.mode, k.since, k.State.Taken)
	}
	p.knows("in the session", "oa")
	s := p.Book.Journal.Sessions
	if len(s) != 1 || s[0].Attack != 1 || s[0].Addr != p.core.visit.Addr || p.notes() != "" {
		t.Errorf("sessions %+v, notes %s", s, p.notes())
	}
	if tr := p.Book.Actions[0].Visit.Truth; tr.Label != event.Attack || tr.Phase != event.Scrape || tr.Campaign != 1 {
		t.Errorf("the truth of the sign-in is %+v", tr)
	}
}

// The journal says once how an account was taken.
func TestTakingIsNotedOnce(t *testing.T) {
	for how, want := range map[scenarios.Acquisition]string{
		scenarios.CredentialReplay: "account_taken_over", scenarios.Insider: "rightful_access_misused",
		scenarios.SelfRegistration: "own_account_used",
	} {
		p := playOf(t, cast{how: how})
		p.core.State.Learn(p.core.party)
		p.enters(p.from(), event.Acquire)
		p.run(p.from() + hour)
		p.Queue.At(p.Queue.Now(), p.host.again)
		p.run(p.from() + 2*hour)
		p.tells("sign-in ok, in, enter, sign-in ok, in")
		if p.notes() != want {
			t.Errorf("notes %q, want %q", p.notes(), want)
		}
	}
}

// Where another one has chosen the password, the actor asks for a link, chooses a new
// one and signs in with that. The password of before is good until then, and the
// owner does not know the new one.
func TestPasswordOfAnotherPartyIsReplaced(t *testing.T) {
	p := playOf(t, cast{how: scenarios.MailboxReset})
	p.core.State.Choose(another, 1)
	p.enters(p.from(), event.Scrape)
	p.run(p.from() + hour)
	p.tells("sign-in bad_credentials, link, password forgotten_password, sign-in ok, in")
	p.apart(span{15 * second, 60 * second}, span{30 * second, 150 * second}, span{3 * second, 20 * second}, atOnce)
	p.knows("in the end", "a")
	if a := p.core.State; a.ChosenBy != 1 || a.Chosen != p.lines()[2].ts {
		t.Errorf("chosen by %d at %d", a.ChosenBy, a.Chosen)
	}
	if p.notes() != "password_reset_through_mailbox" {
		t.Errorf("notes %q", p.notes())
	}
	for i, a := range p.Book.Actions {
		if a.Visit.Truth.Phase != event.Adapt {
			t.Errorf("step %d is of phase %v, want that of a reaction", i, a.Visit.Truth.Phase)
		}
	}
}

// What changes the password between two steps is met by the step behind it.
func TestPasswordChangesOnTheWayIn(t *testing.T) {
	way := playOf(t, cast{how: scenarios.MailboxReset})
	way.core.State.Choose(another, 1)
	way.enters(way.from(), event.Scrape)
	way.run(way.from() + hour)
	steps := way.lines()
	for _, x := range []struct {
		name   string
		behind int // which step
		tells  string
		knows  string
	}{
		{"before the link is used", 1, "sign-in bad_credentials, link, password forgotten_password, sign-in ok, in", "a"},
		{"before the sign-in", 2, "sign-in bad_credentials, link, password forgotten_password, sign-in bad_credentials, " +
			"link, password forgotten_password, sign-in ok, in", "a"},
		{"behind the sign-in", 3, "sign-in bad_credentials, link, password forgotten_password, sign-in ok, in", "o"},
	} {
		t.Run(x.name, func(t *testing.T) {
			p := playOf(t, cast{how: scenarios.MailboxReset})
			p.core.State.Choose(another, 1)
			p.enters(p.from(), event.Scrape)
			p.Queue.At(steps[x.behind].ts+1, func(now int64) { p.core.State.Choose(defence.Owner, now) })
			p.run(p.from() + hour)
			p.tells(x.tells)
			p.knows("in the end", x.knows)
		})
	}
}

// A takeover through the mailbox begins with the link, and its steps are those of the
// takeover.
func TestMailboxIsTheWayIn(t *testing.T) {
	p := playOf(t, cast{how: scenarios.MailboxReset})
	l := &login{core: p.core, up: p.host}
	ts := p.from() - hour
	p.Queue.At(ts, func(now int64) {
		l.prepare(now, way{phase: event.Acquire, in: func(int64) { p.host.say("in") }})
		l.askLink(now)
		p.knows("when the link is asked for", "o")
	})
	p.run(p.from())
	p.tells("link, password forgotten_password, sign-in ok, in")
	p.apart(span{30 * second, 150 * second}, span{3 * second, 20 * second}, atOnce)
	p.knows("in the end", "a")
	if p.notes() != "password_reset_through_mailbox, account_taken_over" {
		t.Errorf("notes %q", p.notes())
	}
	for i := range p.Book.Actions {
		if tr := p.Book.Actions[i].Visit.Truth; tr.Phase != event.Acquire || tr.Purpose != event.AccountTakeover {
			t.Errorf("the truth of step %d is %+v", i, tr)
		}
	}
}

// Shortly before the stop the way through the mailbox may take too long: others do the
// account's part, until it is in.
func TestOthersDoThePartWhileThePasswordIsTaken(t *testing.T) {
	for _, x := range []struct {
		left  int64 // until the stop
		tells string
	}{
		{2 * hour, "sign-in bad_credentials, link, password forgotten_password, sign-in ok, in"},
		{50 * minute, "sign-in bad_credentials, disturbed, link, password forgotten_password, sign-in ok, disturbed, in"},
	} {
		p := playOf(t, cast{how: scenarios.MailboxReset})
		p.core.State.Choose(another, 1)
		ts := p.core.camp.Stop - x.left
		p.enters(ts, event.Scrape)
		p.run(ts + 1)
		if away := x.left < hour; p.core.Share.Away != away {
			t.Errorf("%d minutes before the stop, the part is done by others: %v", x.left/minute, !away)
		}
		p.run(p.core.camp.Stop)
		p.tells(x.tells)
		if p.core.Share.Away {
			t.Error("others go on with the part")
		}
	}
}

// Whoever only had the password does not touch the mailbox. The owner's new password ends
// the takeover where others can do the account's part; else it is stolen as the first
// one was, and the owner keeps it.
func TestOneNewPasswordEndsATakeover(t *testing.T) {
	for _, how := range []scenarios.Acquisition{scenarios.CredentialReplay, scenarios.DormantAccount} {
		for tells, spared := range map[string]bool{
			"sign-in bad_credentials, give up":        true,
			"sign-in bad_credentials, sign-in ok, in": false,
		} {
			p := playOf(t, cast{how: how})
			p.core.State.Choose(defence.Owner, 1)
			p.host.spared = spared
			p.enters(p.from(), event.Scrape)
			p.run(p.from() + hour)
			p.tells(tells)
			if !p.core.State.Knows(defence.Owner) {
				t.Errorf("%v: the owner does not know the password any more", how)
			}
			if spared {
				continue
			}
			p.apart(span{minute, 4 * minute}, atOnce)
			if p.notes() != "password_stolen_again" {
				t.Errorf("%v: notes %q", how, p.notes())
			}
			if tr := p.Book.Actions[1].Visit.Truth; tr.Phase != event.Acquire || tr.Purpose != event.AccountTakeover {
				t.Errorf("%v: the truth of the sign-in is %+v", how, tr)
			}
		}
	}
}

// An insider does not use the mailbox: it comes back after some hours, seven times at
// most, until it is told the password that the owner's side has chosen.
func TestInsiderWaitsForTheNewPassword(t *testing.T) {
	for _, x := range []struct {
		name   string
		chosen int64 // by the owner, after the first try; 0 = never
		tells  string
	}{
		{"never", 0, strings.Repeat("sign-in bad_credentials, rest, enter, ", 7) + "sign-in bad_credentials, give up"},
		{"soon", hour, "sign-in bad_credentials, rest, enter, sign-in ok, in"},
	} {
		t.Run(x.name, func(t *testing.T) {
			p := playOf(t, cast{how: scenarios.Insider, sets: days})
			p.core.State.Join(p.core.party)
			p.core.State.Choose(another, 1)
			p.enters(p.from(), event.Scrape)
			if x.chosen > 0 {
				p.Queue.At(p.from()+x.chosen, func(now int64) { p.core.State.Choose(defence.Owner, now) })
			}
			p.run(p.core.camp.Stop)
			p.tells(x.tells)
			var last line
			for _, l := range p.lines() {
				if wait := l.ts - last.ts; l.what == "enter" && (wait < 4*hour || wait > 24*hour) {
					t.Errorf("it waits %d minutes", wait/minute)
				}
				last = l
			}
			if x.chosen > 0 {
				p.knows("once the owner has chosen", "oa")
			}
		})
	}
}

// Who knocks at an account that was reset, and finds another password, asks the
// policy: nothing tells by which control.
func TestKnockAtAnotherPassword(t *testing.T) {
	p := playOf(t, cast{})
	p.core.State.Choose(another, 1)
	p.core.State.ResetBy, p.core.attempts.Knocks = 1, 1
	p.enters(p.from(), event.Adapt)
	p.run(p.from() + hour)
	p.tells("sign-in bad_credentials, react at sign-in to account_reset")
	if v := p.host.verdict; v.Why != event.BadCredentials || v.By != 0 {
		t.Errorf("the verdict is %+v", v)
	}
}

// Behind the campaign's end nobody signs in; between the stop, when nothing is got any
// more, and the end the sign-in is left out and the actor waits.
func TestNobodySignsInBehindTheEnd(t *testing.T) {
	for _, x := range []struct {
		name string
		more int64 // from the stop to the end
		mode Mode
	}{{"end", 0, Entering}, {"stop", 3 * hour, Waiting}} {
		p := playOf(t, cast{})
		p.core.State.Learn(p.core.party)
		p.core.camp.End += x.more
		p.enters(p.core.camp.Stop, event.Scrape)
		p.run(p.core.camp.Stop + hour)
		p.tells("")
		if p.core.mode != x.mode {
			t.Errorf("%s: mode %d, want %d", x.name, p.core.mode, x.mode)
		}
	}
}

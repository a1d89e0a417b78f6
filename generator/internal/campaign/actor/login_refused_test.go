package actor

import (
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/scenarios"
)

// thursday is 10 March 2022, eight o'clock in UTC: an hour behind the campaign's begin.
const thursday = 1_646_899_200 * second

// elsewhere is an address that is not in the campaign's pool.
var elsewhere = event.V4(192<<24 | 2<<8 | 7)

// misused notes that the campaign used the account from an address, so that controls by
// the clock act on both.
func (p *play) misused(addr event.Addr, ts int64) {
	v := portal.Visit{Account: p.core.Index, Addr: addr, Truth: event.Truth{Label: event.Attack, Campaign: p.core.camp.ID}}
	p.core.State.Used(p.Book.Used(&v, ts), ts)
	p.core.State.Taken = ts
}

// reset is a control that resets the account at an instant.
func reset(ts int64, more string) []string {
	return []string{controls(by("analyst", ts, "action: [account_reset]"+more))}
}

// An account that was reset is left to the policy: at the sign-in, with the control that
// did it. No password and no link helps.
func TestResetAccountIsLeftToThePolicy(t *testing.T) {
	p := playOf(t, cast{sets: reset(thursday, "")})
	p.core.State.Learn(p.core.party)
	p.misused(elsewhere, p.from())
	p.enters(thursday+minute, event.Scrape)
	p.run(thursday + hour)
	p.tells("control, sign-in reset_required, react at sign-in to account_reset")
	if v := p.host.verdict; v.Why != event.ResetRequired || v.By != 1 || v.Until != forever {
		t.Errorf("the verdict is %+v", v)
	}
	p.knows("after the reset", "")
	if p.core.since != 0 || p.Book.Actions[1].Visit.Truth.Phase != event.Adapt {
		t.Error("there is a session, or the try is not a reaction")
	}
}

// A link that was asked for before a reset is worth nothing.
func TestResetWhileTheLinkIsOnItsWay(t *testing.T) {
	p := playOf(t, cast{sets: reset(thursday, "")})
	p.core.State.Choose(another, 1)
	p.misused(elsewhere, p.from())
	l := &login{core: p.core, up: p.host}
	p.Queue.At(thursday-second, func(now int64) {
		l.prepare(now, way{phase: event.Scrape})
		l.askLink(now)
	})
	p.run(thursday + hour)
	p.tells("link, control, sign-in reset_required, react at sign-in to account_reset")
	p.knows("in the end", "")
}

// Who was in the account before it was reset, and finds it open under another password,
// is told the same as at an account that is still closed.
func TestOpenedAgainUnderAnotherPassword(t *testing.T) {
	p := playOf(t, cast{sets: reset(thursday, ", duration: 10m")})
	p.core.State.Learn(p.core.party)
	p.enters(p.from(), event.Scrape)
	p.Queue.At(thursday+11*minute, func(now int64) { p.core.State.Choose(defence.Owner, now) })
	p.Queue.At(thursday+12*minute, p.host.again)
	p.run(thursday + hour)
	p.tells("sign-in ok, in, control, control, enter, sign-in bad_credentials, react at sign-in to account_reset")
	if v := p.host.verdict; v.Why != event.ResetRequired || v.By != 1 {
		t.Errorf("the verdict is %+v", v)
	}
}

// ban is a set of a control that bans the addresses used by then.
func ban(ts int64, more string) []string {
	return []string{controls(by("ip_ban", ts, "action: [ip_ban]"+more)), "campaigns[0].network={kind: datacentre, country: [FR], pool: 1}"}
}

// A ban is met at the sign-in. Where the pool has no other address the actor waits
// until it is over, and then begins the same way in once more.
func TestBannedAddressIsMetAtSignIn(t *testing.T) {
	p := playOf(t, cast{sets: ban(thursday, ", duration: 1h")})
	p.core.State.Learn(p.core.party)
	only := p.core.camp.Pool.Exits()[0].Addr
	p.misused(only, p.from())
	p.enters(thursday+minute, event.Scrape)
	p.run(thursday + 2*hour)
	p.tells("control, sign-in ip_ban, rest, control, enter, sign-in ok, in")
	if late := p.host.until - (thursday + hour); late < second || late > minute {
		t.Errorf("it comes back %d ms behind the end of the ban", late/1000)
	}
	if p.host.way.phase != event.Scrape || p.core.visit.Addr != only {
		t.Errorf("the second way in is for phase %v from %v", p.host.way.phase, p.core.visit.Addr)
	}
}

// Where the ban is not over before the campaign is, the account is given up.
func TestBanBeyondTheEnd(t *testing.T) {
	for name, more := range map[string]string{"for good": "", "for long": ", duration: 12h"} {
		p := playOf(t, cast{sets: ban(thursday, more)})
		p.core.State.Learn(p.core.party)
		p.misused(p.core.camp.Pool.Exits()[0].Addr, p.from())
		p.enters(thursday+minute, event.Scrape)
		p.run(thursday + 2*hour)
		if got := p.told(); got != "control, sign-in ip_ban, give up" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// A way in that begins behind the ban takes an address that is not banned.
func TestNewWayInTakesAnAddressThatIsNotBanned(t *testing.T) {
	sets := []string{ban(thursday, ", duration: 1h")[0], "campaigns[0].network={kind: datacentre, country: [FR], pool: 3}"}
	p := playOf(t, cast{sets: sets})
	p.core.State.Learn(p.core.party)
	p.enters(p.from(), event.Scrape)
	p.Queue.At(thursday+minute, p.host.again)
	p.run(thursday + hour - 1)
	p.tells("sign-in ok, in, control, enter, sign-in ok, in")
	if a := p.Book.Actions; a[2].Visit.Addr == a[0].Visit.Addr || a[2].Visit.Session == a[0].Visit.Session {
		t.Error("the second session has the address or the name of the first one")
	}
}

// A ban on the way through the mailbox shows at a sign-in: neither is a link asked for
// from a banned address, nor a password chosen.
func TestBanOnTheWayThroughTheMailbox(t *testing.T) {
	peace := playOf(t, cast{how: scenarios.MailboxReset, sets: ban(thursday, "")[1:]})
	peace.core.State.Choose(another, 1)
	peace.enters(thursday, event.Scrape)
	peace.run(thursday + hour)
	for i, tells := range map[int]string{
		0: "sign-in bad_credentials, control, sign-in ip_ban, give up",
		1: "sign-in bad_credentials, link, control, sign-in ip_ban, give up",
	} {
		p := playOf(t, cast{how: scenarios.MailboxReset, sets: ban(peace.lines()[i].ts+second, "")})
		p.core.State.Choose(another, 1)
		p.enters(thursday, event.Scrape)
		p.run(thursday + hour)
		p.tells(tells)
		p.knows("in the end", "x")
	}
}

// While the portal is down each try fails, with pauses as people make them, or until the
// portal is back; the first one behind the outage is accepted.
func TestSignInsFailInAnOutage(t *testing.T) {
	p := playOf(t, cast{sets: breaks})
	p.core.State.Learn(p.core.party)
	o := p.outage()
	p.enters(o.From+second, event.Scrape)
	p.run(o.To + hour)
	lines := p.lines()
	fails := len(lines) - 2
	if fails < 2 || p.told() != strings.Repeat("sign-in upstream_error, ", fails)+"sign-in ok, in" {
		t.Fatalf("in an outage of %d s: %s", (o.To-o.From)/second, p.told())
	}
	for i := range fails {
		if gap := lines[i+1].ts - lines[i].ts; gap < 2*second || i < fails-1 && gap > 20*minute {
			t.Errorf("pause %d is %d ms, want 2 s to 20 min", i+1, gap/1000)
		}
		if in := lines[i].ts < o.To; !in || lines[fails].ts < o.To {
			t.Errorf("try %d is made in the outage: %v", i+1, in)
		}
	}
}

// A takeover, and what follows a refused password, wait until the outage is over: ten
// seconds to four minutes longer.
func TestWayInWaitsForTheEndOfAnOutage(t *testing.T) {
	peace := playOf(t, cast{how: scenarios.MailboxReset, sets: breaks})
	o := peace.outage()
	peace.core.State.Choose(another, 1)
	peace.enters(o.From-10*minute, event.Scrape)
	peace.run(o.From)
	steps := peace.lines()
	for _, x := range []struct {
		name  string
		begin int64
		phase event.Phase
		known bool
		next  script.Act // the first step behind the outage
	}{
		{"takeover", o.From + second, event.Acquire, true, script.SignIn},
		{"asking for a link", o.From - second, event.Scrape, false, script.RequestReset},
		{"using the link", o.From - (steps[1].ts - steps[0].ts) - second, event.Scrape, false, script.SetPassword},
	} {
		t.Run(x.name, func(t *testing.T) {
			p := playOf(t, cast{how: scenarios.MailboxReset, sets: breaks})
			if p.core.State.Choose(another, 1); x.known {
				p.core.State.Learn(p.core.party)
			}
			p.enters(x.begin, x.phase)
			p.run(o.To + hour)
			for _, a := range p.Book.Actions {
				if a.Step.TS < o.From {
					continue
				}
				if late := a.Step.TS - o.To; a.Do != x.next || late < 10*second || late > 4*minute {
					t.Errorf("%s %d ms behind the outage, want %s", acts[a.Do], late/1000, acts[x.next])
				}
				break
			}
			if !strings.HasSuffix(p.told(), "sign-in ok, in") {
				t.Errorf("it does not come in: %s", p.told())
			}
		})
	}
}

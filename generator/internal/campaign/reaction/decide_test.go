package reaction_test

import (
	"fmt"
	"testing"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/reaction"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

const (
	now   = 1000 * calendar.Hour
	until = now + calendar.Hour // when a refusal says that it ends
)

type sit = reaction.Situation

// of is a situation in which an actor is for the first time.
func of(where reaction.Where, on scenarios.Reply) reaction.Situation {
	return reaction.Situation{
		Now: now, Where: where, Draws: random.New(1), Luck: random.New(2), Revoked: now,
		Verdict: defence.Verdict{Why: event.RateLimited, Reply: on, Until: until}, Attempts: reaction.Attempts{Refusals: 1},
	}
}

func policy(on scenarios.Reply, m scenarios.Move) reaction.Policy {
	return reaction.Policy{{On: on, Move: m, Share: random.Million, Delay: scenarios.Micros(calendar.Minute)}}
}

// text writes what of a decision does not depend on draws.
func text(d reaction.Decision) string {
	out := map[reaction.Doing]string{
		reaction.GiveUp: "give up", reaction.Abandon: "abandon", reaction.Press: "press", reaction.ComeBack: "come back", reaction.Solve: "solve",
		reaction.Switch: "switch", reaction.Knock: "knock", reaction.Reacquire: "reacquire",
	}[d.Do]
	for _, x := range []struct {
		is   bool
		name string
	}{{d.NewSession, " session"}, {d.NewAddress, " address"}, {d.Slower, " slower"}} {
		if x.is {
			out += x.name
		}
	}
	return out
}

// Every move at every place, on every answer: an account's reset is met alike
// everywhere, and all others alike at one place.
func TestDecide(t *testing.T) {
	for _, x := range []struct {
		where         reaction.Where
		move          scenarios.Move
		others, reset string
	}{
		{reaction.AtLookUp, scenarios.Next, "press", "press"},
		{reaction.AtLookUp, scenarios.StopMove, "abandon", "abandon"},
		{reaction.AtLookUp, scenarios.Backoff, "come back", "knock"},
		{reaction.AtLookUp, scenarios.HalveRate, "come back slower", "give up"},
		{reaction.AtLookUp, scenarios.RotateIP, "come back session address", "give up"},
		{reaction.AtLookUp, scenarios.RotateAccount, "come back session", "give up"},
		{reaction.AtLookUp, scenarios.DropAccount, "give up", "give up"},
		{reaction.AtLookUp, scenarios.SwitchEndpoint, "switch", "give up"},
		{reaction.AtLookUp, scenarios.Solve, "solve", "give up"},
		{reaction.AtLookUp, scenarios.Reacquire, "give up", "reacquire"},
		{reaction.AtSignIn, scenarios.Next, "come back session", "press"},
		{reaction.AtSignIn, scenarios.StopMove, "abandon", "abandon"},
		{reaction.AtSignIn, scenarios.Backoff, "come back session", "knock"},
		{reaction.AtSignIn, scenarios.HalveRate, "come back session", "give up"},
		{reaction.AtSignIn, scenarios.RotateIP, "come back session address", "give up"},
		{reaction.AtSignIn, scenarios.RotateAccount, "come back session", "give up"},
		{reaction.AtSignIn, scenarios.DropAccount, "give up", "give up"},
		{reaction.AtSignIn, scenarios.SwitchEndpoint, "come back session", "give up"},
		{reaction.AtSignIn, scenarios.Solve, "come back session", "give up"},
		{reaction.AtSignIn, scenarios.Reacquire, "come back session", "reacquire"},
		{reaction.AfterLook, scenarios.Next, "press", "press"},
		{reaction.AfterLook, scenarios.StopMove, "abandon", "abandon"},
		{reaction.AfterLook, scenarios.Backoff, "come back", "knock"},
		{reaction.AfterLook, scenarios.HalveRate, "come back slower", "give up"},
		{reaction.AfterLook, scenarios.RotateIP, "come back session address", "give up"},
		{reaction.AfterLook, scenarios.RotateAccount, "come back session", "give up"},
		{reaction.AfterLook, scenarios.DropAccount, "give up", "give up"},
		{reaction.AfterLook, scenarios.SwitchEndpoint, "switch", "give up"},
		{reaction.AfterLook, scenarios.Solve, "solve", "give up"},
		{reaction.AfterLook, scenarios.Reacquire, "give up", "reacquire"},
	} {
		for on := scenarios.OnNotFound; on <= scenarios.OnSlowAnswers; on++ {
			want := x.others
			if on == scenarios.OnAccountReset {
				want = x.reset
			}
			d := policy(on, x.move).Decide(of(x.where, on))
			if got := text(d); got != want {
				t.Errorf("place %d, reply %d, move %d: got %q, want %q", x.where, on, x.move, got, want)
			}
			if d.At < now {
				t.Errorf("place %d, reply %d, move %d: back %d before now", x.where, on, x.move, now-d.At)
			}
		}
	}
}

// What changes a decision besides place, answer and move.
func TestDecideByAttempts(t *testing.T) {
	const (
		captcha, banned, closed = scenarios.OnCaptcha, scenarios.On403, scenarios.OnServiceClosed
		factor, reset, nobody   = scenarios.OnStepUp, scenarios.OnAccountReset, scenarios.OnNotFound
		backoff, rotate, halve  = scenarios.Backoff, scenarios.RotateAccount, scenarios.HalveRate
	)
	for i, x := range []struct {
		on     scenarios.Reply
		move   scenarios.Move
		where  reaction.Where
		change func(*sit)
		want   string
	}{
		{captcha, backoff, reaction.AtLookUp, func(s *sit) { s.Attempts.Refusals = reaction.Patience }, "come back"},
		{captcha, backoff, reaction.AtLookUp, func(s *sit) { s.Attempts.Refusals = reaction.Patience + 1 }, "give up"},
		{captcha, backoff, reaction.AfterLook, func(s *sit) { s.Attempts.Refusals = reaction.Patience + 1 }, "come back"},
		{closed, backoff, reaction.AtLookUp, func(s *sit) {
			s.Attempts.Refusals, s.Verdict.Why = reaction.Patience+1, event.ServiceClosed
		}, "come back"},
		{factor, backoff, reaction.AtSignIn, func(s *sit) { s.Attempts.Pushes = reaction.MostPushes - 1 }, "come back session"},
		{factor, backoff, reaction.AtSignIn, func(s *sit) { s.Attempts.Pushes = reaction.MostPushes }, "give up"},
		{reset, backoff, reaction.AtSignIn, func(s *sit) { s.Attempts.Knocks = reaction.Patience }, "give up"},
		{banned, rotate, reaction.AtLookUp, func(s *sit) { s.Verdict.Until = script.Forever }, "give up"},
		{banned, halve, reaction.AtLookUp, func(s *sit) { s.Verdict.Until = script.Forever }, "come back slower"},
		{nobody, rotate, reaction.AfterLook, func(s *sit) { s.Verdict.Until = script.Forever }, "come back session"},
	} {
		s := of(x.where, x.on)
		x.change(&s)
		if got := text(policy(x.on, x.move).Decide(s)); got != x.want {
			t.Errorf("row %d: got %q, want %q", i, got, x.want)
		}
	}
}

// When it comes back: after the answer's own end where it has one, later with
// each refusal, after the delay of the scenario.
func TestWhenItComesBack(t *testing.T) {
	const second, minute = calendar.Second, calendar.Minute
	at := func(m scenarios.Move, on scenarios.Reply, where reaction.Where, refusals int) int64 {
		s := of(where, on)
		s.Attempts.Refusals = refusals
		return policy(on, m).Decide(s).At
	}
	for _, x := range []struct {
		what     string
		got      int64
		from, to int64
	}{
		{"half the tempo, after a limit", at(scenarios.HalveRate, scenarios.On429, reaction.AtLookUp, 1),
			until + second, until + 20*second,
		},
		{"half the tempo, slow answers", at(scenarios.HalveRate, scenarios.OnSlowAnswers, reaction.AfterLook, 0),
			now, now,
		},
		{"a first pause", at(scenarios.Backoff, scenarios.On429, reaction.AtLookUp, 1),
			now + 15*second, now + 45*second,
		},
		{"a tenth pause", at(scenarios.Backoff, scenarios.On429, reaction.AtLookUp, 10),
			now + 30*minute, now + 90*minute,
		},
		{"another account", at(scenarios.RotateAccount, scenarios.On429, reaction.AtLookUp, 1),
			until, now + 3*calendar.Hour,
		},
		{"another service", at(scenarios.SwitchEndpoint, scenarios.OnServiceClosed, reaction.AtLookUp, 1),
			now + 2*minute, now + 20*minute,
		},
		{"taken again", at(scenarios.Reacquire, scenarios.OnAccountReset, reaction.AtSignIn, 0),
			now + minute, now + minute,
		},
	} {
		if x.got < x.from || x.got > x.to {
			t.Errorf("%s: back %d s after now", x.what, (x.got-now)/second)
		}
	}
}

// An account is taken again as often as the scenario says, and the same decision
// is made each time that it is asked for.
func TestReacquireKeepsItsShare(t *testing.T) {
	p := policy(scenarios.OnAccountReset, scenarios.Reacquire)
	p[0].Share = 300_000
	again := 0
	for i := range 2_000 {
		s := of(reaction.AtLookUp, scenarios.OnAccountReset)
		s.Luck = random.New(uint64(i))
		d := p.Decide(s)
		if d != p.Decide(s) {
			t.Fatal("the same situation is decided in two ways")
		}
		if d.Do == reaction.Reacquire {
			again++
		}
	}
	if again < 540 || again > 660 {
		t.Errorf("%d of 2000 are taken again, want 600", again)
	}
}

func TestPolicy(t *testing.T) {
	if m := (reaction.Policy{}).Move(scenarios.On429).Move; m != scenarios.StopMove {
		t.Errorf("without a word about an answer it does %v, want to stop", fmt.Sprint(m))
	}
	moves := map[scenarios.Move]bool{scenarios.Next: false, scenarios.Backoff: true, scenarios.StopMove: true}
	for move, minds := range moves {
		if got := policy(scenarios.OnNotFound, move).Minds(); got != minds {
			t.Errorf("move %d on nobody found: minds %v", move, got)
		}
	}
	if (reaction.Policy{}).Minds() {
		t.Error("a campaign without reactions minds")
	}
}

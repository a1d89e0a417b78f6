package actor

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/reaction"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/campaign/spell"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/scenarios"
)

// line is a step in the book, or something that the host was asked.
type line struct {
	ts   int64
	what string
}

// host is the actor as a whole, and its campaign: it writes down what it is asked,
// among the steps that stand in the book by then. Of what it is asked it only comes
// back when it is to.
type host struct {
	play  *play
	lines []line
	read  int // steps of the book that are among them

	answers []int64         // when a look-up was answered
	verdict defence.Verdict // that it was told last
	way     way             // that it was to begin last
	until   int64           // when it was to go on last
	planned int64           // from when on it was to plan last
	spared  bool            // others can do its part

	// What it does besides; nil = nothing.
	answered func(now int64, s *spell.Spell, r *defence.Request) (ended bool)
	reacts   func()
	enters   func(now int64, w way)
	lays     func(now, lead int64)
	goesOn   func(now int64)
}

// The host of each part.
var (
	_ loginHost     = (*host)(nil)
	_ takeoverHost  = (*host)(nil)
	_ hijackHost    = (*host)(nil)
	_ challengeHost = (*host)(nil)
	_ runHost       = (*host)(nil)
	_ watcherHost   = (*host)(nil)
	_ whole         = (*host)(nil)
)

// say writes down what it is asked, now.
func (h *host) say(what string) {
	h.catchUp()
	h.lines = append(h.lines, line{h.play.Queue.Now(), what})
}

// catchUp reads the steps that the book has had since.
func (h *host) catchUp() {
	for _, a := range h.play.Book.Actions[h.read:] {
		h.lines = append(h.lines, line{a.Step.TS, text(&a)})
	}
	h.read = len(h.play.Book.Actions)
}

// forget begins a new page.
func (h *host) forget() {
	h.catchUp()
	h.lines = nil
}

func (h *host) done(int64)     { h.say("nothing due") }
func (h *host) comeBack(int64) { h.say("come back") }
func (h *host) cut(int64)      { h.say("cut") }
func (h *host) begin(int64)    { h.say("begin") }
func (h *host) giveUp()        { h.say("give up") }
func (h *host) handOver(int)   { h.say("hand over") }

func (h *host) abandon(int64) { h.say("abandon") }

func (h *host) spares(int, int64) bool { return h.spared }

func (h *host) plan(now int64) {
	h.planned = now
	h.say("plan")
}

func (h *host) enter(now int64, w way) {
	h.way = w
	h.say("enter")
	if h.enters != nil {
		h.enters(now, w)
	}
}

// again begins the last way in once more.
func (h *host) again(now int64) { h.enter(now, h.way) }

func (h *host) rest(at int64, do func(now int64)) {
	h.until = at
	h.say("rest")
	h.play.Queue.At(at, do)
}

func (h *host) react(where reaction.Where, v defence.Verdict) {
	h.verdict = v
	h.say("react " + [...]string{"at look-up", "at sign-in", "after look-up"}[where] + " to " + replies[v.Reply])
}

func (h *host) reactToAnswer(_, earliest int64, on scenarios.Reply) {
	h.until = earliest
	h.say("react to " + replies[on])
	if h.reacts != nil {
		h.reacts()
	}
}

func (h *host) refusedHand(_ int64, _ portal.Visit, v defence.Verdict) {
	h.verdict = v
	h.say("refused " + v.Why.String())
}

func (h *host) afterAnswer(now int64, s *spell.Spell, r *defence.Request, _ script.Entry) (ended bool) {
	h.answers = append(h.answers, now)
	return h.answered != nil && h.answered(now, s, r)
}

func (h *host) layFrom(now, lead int64) {
	h.say("lay")
	if h.lays != nil {
		h.lays(now, lead)
	}
}

func (h *host) goOnOne(now int64) {
	h.say("go on")
	if h.goesOn != nil {
		h.goesOn(now)
	}
}

// replies are the names that scenario files give to answers.
var replies = map[scenarios.Reply]string{
	scenarios.OnNotFound: "not_found", scenarios.On429: "429", scenarios.On403: "403", scenarios.OnCaptcha: "captcha",
	scenarios.OnStepUp: "step_up", scenarios.OnAccountReset: "account_reset", scenarios.OnServiceClosed: "service_closed",
	scenarios.OnSlowAnswers: "slow_answers",
}

// acts are names of steps.
var acts = map[script.Act]string{
	script.SignIn: "sign-in", script.RequestReset: "link", script.SetPassword: "password", script.LookUp: "look-up",
	script.RefusedLookUp: "refused look-up", script.Administer: "control", script.Answer: "answer", script.Factor: "phone",
}

// text writes a step: what, whether it is accepted, and why not.
func text(a *script.Action) string {
	out := acts[a.Do]
	if a.OK {
		out += " ok"
	}
	if a.Why != event.NoReason && a.Do != script.Administer {
		out += " " + a.Why.String()
	}
	return out
}

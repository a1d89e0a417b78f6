package actor

import (
	"regexp"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/allocation"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/reaction"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// asking is a scenario in which a control asks for something before the third look-up
// of an account, and what the campaign does about it.
func asking(kind, move string, more ...string) []string {
	on, action := "captcha", "challenge"
	if kind == "step_up" {
		on, action = kind, kind
	}
	threshold := "{type: " + kind + ", scope: account, threshold: 2/1d, action: [" + action + "]}"
	return []string{controls(append([]string{threshold}, more...)...), "campaigns[0].on_response={" + on + ": " + move + "}"}
}

// asked is an actor in a session that is asked for something at an instant.
type asked struct {
	*play
	part    challenge
	verdict defence.Verdict
}

// askedAt signs in a minute before an instant and looks somebody up until it is asked.
func askedAt(t *testing.T, c cast, ts int64) *asked {
	t.Helper()
	p := playOf(t, c)
	p.core.State.Learn(p.core.party)
	p.enters(ts-minute, event.Scrape)
	p.run(ts)
	p.host.forget()
	a := &asked{play: p, part: challenge{core: p.core, up: p.host}}
	for !a.verdict.Refused() {
		a.verdict = a.judge()
	}
	return a
}

// judge is what the portal says to a look-up now.
func (a *asked) judge() defence.Verdict {
	r := a.core.request(&a.core.visit)
	return a.Defence.Judge(&r)
}

// answers has the actor answer.
func (a *asked) answers() { a.part.solve(a.Queue.Now(), a.verdict, 0) }

// A challenge that is solved at the first try: the answer some seconds later, and then
// the look-up again, which is let through.
func TestChallengeIsSolvedAtFirstTry(t *testing.T) {
	a := askedAt(t, cast{sets: asking("captcha", "{solve: 1, delay: 14s}")}, thursday)
	if a.verdict.Why != event.Challenged {
		t.Fatalf("the verdict is %+v", a.verdict)
	}
	a.core.attempts.Refusals = 1
	a.answers()
	if a.core.mode != Reacting {
		t.Errorf("mode %d while it answers", a.core.mode)
	}
	a.run(thursday + hour)
	a.tells("answer ok, come back")
	a.apart(span{300 * 1000, 1500 * 1000})
	if took := a.lines()[0].ts - thursday; took < second || took > 56*second {
		t.Errorf("the answer takes %d ms", took/1000)
	}
	if a.notes() != "challenge_solved" || a.core.mode != Inside || a.core.attempts.Refusals != 0 {
		t.Errorf("notes %q, mode %d, %d refusals", a.notes(), a.core.mode, a.core.attempts.Refusals)
	}
	if v := a.judge(); v.Refused() {
		t.Errorf("the look-up behind the answer is refused for %v", v.Why)
	}
	if tr := a.Book.Actions[1].Visit.Truth; tr.Phase != event.Adapt || a.core.visit.Truth.Phase != event.Scrape {
		t.Errorf("the answer is of phase %v, the session of %v", tr.Phase, a.core.visit.Truth.Phase)
	}
}

// Wrong answers are followed by others, five at most; nothing passes until one is
// right.
func TestChallengeIsSolvedAfterSomeTries(t *testing.T) {
	pattern := regexp.MustCompile(`^(?:answer, )*(?:answer ok, come back|give up)$`)
	a := askedAt(t, cast{sets: append(asking("captcha", "{solve: 0.4, delay: 14s}"), days...)}, thursday)
	tries := map[int]int{}
	for key := range uint64(100) {
		a.core.Key, a.host.lines = random.New(key), nil
		for a.verdict = a.judge(); !a.verdict.Refused(); {
			a.verdict = a.judge()
		}
		began := a.Queue.Now()
		a.answers()
		a.run(began + 10*minute)
		told := a.told()
		wrong := strings.Count(told, "answer, ")
		if !pattern.MatchString(told) || strings.HasSuffix(told, "give up") != (wrong == reaction.MostSolved) {
			t.Fatalf("key %d: %s", key, told)
		}
		if passed := !a.judge().Refused(); passed != (wrong < reaction.MostSolved) {
			t.Errorf("key %d: %s; the next look-up is let through: %v", key, told, passed)
		}
		tries[wrong]++
	}
	for n := range reaction.MostSolved + 1 {
		if tries[n] == 0 {
			t.Errorf("none has %d wrong answers: %v", n, tries)
		}
	}
}

// The second factor before a look-up is asked of the owner's phone: whoever has it says
// yes, and others push as often as an owner is pushed at most.
func TestStepUpGoesThroughTheOwnersPhone(t *testing.T) {
	for _, x := range []struct {
		name  string
		how   scenarios.Acquisition
		human uint8
		move  string
		tells string
	}{
		{"own account", scenarios.SelfRegistration, 0, never, `^phone ok, come back$`},
		{"insider who is the owner", scenarios.Insider, 0, never, `^phone ok, come back$`},
		{"insider who is a delegate", scenarios.Insider, 1, never, `^(phone mfa_(denied|timeout), ){3}give up$`},
		{"the owner says yes", scenarios.CredentialReplay, 0, always, `^phone ok, come back$`},
		{"the owner does not", scenarios.CredentialReplay, 0, never, `^(phone mfa_(denied|timeout), ){3}give up$`},
	} {
		t.Run(x.name, func(t *testing.T) {
			a := askedAt(t, cast{how: x.how, sets: asking("step_up", x.move)}, thursday)
			a.core.Human = x.human
			a.answers()
			a.run(thursday + hour)
			if !regexp.MustCompile(x.tells).MatchString(a.told()) {
				t.Fatalf("what happens is %s", a.told())
			}
			before := thursday
			for i, act := range a.Book.Actions[1:] {
				pause := act.Step.TS - before - act.Wait
				if i == 0 && pause != 0 || i > 0 && pause != 20*second { // the delay of the policy
					t.Errorf("question %d comes %d ms behind what was before", i+1, pause/1000)
				}
				before = act.Step.TS
			}
			passes := strings.HasSuffix(a.told(), "come back")
			if want := map[bool]string{true: "second_factor_accepted"}[passes]; a.notes() != want || a.judge().Refused() == passes {
				t.Errorf("notes %q, want %q; the next look-up is refused for %v", a.notes(), want, a.judge().Why)
			}
		})
	}
}

// What happens to the session or to its address while somebody answers leaves the
// answer out: the look-up meets it.
func TestAnswerComesTooLate(t *testing.T) {
	const solved = "{solve: 1, delay: 14s}"
	for _, x := range []struct {
		name  string
		more  string // a control a moment after the question
		gone  bool   // it is a session of the owner's, who signs out
		tells string
	}{
		{"session closed", by("analyst", thursday+1, "action: [account_reset]"), false, "control, come back"},
		{"address banned", by("ip_ban", thursday+1, "action: [ip_ban]"), false, "control, come back"},
		{"owner gone", by("ip_ban", thursday+hour, "action: [ip_ban]"), true, "come back"},
	} {
		t.Run(x.name, func(t *testing.T) {
			a := askedAt(t, cast{sets: asking("captcha", solved, x.more)}, thursday)
			if x.gone {
				a.core.How, a.core.hijacked = scenarios.SessionTheft, &allocation.Hijackable{Span: allocation.Span{To: thursday + 1}}
			}
			a.answers()
			a.run(thursday + 10*minute)
			a.tells(x.tells)
			if a.notes() != "" {
				t.Errorf("notes %q", a.notes())
			}
		})
	}
}

// Nobody answers when the campaign is over, and an answer waits for the end of an
// outage.
func TestAnswerAtTheEndAndInAnOutage(t *testing.T) {
	sets := asking("captcha", "{solve: 1, delay: 14s}")
	a := askedAt(t, cast{sets: sets}, thursday+5*hour-1) // the stop is at thirteen
	a.answers()
	a.run(thursday + 6*hour)
	a.tells("")

	o := playOf(t, cast{sets: breaks}).outage()
	a = askedAt(t, cast{sets: append(sets, breaks...)}, o.From-second/2)
	a.answers()
	a.run(o.To + hour)
	a.tells("answer ok, come back")
	if late := a.lines()[0].ts - o.To; late < 10*second || late > 4*minute {
		t.Errorf("the answer comes %d ms behind the outage", late/1000)
	}
}

// A question that the owner has not asked for is refused or runs out, and then the
// policy is asked; where the session is over by then there is no question.
func TestUnaskedQuestion(t *testing.T) {
	for name, more := range map[string]string{
		"open": by("ip_ban", thursday+hour, "action: [ip_ban]"), "closed": by("analyst", thursday+1, "action: [account_reset]"),
	} {
		t.Run(name, func(t *testing.T) {
			a := askedAt(t, cast{sets: asking("step_up", "drop_account", more)}, thursday)
			a.part.unasked(thursday+5*second, a.verdict)
			a.run(thursday + 10*minute)
			want := `^phone mfa_(denied|timeout), react at look-up to step_up$`
			if name == "closed" {
				want = `^control, react at look-up to step_up$`
			}
			if !regexp.MustCompile(want).MatchString(a.told()) || a.host.verdict != a.verdict {
				t.Fatalf("what happens is %s, about %+v", a.told(), a.host.verdict)
			}
			last := a.lines()[1].ts - thursday
			if last < 7*second || last > 67*second {
				t.Errorf("it reacts %d ms behind the question", last/1000)
			}
			if name == "open" {
				a.apart(span{second, second})
			}
		})
	}
}

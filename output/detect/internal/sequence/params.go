package sequence

import "github.com/breachsim/breachsim/output/internal/detect/rule"

// Params of R12: a session with at least Steps steps whose surprise lies more than Z
// standard deviations above what the model of its account expects. Nothing is raised
// in the first Learn days after the first line of the account. What its profession does
// counts as Peers steps of its own; of what it did itself the model holds Memory steps
// of each kind and then forgets the older half.
type Params struct {
	Z      float64
	Steps  int
	Learn  int
	Peers  int
	Memory int
}

// Defaults returns the published values. Four standard deviations would be one session
// in thirty thousand, were the steps of a session independent; a week holds each day
// of the week once; ten steps are a sign-in and some patients; an account has done sixty
// steps of a kind within days, and a thousand within weeks. All are assumed.
func Defaults() Params { return Params{Z: 4, Steps: 10, Learn: 7, Peers: 60, Memory: 1000} }

// Name is R12.
func (*Params) Name() string { return "R12" }

// What says what the rule finds.
func (*Params) What() string {
	return "session: steps and pauses unlike those of the account and its profession"
}

// Settings lists the parameters.
func (p *Params) Settings() []rule.Setting {
	return []rule.Setting{
		{Name: "R12.z", What: "standard deviations of surprise above what is expected", At: &p.Z},
		{Name: "R12.steps", What: "least steps of a session", At: &p.Steps},
		{Name: "R12.learn", What: "days of an account that are learnt from", At: &p.Learn},
		{Name: "R12.peers", What: "steps for which the profession counts", At: &p.Peers},
		{Name: "R12.memory", What: "steps of a kind after which older ones count half", At: &p.Memory},
	}
}

// Dial turns the standard deviations from 0.5 to 200.
func (p *Params) Dial() rule.Dial {
	return rule.Dial{Parameter: "R12.z", Steps: 1995, Set: func(i int) { p.Z = float64(5+i) / 10 }}
}

// Level is z in thousandths.
func (p *Params) Level() int64 { return rule.Thousandths(p.Z, 1e6) }

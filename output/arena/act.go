package arena

import (
	"slices"

	"breachsim/generator"
	"breachsim/output/arena/analyst"
)

// act has controls carry out what analysts have decided, in a new plan, and reports
// whether there is one. Nothing that was handed over may change, and nothing is done
// behind the end of the log.
func (l *loop) act(decided []analyst.Action) (acted bool, err error) {
	var alerts []generator.Alert
	for i := range decided {
		a := &decided[i]
		x := l.where[entity{a.Kind, a.ID}]
		at := max(a.T, l.last+1)
		if at >= l.end {
			continue
		}
		c := &l.controls[slices.IndexFunc(l.controls, func(c control) bool { return c.do == a.Do })]
		alert := generator.Alert{Control: c.id, At: l.moment(a.Alert.T), Acts: l.moment(at)}
		switch {
		case c.addresses && x.addr.IsValid():
			alert.Addr = x.addr
		case !c.addresses && x.account != "":
			alert.Account = x.account
		default: // the log has said nothing of it
			l.out.Without++
			continue
		}
		alerts = append(alerts, alert)
		l.out.Actions = append(l.out.Actions, Done{
			Do: a.Do, T: at, Alert: a.Alert, Account: alert.Account, Addr: alert.Addr,
		})
		if campaign := l.judge.campaign(&a.Alert, x); campaign != 0 {
			l.counter.Act(campaign, l.judge.number(x.account), at)
		}
	}
	if len(alerts) == 0 {
		return false, nil
	}
	plan, err := l.plan.With(alerts...)
	if err != nil {
		return false, &DetectorError{err}
	}
	l.plan = plan
	l.judge.turn(plan)
	l.out.Plans++
	l.lines, err = newLines(plan)
	return true, err
}

package htmlreport

import (
	"fmt"
	"time"

	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/score/report"
)

// tiles are the verdict: what happened, what each detector saves, and the audit.
func (s *Story) tiles() (list []tile) {
	list = append(list, s.harm())
	if s.Loop != nil {
		list = append(list, inLoop{s}.tile())
	}
	for i := range s.Judged {
		list = append(list, s.saved(i))
	}
	if s.Audit != nil {
		list = append(list, s.audited())
	}
	return list
}

// harm is what happened.
func (s *Story) harm() tile {
	t := tile{Name: "Persons exposed", Value: grouped(s.Exposed), Harm: true}
	if len(s.Scenario.Campaigns) == 0 || s.Data.AttackFree() {
		t.Notes = []string{"no campaign was played"}
		return t
	}
	t.Notes = append(t.Notes, fmt.Sprintf("%s accounts stolen of %s", grouped(s.Stolen), grouped(s.Accounts)))
	for _, a := range s.Acts {
		if name := actName(a.Action); name != "" {
			t.Notes = append(t.Notes, fmt.Sprintf("%s: %s", s.moment(a.T), name))
			break
		}
	}
	return t
}

// saved is what a detector is worth.
func (s *Story) saved(i int) tile {
	j := s.Judged[i]
	res, p := &j.Report.Result, &j.Report.Result.Persons
	t := tile{Class: class(i), Name: j.Name, Value: "nobody to save"}
	if p.Exposed > 0 {
		t.Value = fmt.Sprintf("%s saved", percent(share(p.Averted24h, p.Exposed)))
		t.Notes = append(t.Notes,
			fmt.Sprintf("%s of %s persons, accounts cut off 24 h after the first alert%s", grouped(p.Averted24h),
				grouped(p.Exposed), interval(res)),
			fmt.Sprintf("%s where it takes 4 h", grouped(p.Averted4h)))
	}
	if f := res.Find("false_alerts_per_1000"); f != nil {
		t.Notes = append(t.Notes, f.Shown()+" false alerts per 1,000 practitioner-days")
	}
	if p.Accounts > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("%s of %s stolen accounts found", grouped(p.AccountsFound),
			grouped(p.Accounts)))
	}
	return t
}

// interval is that of the exposure averted, where it is known.
func interval(res *report.Result) string {
	f := res.Find("exposure_averted_24h")
	if f == nil || !f.Lo.Known() || !f.Hi.Known() {
		return ""
	}
	return fmt.Sprintf(" (95 %%: %s to %s)", percent(float64(f.Lo)), percent(float64(f.Hi)))
}

// audited says how the audit ended.
func (s *Story) audited() tile {
	good, bad, all := 0, 0, 0
	for _, c := range s.Audit.Checks {
		switch c.Verdict {
		case figure.NotApplicable:
			continue
		case figure.Fail:
			bad++
		default:
			good++
		}
		all++
	}
	return tile{Name: "Audit of the data", Value: fmt.Sprintf("%d of %d", good, all),
		Notes: []string{"checks passed or declared"}, Harm: bad > 0}
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// instant reads a moment of an incident.
func instant(text string) int64 {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err) // score wrote it
	}
	return t.UnixMicro()
}

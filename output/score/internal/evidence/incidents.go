package evidence

import (
	"cmp"
	"slices"

	"github.com/breachsim/breachsim/output/score/internal/protocol"
	"github.com/breachsim/breachsim/output/score/internal/replay"
	"github.com/breachsim/breachsim/output/score/report"
)

// Incidents lists what the alerts on the datasets turned out to be, and the stolen
// accounts that they missed, in the order of the logs.
func (e *Evidence) Incidents() (rows []report.IncidentRow) {
	for i, p := range e.passes {
		first, j := len(rows), e.judged[i]
		for k := range j.Incidents {
			rows = append(rows, incidentRow(p, j, &j.Incidents[k]))
		}
		for use, at := range j.Uses {
			if at == 0 {
				rows = append(rows, missedRow(p, use))
			}
		}
		for k := first; k < len(rows); k++ {
			rows[k].Dataset = i
		}
		slices.SortStableFunc(rows[first:], func(a, b report.IncidentRow) int {
			return cmp.Or(cmp.Compare(a.T, b.T), cmp.Compare(a.Entity.ID, b.Entity.ID))
		})
	}
	return rows
}

// incidentRow tells of one incident what it found or what fooled it.
func incidentRow(p *replay.Pass, j *replay.Judged, x *replay.Incident) report.IncidentRow {
	kind, id := p.Entity(x)
	score := x.Score
	row := report.IncidentRow{T: replay.Stamp(x.T), Entity: report.Entity{Type: kind, ID: id}, Alerts: x.Alerts,
		Score: &score, Rules: p.Rules(x)}
	account := int(x.Target) < len(p.D.Names)
	switch x.Verdict {
	case replay.NeutralOne:
		row.Verdict = report.NeutralVerdict
	case replay.FalsePositive:
		row.Verdict = report.FalseVerdict
		if account {
			row.LookAlikes = p.Days.AlikesNear(x.Target, x.T)
		}
	case replay.TruePositive:
		row.Verdict = report.TrueVerdict
		row.OwnersDay = account && !p.Days.Malicious(x.Target, p.D.Of(x.T))
		for _, i := range x.Uses {
			use := &p.Att.Uses[i]
			row.Campaigns = append(row.Campaigns, p.Att.CampaignOf(i))
			noteUse(&row, use)
			row.Repeated = row.Repeated || j.Uses[i] < x.T
			if j.Uses[i] == x.T {
				row.Averted24h += use.Exposed.N - kept(use, x.T)[len(protocol.Lags)-1]
			}
		}
	}
	return row
}

// missedRow tells of a stolen account that no alert is on.
func missedRow(p *replay.Pass, use int) report.IncidentRow {
	u := &p.Att.Uses[use]
	row := report.IncidentRow{Verdict: report.MissedVerdict, T: replay.Stamp(u.First),
		Entity:    report.Entity{Type: "account", ID: p.D.Names[u.Account]},
		Campaigns: []string{p.Att.CampaignOf(use)}}
	noteUse(&row, u)
	return row
}

// noteUse adds what a campaign did through an account.
func noteUse(row *report.IncidentRow, u *replay.Use) {
	if at := replay.Stamp(u.First); row.FirstAttack == "" || at < row.FirstAttack {
		row.FirstAttack = at
	}
	row.Exposed += u.Exposed.N
}

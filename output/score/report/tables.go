package report

import "strconv"

// The tables of a report, for all forms that show tables. The first row is the
// header; notes collects the warnings, each once, by number.

type notes struct {
	list []string
	at   map[string]int
}

func (n *notes) of(warnings []string) string {
	s := ""
	for _, w := range warnings {
		if n.at == nil {
			n.at = map[string]int{}
		}
		i, ok := n.at[w]
		if !ok {
			n.list = append(n.list, w)
			i = len(n.list)
			n.at[w] = i
		}
		s += "[" + strconv.Itoa(i) + "]"
	}
	return s
}

func (r *Result) metricTable(n *notes) [][]string {
	rows := [][]string{{"FIGURE", "VALUE", "95 %", "UNIT", "RESTS ON", "NOTES"}}
	for i := range r.Metrics {
		m := &r.Metrics[i]
		rows = append(rows, []string{m.Name, m.Shown(), m.limits(), m.Unit, m.restsOn(), n.of(m.Warnings)})
	}
	return rows
}

func (r *Result) lookAlikeTable(n *notes) [][]string {
	rows := [][]string{{"LOOK-ALIKE", "STRETCHES", "ACCOUNTS", "DAYS", "FALSE ALERTS", "PER 1,000 DAYS", "95 %",
		"NOTES"}}
	for i := range r.LookAlikes {
		l := &r.LookAlikes[i]
		rows = append(rows,
			[]string{l.Kind, strconv.Itoa(l.Stretches), strconv.Itoa(l.Accounts), strconv.Itoa(l.AccountDays),
				strconv.Itoa(l.FalseAlerts), l.Per1000.Shown(), l.Per1000.limits(), n.of(l.Per1000.Warnings)})
	}
	return rows
}

func (r *Result) campaignTable(several bool) [][]string {
	rows := [][]string{{"CAMPAIGN", "ACCOUNTS", "FOUND", "LOOK-UPS", "EXPOSED", "FIRST TRUE ALERT", "AFTER LOOK-UPS",
		"AFTER PERSONS", "AVERTED 4H", "AVERTED 24H"}}
	for i := range r.Campaigns {
		c := &r.Campaigns[i]
		name := c.Campaign
		if several {
			name = strconv.Itoa(c.Dataset+1) + ":" + name
		}
		after := say(c.MinutesToFirst)
		if c.Found {
			after += " min"
		}
		rows = append(rows, []string{name, strconv.Itoa(c.Accounts), strconv.Itoa(c.AccountsFound), grouped(c.LookUps),
			grouped(c.Exposed),
			after, say(c.LookUpsToFirst), say(c.PersonsToFirst), say(c.Averted4h), say(c.Averted24h)})
	}
	return rows
}

func baselineTable(list []Compared) [][]string {
	rows := [][]string{{"AGAINST BASELINE", "BEFORE", "NOW", "DELTA", "95 %", "VERDICT"}}
	for _, c := range list {
		f := Figure{Value: c.Delta, Lo: c.Lo, Hi: c.Hi}
		limits := f.limits()
		if c.Paired && c.Lo == 0 && c.Hi == 0 {
			limits = "–" // the same in every resample
		}
		rows = append(rows, []string{c.Name, say(c.Before), say(c.Now), say(c.Delta), limits, c.Verdict})
	}
	return rows
}

func gateTable(list []GateResult) [][]string {
	rows := [][]string{{"DEMAND", "MET"}}
	for _, g := range list {
		met := "yes"
		if !g.Met {
			met = "NO"
		}
		rows = append(rows, []string{g.Text, met})
	}
	return rows
}

// datasetTable has the headline of each of several datasets.
func datasetTable(list []Dataset) [][]string {
	shown := []int{ExposureAverted24h, BudgetAverted24h, EntityRecall, PRAUC, FalseAlerts}
	rows := [][]string{{"DATASET", "SEED"}}
	for _, m := range shown {
		rows[0] = append(rows[0], Metrics()[m].Name)
	}
	for i := range list {
		row := []string{strconv.Itoa(i+1) + ":" + list[i].Scenario, strconv.FormatUint(list[i].Seed, 10)}
		for _, m := range shown {
			row = append(row, list[i].Result.Metrics[m].Shown())
		}
		rows = append(rows, row)
	}
	return rows
}

package report

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// WriteVerdict writes what a detector's developer wants to know first, in about ten lines
// of at most 80 columns. [Report.WriteText] has everything else.
func (r *Report) WriteVerdict(w io.Writer) error {
	_, err := io.WriteString(w, strings.Join(r.verdict(), "\n")+"\n")
	return err
}

// verdict lists the lines.
func (r *Report) verdict() (lines []string) {
	add := func(label, format string, args ...any) {
		lines = append(lines, wrapped(fmt.Sprintf("%-15s ", label), fmt.Sprintf(format, args...))...)
	}
	res := &r.Result
	lines = append(lines, r.titles()...)
	p := &res.Persons
	if p.Exposed > 0 {
		add("persons saved", "%s, cut off 24 h after the first alert%s", ofPersons(p.Averted24h, p.Exposed),
			res.interval("exposure_averted_24h"))
		add("", "%s where it takes 4 h", ofPersons(p.Averted4h, p.Exposed))
		if r.Datasets[0].Campaigns && p.Attainable24h < p.Exposed {
			add("", "%s at most: alerts at each account's first malicious event", ofPersons(p.Attainable24h, p.Exposed))
		}
	} else {
		add("persons saved", "nobody was exposed")
	}
	if p.Accounts > 0 {
		add("accounts found", "%s of %s that were stolen", grouped(p.AccountsFound), grouped(p.Accounts))
		add("first found", "%s", res.firstFound())
	}
	add("incidents", "%s true, %s false, %s neutral", grouped(res.Incidents.True), grouped(res.Incidents.False),
		grouped(res.Incidents.Neutral))
	if f := res.Find("false_alerts_per_1000"); f != nil {
		add("false alerts", "%s per 1,000 practitioner-days%s", f.Shown(), res.interval("false_alerts_per_1000"))
	}
	if causes := res.causes(); causes != "" {
		add("most of them on", "%s", causes)
	}
	if res.SisterScore != nil {
		add("by the sister", "%s", res.atSister())
	} else if p.Exposed > 0 && res.Incidents.False > 0 {
		add("at budget", "%s", res.atBudget(r.Protocol.Budget))
	}
	if r.Reference != nil {
		add("to compare", "%s", r.Reference.line(p.Exposed))
	}
	for _, c := range Worse(r.Baseline) {
		add("worse", "%s", c)
	}
	if n := len(r.Baseline); n > 0 && len(Worse(r.Baseline)) == 0 {
		add("baseline", "no figure is worse than there")
	}
	if met := len(r.Gate) - len(Unmet(r.Gate)); len(r.Gate) > 0 {
		add("demands", "%d of %d met", met, len(r.Gate))
	}
	return lines
}

// titles say what was judged.
func (r *Report) titles() []string {
	first := &r.Datasets[0]
	if len(r.Datasets) == 1 {
		return []string{first.title()}
	}
	same := !slices.ContainsFunc(r.Datasets, func(d Dataset) bool {
		return d.Scenario != first.Scenario || d.Scale != first.Scale || d.World() != first.World()
	})
	if same {
		return []string{fmt.Sprintf("%s, %d seeds together, scale %s, %s", first.Scenario, len(r.Datasets),
			first.Scale, first.World())}
	}
	return []string{fmt.Sprintf("%d datasets together", len(r.Datasets))}
}

// ofPersons writes 35,071 of 50,775 (69 %).
func ofPersons(n, of int) string {
	return fmt.Sprintf("%s of %s (%s)", grouped(n), grouped(of), percent(n, of))
}

// percent is n of so many in whole percent; all and none only where it is so.
func percent(n, of int) string {
	share := (200*n + of) / (2 * of)
	switch {
	case share == 0 && n > 0:
		return "below 1 %"
	case share == 100 && n < of:
		return "above 99 %"
	}
	return fmt.Sprintf("%d %%", share)
}

// interval writes the limits of a figure, in percent where it is a share; nothing where
// there are none.
func (r *Result) interval(name string) string {
	f := r.Find(name)
	if f == nil || !f.Lo.Known() || !f.Hi.Known() {
		return ""
	}
	if name == "false_alerts_per_1000" {
		return fmt.Sprintf("; 95 %%: %s", f.limits())
	}
	return fmt.Sprintf("; 95 %%: %.0f to %.0f %%", 100*f.Lo, 100*f.Hi)
}

// firstFound says when the campaigns were found.
func (r *Result) firstFound() string {
	found, best := 0, -1
	for i := range r.Campaigns {
		if c := &r.Campaigns[i]; c.Found {
			found++
			if best < 0 || c.MinutesToFirst < r.Campaigns[best].MinutesToFirst {
				best = i
			}
		}
	}
	switch {
	case found == 0 && len(r.Campaigns) == 1:
		return "never: no alert is on what the campaign used"
	case found == 0:
		return fmt.Sprintf("never: none of %d campaigns has an alert on it", len(r.Campaigns))
	case len(r.Campaigns) == 1:
		c := &r.Campaigns[0]
		return fmt.Sprintf("after %s, %s persons and %s look-ups", lasting(float64(c.MinutesToFirst)),
			grouped(int(c.PersonsToFirst)), grouped(int(c.LookUpsToFirst)))
	}
	minutes, persons := r.Find("time_to_detect_minutes"), r.Find("time_to_detect_persons")
	if !minutes.Value.Known() {
		return fmt.Sprintf("%d of %d campaigns", found, len(r.Campaigns))
	}
	return fmt.Sprintf("%d of %d campaigns, half of them within %s and %s persons", found, len(r.Campaigns),
		lasting(float64(minutes.Value)), grouped(int(persons.Value)))
}

// lasting writes minutes as people say them.
func lasting(minutes float64) string {
	switch {
	case minutes < 90:
		return fmt.Sprintf("%.0f minutes", minutes)
	case minutes < 48*60:
		return fmt.Sprintf("%.0f hours", minutes/60)
	}
	return fmt.Sprintf("%.0f days", minutes/60/24)
}

// causes are the three kinds of look-alike with most false alerts on them.
func (r *Result) causes() string {
	list := slices.Clone(r.LookAlikes)
	slices.SortStableFunc(list, func(a, b LookAlike) int { return cmp.Compare(b.FalseAlerts, a.FalseAlerts) })
	var words []string
	for i := range list {
		if i < 3 && list[i].FalseAlerts > 0 {
			words = append(words, fmt.Sprintf("%s %s", list[i].Kind, grouped(list[i].FalseAlerts)))
		}
	}
	return strings.Join(words, ", ")
}

// atBudget says what is left within the budget of false alerts.
func (r *Result) atBudget(budget float64) string {
	p := &r.Persons
	switch none := math.IsInf(float64(r.BudgetScore), 1); {
	case none && r.Scores == 1:
		return fmt.Sprintf("nobody with at most %g per 1,000: all your alerts have one score, so that "+
			"none can be dropped", budget)
	case none:
		return fmt.Sprintf("nobody with at most %g per 1,000: those of your alerts with the highest score "+
			"alone make more", budget)
	}
	return fmt.Sprintf("%s with the highest scores that make at most %g per 1,000",
		ofPersons(p.AtBudget24h, p.Exposed), budget)
}

// atSister says what is left at the threshold of the sister.
func (r *Result) atSister() string {
	f, falses := r.Find("exposure_averted_24h_at_sister"), r.Find("false_alerts_per_1000_at_sister")
	if !f.Value.Known() {
		return fmt.Sprintf("%s; %s false alerts per 1,000", r.threshold(), falses.Shown())
	}
	return fmt.Sprintf("%.0f %% saved, %s false alerts per 1,000; %s", 100*f.Value, falses.Shown(), r.threshold())
}

// line says how far the reference rule gets.
func (r *Reference) line(exposed int) string {
	if exposed == 0 {
		return ""
	}
	if r.AtBudget24h == 0 {
		return fmt.Sprintf("no reference rule (%s) saves anybody at that budget", r.Among)
	}
	return fmt.Sprintf("best reference rule at that budget: %s with %s", r.Rule, ofPersons(r.AtBudget24h, exposed))
}

// wrapped breaks a text behind a label, so that no line has more than 80 columns.
func wrapped(label, text string) (lines []string) {
	line := label
	for _, word := range strings.Fields(strings.ReplaceAll(text, " %", "\x00%")) {
		switch {
		case line == label || strings.TrimSpace(line) == "":
			line += word
		case len([]rune(line))+1+len([]rune(word)) > 80:
			lines = append(lines, line)
			line = strings.Repeat(" ", len(label)) + word
		default:
			line += " " + word
		}
	}
	lines = append(lines, line)
	for i := range lines {
		lines[i] = strings.ReplaceAll(lines[i], "\x00", " ") // per cent stay with their number
	}
	return lines
}

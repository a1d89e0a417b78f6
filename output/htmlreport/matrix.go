package htmlreport

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/output/score/report"
)

// phases are when in a campaign's use of an account the first alert on it came.
var phases = []string{"while it was taken", "while it was tried", "while it was used", "after its last use", "never"}

// matrix shows each detector against the phases of the campaign and against what looks like
// an attack and is none.
func (s *Story) matrix() section {
	x := section{ID: "detectors", Title: "What the detectors see, and what fools them"}
	if len(s.Judged) == 0 {
		x.Lead = "No alerts were given. Add --alerts NAME=FILE to see detectors on this page."
		return x
	}
	if s.Stolen > 0 {
		t := table{Caption: "Stolen accounts by when the first true alert came", Open: true,
			Head: append([]string{"detector"}, phases...)}
		for _, j := range s.Judged {
			row := words(j.Name)
			for _, n := range s.byPhase(&j) {
				row = append(row, shaded(n, len(s.Lanes), n > 0))
			}
			t.Rows = append(t.Rows, row)
		}
		x.Tables = append(x.Tables, t)
		if s.Stolen > len(s.Lanes) {
			x.Notes = append(x.Notes, fmt.Sprintf("Phases are of the %d accounts with a lane above.", len(s.Lanes)))
		}
	}
	x.Tables = append(x.Tables, s.fooled(), s.causes())
	return x
}

// shaded is a cell with a count, darker where it is more of all.
func shaded(n, of int, on bool) cell {
	c := count(n)
	if on {
		c.Class = fmt.Sprintf("s%d", min(1+4*n/max(of, 1), 4))
	}
	return c
}

// byPhase counts the stolen accounts of the lanes by when a detector first found them.
func (s *Story) byPhase(j *Judged) []int {
	counts := make([]int, len(phases))
	for i := range s.Lanes {
		l := &s.Lanes[i]
		first := j.Report.Timeline.First[l.Account]
		used, tried := l.Phases["scrape"], l.Phases["validate"]
		last := int64(0)
		for _, span := range l.Phases {
			last = max(last, span[1])
		}
		switch {
		case first == 0:
			counts[4]++
		case first > last:
			counts[3]++
		case used[0] != 0 && first >= used[0]:
			counts[2]++
		case tried[0] != 0 && first >= tried[0]:
			counts[1]++
		default:
			counts[0]++
		}
	}
	return counts
}

// kind is a kind of look-alike with the false incidents near it, by detector.
type kind struct {
	name       string
	days, all  int
	falseAlarm []int
}

// kinds lists them, those with most false incidents first.
func (s *Story) kinds() (list []*kind) {
	find := func(name string) *kind {
		i := slices.IndexFunc(list, func(k *kind) bool { return k.name == name })
		if i < 0 {
			i = len(list)
			list = append(list, &kind{name: name, falseAlarm: make([]int, len(s.Judged))})
		}
		return list[i]
	}
	for i, j := range s.Judged {
		for _, a := range j.Report.Result.LookAlikes {
			k := find(a.Kind)
			k.days, k.falseAlarm[i] = a.AccountDays, a.FalseAlerts
		}
		for _, row := range j.Report.Incidents {
			if row.Verdict == report.FalseVerdict && len(row.LookAlikes) == 0 {
				find("nothing of these").falseAlarm[i]++
			}
		}
	}
	for _, k := range list {
		for _, n := range k.falseAlarm {
			k.all += n
		}
	}
	slices.SortStableFunc(list, func(a, b *kind) int {
		return cmp.Or(cmp.Compare(b.all, a.all), cmp.Compare(a.name, b.name))
	})
	return list
}

// fooled are the false incidents by detector and kind of look-alike.
func (s *Story) fooled() table {
	t := table{Caption: "False incidents by what was near them", Open: true,
		Head: []string{"look-alike", "account-days"}}
	for _, j := range s.Judged {
		t.Head = append(t.Head, j.Name)
	}
	most, kinds := 1, s.kinds()
	for _, k := range kinds {
		most = max(most, slices.Max(k.falseAlarm))
	}
	for _, k := range kinds {
		days := count(k.days)
		if k.days == 0 {
			days = number("–")
		}
		row := append(words(k.name), days)
		for _, n := range k.falseAlarm {
			row = append(row, shaded(n, most, n > 0))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// fooledAccount is an account with false incidents.
type fooledAccount struct {
	id    string
	n     int
	kinds []string // of look-alikes near them
}

// fooledAccounts lists those of a detector, those with most first.
func (j *Judged) fooledAccounts() (list []*fooledAccount) {
	at := map[string]*fooledAccount{}
	for _, row := range j.Report.Incidents {
		if row.Verdict != report.FalseVerdict {
			continue
		}
		x := at[row.Entity.ID]
		if x == nil {
			x = &fooledAccount{id: row.Entity.ID}
			at[x.id] = x
			list = append(list, x)
		}
		x.n++
		for _, kind := range row.LookAlikes {
			if i, known := slices.BinarySearch(x.kinds, kind); !known {
				x.kinds = slices.Insert(x.kinds, i, kind)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b *fooledAccount) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.id, b.id))
	})
	return list
}

// causes names the accounts behind false incidents.
func (s *Story) causes() table {
	const most = 8
	t := table{Caption: "Accounts with most false incidents",
		Head: []string{"detector", "account", "incidents", "near them"}}
	for _, j := range s.Judged {
		list := j.fooledAccounts()
		for _, x := range list[:min(len(list), most)] {
			t.Rows = append(t.Rows, append(words(j.Name, x.id), count(x.n),
				cell{Text: cmp.Or(strings.Join(x.kinds, ", "), "–")}))
		}
	}
	return t
}

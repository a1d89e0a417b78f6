package htmlreport

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"sort"
	"strings"

	"github.com/breachsim/breachsim/output/arena/verdict"
	"github.com/breachsim/breachsim/output/htmlreport/internal/draw"
	"github.com/breachsim/breachsim/output/htmlreport/internal/survey"
	"github.com/breachsim/breachsim/output/internal/limits"
)

// readLoop reads the verdict of an arena, which lies beside the dataset that it made; nil
// where there is none.
func readLoop(dir string) (*verdict.Verdict, error) {
	name := filepath.Join(dir, "arena.json")
	b, err := limits.ReadFile(name, limits.Index)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	v := &verdict.Verdict{}
	if err := json.Unmarshal(b, v); err != nil {
		return nil, fmt.Errorf("reading %q: %w", name, err)
	}
	return v, nil
}

// inLoop is a story of which [Story.Loop] tells.
type inLoop struct{ *Story }

// undefended is how the exposure grows in the same world without the detector in the loop.
func (s inLoop) undefended() line {
	c := &s.Loop.Curve
	l := line{class: "honest", name: "without it", y: make([]int, survey.Parts+1)}
	for k := range l.y {
		after := sort.Search(len(c.At), func(i int) bool { return instant(c.At[i]) > s.At[k] })
		if after > 0 {
			l.y[k] = int(c.Without[after-1])
		}
	}
	return l
}

// looped says what a detector in the loop was worth.
func (s inLoop) tile() tile {
	v := s.Loop
	t := tile{Class: "act", Name: "In the loop: " + v.Detector, Value: percent(v.Persons.Share) + " saved"}
	t.Notes = []string{
		fmt.Sprintf("%s of %s persons exposed", grouped(int(v.Persons.Exposed)), grouped(int(v.Persons.Without))),
		fmt.Sprintf("%s innocent accounts disturbed for %.0f hours", grouped(v.Innocents.Accounts), v.Innocents.Hours),
		fmt.Sprintf("analysts: %s cases in %.1f hours, %s never looked at", grouped(v.Analysts.Looked),
			float64(v.Analysts.Work)/3.6e9, grouped(int(v.Alerts.Never))),
	}
	return t
}

// loop tells of a detector whose alerts were acted on while the attack went on.
func (s inLoop) section() section {
	v := s.Loop
	x := section{ID: "loop", Title: "A detector in the loop",
		Lead: fmt.Sprintf("Alerts of %s went to analysts, and became %s while the attack went on. The logs are of "+
			"that world.", v.Detector, strings.Join(v.Actions, ", "))}
	if len(v.Analysts.Queue) > 0 {
		label := draw.Label{ID: "queue", Title: "Cases that wait for an analyst",
			About: fmt.Sprintf("The longest queue has %d cases.", v.Analysts.Longest)}
		x.Pictures = []picture{drawn(label, s.drawQueue, size{1000, 160}, size{340, 140})}
		x.Pictures[0].Title = "Cases that wait for an analyst"
	}
	x.Tables = []table{s.worths(), s.contained(), s.disturbed()}
	return x
}

// drawQueue draws how many cases wait, hour by hour.
func (s inLoop) drawQueue(c *draw.Canvas, wide bool) {
	f := frame{left: 46 * draw.Px, right: c.W - 24*draw.Px, top: 8 * draw.Px, bottom: c.H - 24*draw.Px}
	ticks := 8
	if !wide {
		f.left, ticks = 36*draw.Px, 3
	}
	tx := draw.Scale{Lo: float64(s.From), Hi: float64(s.To), From: f.left, To: f.right}
	ty := draw.Scale{Lo: 0, Hi: float64(max(s.Loop.Analysts.Longest, 4)), From: f.bottom, To: f.top}
	drawAxes(c, f, tx.Times(s.Scenario.Time.Location, ticks), ty.Round(4))
	const hour = 3_600_000_000
	points := []draw.Point{{X: f.left, Y: f.bottom}}
	for _, q := range s.Loop.Analysts.Queue {
		points = append(points, draw.Point{X: tx.At(float64(q.Hour)), Y: ty.At(float64(q.Most))},
			draw.Point{X: tx.At(float64(q.Hour + hour)), Y: ty.At(float64(q.End))})
	}
	points = append(points, draw.Point{X: f.right, Y: points[len(points)-1].Y})
	c.Steps("line d1", points)
}

// worths holds the detector beside others in the same loop, and in other worlds.
func (s inLoop) worths() table {
	v := s.Loop
	t := table{Caption: "Persons and price", Open: true,
		Head: []string{"detector", "persons exposed", "without", "saved", "innocents", "hours lost", "actions"}}
	add := func(name string, p verdict.Persons, innocents, actions int, hours float64) {
		t.Rows = append(t.Rows, append(words(name), count(int(p.Exposed)), count(int(p.Without)),
			number(percent(p.Share)), count(innocents), number(fmt.Sprintf("%.0f", hours)), count(actions)))
	}
	add(v.Detector, v.Persons, v.Innocents.Accounts, len(v.Done), v.Innocents.Hours)
	for _, x := range v.Compared {
		add(x.Detector, x.Persons, x.Innocents, x.Actions, x.Hours)
	}
	for _, x := range v.Worlds {
		t.Rows = append(t.Rows, append(words(fmt.Sprintf("%s, seed %d", v.Detector, x.Seed)), count(int(x.Exposed)),
			count(int(x.Without)), number(percent(x.Share)), count(x.Innocents), number(fmt.Sprintf("%.0f", x.Hours)),
			number("–")))
	}
	return t
}

// contained tells of each campaign and account when it was stopped.
func (s inLoop) contained() table {
	t := table{Caption: "Containment by campaign and account",
		Head: []string{"campaign", "account", "first used", "first alert", "first action", "minutes", "persons"}}
	for _, c := range s.Loop.Campaigns {
		t.Rows = append(t.Rows, append(words(c.ID, "all of them", s.stamped(c.Began), s.stamped(c.FirstAlert),
			s.stamped(c.FirstAction)), minutes(c.Minutes), count(int(c.Exposed))))
	}
	for _, a := range s.Loop.Accounts {
		t.Rows = append(t.Rows, append(words(a.Campaign, a.ID, s.stamped(a.First), s.stamped(a.FirstAlert),
			s.stamped(a.FirstAction)), minutes(a.Minutes), count(int(a.Exposed))))
	}
	return t
}

// disturbed tells of accounts whose users were refused something.
func (s inLoop) disturbed() table {
	t := table{Caption: "Users that actions disturbed",
		Head: []string{"of", "accounts", "locked out", "banned", "asked for more", "hours lost"}}
	for _, x := range []struct {
		name string
		of   verdict.Disturbed
	}{{"innocent accounts", s.Loop.Innocents}, {"stolen accounts", s.Loop.Owners}} {
		t.Rows = append(t.Rows, append(words(x.name), count(x.of.Accounts), count(x.of.LockedOut), count(x.of.Banned),
			count(x.of.Asked), number(fmt.Sprintf("%.0f", x.of.Hours))))
	}
	return t
}

// stamped writes a time of a verdict; a dash where there is none.
func (s inLoop) stamped(text string) string {
	if text == "" {
		return "–"
	}
	return s.moment(instant(text))
}

func minutes(m *float64) cell {
	if m == nil {
		return number("–")
	}
	return number(fmt.Sprintf("%.0f", *m))
}

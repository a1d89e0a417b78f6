package htmlreport

import (
	"fmt"
	"math"

	"github.com/breachsim/breachsim/output/htmlreport/internal/draw"
	"github.com/breachsim/breachsim/output/htmlreport/internal/survey"
	"github.com/breachsim/breachsim/output/score/report"
)

// lanes show what happened on each stolen account.
func (s *Story) lanes() section {
	x := section{ID: "accounts", Title: "The stolen accounts, one lane each"}
	if s.Stolen == 0 {
		x.Lead = "No account was stolen in this dataset."
		return x
	}
	x.Lead = fmt.Sprintf("Above each line the threat actor's requests, below it the owner's, both as bars that grow "+
		"with the root of their number in %s.", partOf(s.To-s.From))
	if s.Stolen > len(s.Lanes) {
		x.Lead += fmt.Sprintf(" Shown are the %d of %s accounts through which most persons were exposed.", len(s.Lanes),
			grouped(s.Stolen))
	}
	x.Key = []key{{"attack", "threat actor"}, {"", "owner"}, {"act", "account reset"}}
	for i, j := range s.Judged {
		x.Key = append(x.Key, key{class(i), j.Name + ": alert"})
	}
	hits := s.incidents()
	height := 46 + 34*len(s.Lanes)
	x.Pictures = []picture{drawn(draw.Label{ID: "account-lanes", Title: "Stolen accounts over time",
		About: fmt.Sprintf("%d lanes with the requests of the owner and of the threat actor, alerts and resets. "+
			"The table below tells of each account.", len(s.Lanes))},
		func(c *draw.Canvas, wide bool) { s.drawLanes(c, hits, wide) }, size{1000, height}, size{340, height})}
	x.Tables = []table{s.laneTable()}
	return x
}

// partOf says how long a part of the time is.
func partOf(span int64) string {
	minutes := span / survey.Parts / 60_000_000
	if minutes >= 120 {
		return fmt.Sprintf("%.1f hours", float64(minutes)/60)
	}
	return fmt.Sprintf("%d minutes", minutes)
}

// incidents are the alerts on accounts, by detector and account.
func (s *Story) incidents() []map[string][]report.IncidentRow {
	var list []map[string][]report.IncidentRow
	for _, j := range s.Judged {
		m := map[string][]report.IncidentRow{}
		for _, row := range j.Report.Incidents {
			if row.Entity.Type == "account" && row.Verdict != report.MissedVerdict {
				m[row.Entity.ID] = append(m[row.Entity.ID], row)
			}
		}
		list = append(list, m)
	}
	return list
}

func (s *Story) drawLanes(c *draw.Canvas, hits []map[string][]report.IncidentRow, wide bool) {
	f := frame{left: 92 * draw.Px, right: c.W - 74*draw.Px, top: 20 * draw.Px, bottom: c.H - 26*draw.Px}
	ticks := 8
	if !wide {
		f.left, f.right, ticks = 66*draw.Px, c.W-42*draw.Px, 3
	}
	tx := draw.Scale{Lo: float64(s.From), Hi: float64(s.To), From: f.left, To: f.right}
	c.Text("faint", draw.Point{X: 0, Y: 12 * draw.Px}, draw.Start, "account")
	c.Text("faint", draw.Point{X: c.W, Y: 12 * draw.Px}, draw.End, "persons")
	drawAxes(c, f, tx.Times(s.Scenario.Time.Location, ticks), nil)
	most := s.mostInPart()
	for i := range s.Lanes {
		l := &s.Lanes[i]
		y := f.top + (34*i+17)*draw.Px
		c.Text("", draw.Point{X: 0, Y: y + 4*draw.Px}, draw.Start, l.Account)
		c.Text("", draw.Point{X: c.W, Y: y + 4*draw.Px}, draw.End, grouped(l.Exposed))
		c.Line("grid", draw.Point{X: f.left, Y: y}, draw.Point{X: f.right, Y: y})
		c.Bars("ticks honest", f.partWidth(), f.bars(l.Owner[:], y, barOf(most, 14*draw.Px)))
		c.Bars("ticks attack", f.partWidth(), f.bars(l.Thief[:], y, barOf(most, -14*draw.Px)))
		for _, a := range l.Acts {
			if actName(a.Action) == "accounts reset" && a.T <= s.To {
				at := tx.At(float64(a.T))
				c.Line("act", draw.Point{X: at, Y: y - 15*draw.Px}, draw.Point{X: at, Y: y + 15*draw.Px})
			}
		}
		for d := range hits {
			for _, row := range hits[d][l.Account] {
				at := tx.At(float64(instant(row.T)))
				top := y - 17*draw.Px
				c.Polygon("fill "+class(d), []draw.Point{{X: at - 5*draw.Px, Y: top}, {X: at + 5*draw.Px, Y: top},
					{X: at, Y: top + 8*draw.Px}})
			}
		}
	}
}

// mostInPart is the largest number in any part of a lane.
func (s *Story) mostInPart() (most int32) {
	for i := range s.Lanes {
		for k := range survey.Parts {
			most = max(most, s.Lanes[i].Owner[k], s.Lanes[i].Thief[k])
		}
	}
	return most
}

// barOf gives the height of a bar: the root of the number, the largest being full; never less
// than a pixel.
func barOf(most int32, full int) func(n int32) int {
	return func(n int32) int {
		h := int(math.Round(float64(full) * math.Sqrt(float64(n)/float64(max(most, 1)))))
		if full < 0 {
			return min(h, -draw.Px)
		}
		return max(h, draw.Px)
	}
}

// bars are one for each part with something in it, on a line at y.
func (f *frame) bars(parts []int32, y int, height func(n int32) int) (list []draw.Bar) {
	width := f.right - f.left
	for k, n := range parts {
		if n > 0 {
			list = append(list, draw.Bar{X: f.left + width*(2*k+1)/(2*len(parts)), Y: y, Height: height(n)})
		}
	}
	return list
}

// partWidth is how wide a bar is.
func (f *frame) partWidth() int { return max((f.right-f.left)/survey.Parts, 8) }

// laneTable tells of each account in words.
func (s *Story) laneTable() table {
	t := table{Caption: "Each account in figures",
		Head: []string{"account", "profession", "campaign", "taken", "persons"}}
	for _, j := range s.Judged {
		t.Head = append(t.Head, j.Name+": first true alert")
	}
	for i := range s.Lanes {
		l := &s.Lanes[i]
		row := append(words(l.Account, l.Profile, l.Campaign, s.moment(l.Taken)), count(l.Exposed))
		for _, j := range s.Judged {
			text := "never"
			if first := j.Report.Timeline.First[l.Account]; first != 0 {
				text = s.moment(first)
			}
			row = append(row, cell{Text: text})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

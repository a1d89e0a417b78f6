package htmlreport

import (
	"fmt"
	"math"

	"github.com/breachsim/breachsim/output/htmlreport/internal/draw"
	"github.com/breachsim/breachsim/output/htmlreport/internal/survey"
)

// sides are what the two kinds of work are called, and their classes.
var sides = [survey.Sides]key{survey.Honest: {"honest", "honest"}, survey.Attack: {"attack", "attack"}}

// multiples show what separates the attack from honest work, and what does not.
func (s *Story) multiples() section {
	x := section{ID: "separates", Title: "What separates the attack from honest work, and what does not",
		Lead: "Each small picture is one thing that a detector could look at. Where the two lie over each other, it " +
			"tells nothing. The axis of numbers and of seconds is logarithmic.",
		Key: []key{{"", "honest"}, {"attack", "attack"}}}
	const most = 3
	for i, d := range s.Daily {
		if i == most || s.LookUps[survey.Attack] > 0 && d.Days[survey.Attack].All == 0 {
			break
		}
		x.add(s.spreads(fmt.Sprintf("daily-%d", i), "Look-ups a day: "+d.Profile, "look-ups of an account on a day",
			d.Days))
	}
	x.add(s.spreads("gaps", "Seconds between look-ups", "seconds since the account's look-up before", s.Gaps))
	x.add(s.shares())
	if s.LookUps[survey.Attack] > 0 {
		x.add(s.week(survey.Attack), table{})
	}
	x.add(s.week(survey.Honest), s.hoursTable())
	return x
}

// add adds a picture with the table behind it.
func (x *section) add(p picture, t table) {
	x.Pictures = append(x.Pictures, p)
	if t.Head != nil {
		x.Tables = append(x.Tables, t)
	}
}

var several = size{312, 190}

// spreads draws how values of the two sides are spread.
func (s *Story) spreads(id, title, unit string, of [survey.Sides]survey.Spread) (picture, table) {
	from, to := survey.Classes, 0
	for i := range of {
		if a, b := of[i].Ends(); a < b {
			from, to = min(from, a), max(to, b)
		}
	}
	if from >= to {
		from, to = 0, 1
	}
	t := table{Caption: title + ", in figures", Head: []string{"from " + unit, "honest", "attack"}}
	for k := from; k < to; k++ {
		t.Rows = append(t.Rows, []cell{number(draw.Short(survey.Lower(k))), count(int(of[survey.Honest].N[k])),
			count(int(of[survey.Attack].N[k]))})
	}
	about := ""
	for i := range of {
		if m := of[i].Median(); !math.IsNaN(m) {
			about += fmt.Sprintf("Median of the %s side: %s. ", sides[i].Text, draw.Short(m))
		}
	}
	return small(title, draw.Label{ID: id, Title: title, About: about}, several, func(c *draw.Canvas) {
		f := frame{left: 38 * draw.Px, right: c.W - 16*draw.Px, top: 8 * draw.Px, bottom: c.H - 36*draw.Px}
		p := panel{from: from, to: to,
			tx: draw.Scale{Lo: survey.Lower(from), Hi: survey.Lower(to), From: f.left, To: f.right, Log: true},
			ty: draw.Scale{Lo: 0, Hi: mostShare(of), From: f.bottom, To: f.top}}
		drawAxes(c, f, p.tx.Powers(), percents(p.ty.Round(4), &p.ty))
		c.Text("faint", draw.Point{X: (f.left + f.right) / 2, Y: c.H - 4*draw.Px}, draw.Middle, unit)
		floor := []draw.Point{{X: f.left, Y: f.bottom}, {X: f.right, Y: f.bottom}}
		c.Between("fill honest", p.outline(&of[survey.Honest]), floor)
		c.Steps("line attack", p.outline(&of[survey.Attack]))
	}), t
}

// panel is where spreads are drawn, from one class up to another.
type panel struct {
	from, to int
	tx, ty   draw.Scale
}

// mostShare is the largest share of a class.
func mostShare(of [survey.Sides]survey.Spread) float64 {
	most := 0.01
	for i := range of {
		for _, n := range of[i].N {
			if n > 0 {
				most = max(most, float64(n)/float64(of[i].All))
			}
		}
	}
	return most
}

// percents writes ticks of shares as per cent.
func percents(ticks []draw.Tick, s *draw.Scale) []draw.Tick {
	for i := range ticks {
		v := s.Lo + (s.Hi-s.Lo)*float64(i)/float64(max(len(ticks)-1, 1))
		ticks[i].Text = draw.Short(math.Round(1000*v)/10) + "%"
	}
	return ticks
}

// outline is that of a spread.
func (p *panel) outline(of *survey.Spread) (points []draw.Point) {
	if of.All == 0 {
		return nil
	}
	y := p.ty.At(0)
	points = append(points, draw.Point{X: p.tx.At(survey.Lower(p.from)), Y: y})
	for k := p.from; k < p.to; k++ {
		y = p.ty.At(float64(of.N[k]) / float64(of.All))
		points = append(points, draw.Point{X: p.tx.At(survey.Lower(k)), Y: y})
	}
	end := p.tx.At(survey.Lower(p.to))
	return append(points, draw.Point{X: end, Y: y}, draw.Point{X: end, Y: p.ty.At(0)})
}

// told is a share of look-ups, by side.
type told struct {
	name string
	of   [survey.Sides]survey.Share
}

func (s *Story) told() []told {
	return []told{
		{"found somebody", s.Found},
		{"of a person asked for before", s.Repeats},
		{"with a client of less than a day", s.Clients},
		{"from a network of less than a day", s.Nets},
	}
}

// shares draws what share of look-ups is of some kind.
func (s *Story) shares() (picture, table) {
	list := s.told()
	title := "Share of look-ups …"
	t := table{Caption: "Shares of look-ups", Head: []string{"look-ups", "honest", "attack"}}
	about := ""
	for _, x := range list {
		row := words(x.name)
		for i := range x.of {
			row = append(row, number(tenths(x.of[i])))
			about += fmt.Sprintf("%s, %s: %s. ", x.name, sides[i].Text, tenths(x.of[i]))
		}
		t.Rows = append(t.Rows, row)
	}
	return small(title, draw.Label{ID: "shares", Title: "Shares of look-ups", About: about}, several,
		func(c *draw.Canvas) {
			width := c.W - 60*draw.Px
			for k, x := range list {
				y := (8 + 45*k) * draw.Px
				c.Text("faint", draw.Point{X: 0, Y: y + 8*draw.Px}, draw.Start, "… "+x.name)
				for i := range x.of {
					top := y + (13+13*i)*draw.Px
					to := max(int(math.Round(x.of[i].Value()*float64(width))), draw.Px)
					c.Rect("fill "+sides[i].Class, draw.Point{X: 0, Y: top}, draw.Point{X: to, Y: top + 11*draw.Px})
					c.Text("faint", draw.Point{X: to + 5*draw.Px, Y: top + 10*draw.Px}, draw.Start, tenths(x.of[i]))
				}
			}
		}), t
}

// tenths writes a share with a decimal.
func tenths(s survey.Share) string {
	if s.All == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", 100*s.Value())
}

var weekdays = [7]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}

// week draws when in the week look-ups are made.
func (s *Story) week(side survey.Side) picture {
	of := &s.Hours[side]
	most, all := int64(1), int64(0)
	for d := range of {
		for _, n := range of[d] {
			most, all = max(most, n), all+n
		}
	}
	name := sides[side].Text
	title := "Hours of the week: " + name
	return small(title, draw.Label{ID: "week-" + name, Title: title,
		About: fmt.Sprintf("%s look-ups by weekday and hour of the place, darker where there are more.",
			grouped(int(all)))},
		several, func(c *draw.Canvas) {
			left, top := 30*draw.Px, 6*draw.Px
			w, h := (c.W-left-4*draw.Px)/24, (c.H-top-24*draw.Px)/7
			for d := range of {
				c.Text("faint", draw.Point{X: 0, Y: top + d*h + h*2/3}, draw.Start, weekdays[d])
				for hour, n := range of[d] {
					if n == 0 {
						continue
					}
					at := draw.Point{X: left + hour*w, Y: top + d*h}
					c.RectSaying(fmt.Sprintf("heat %s o%d", sides[side].Class, shade(n, most)), at,
						draw.Point{X: at.X + w - 8, Y: at.Y + h - 8},
						fmt.Sprintf("%s %d:00: %s", weekdays[d], hour, grouped(int(n))))
				}
			}
			for hour := 0; hour < 24; hour += 6 {
				c.Text("faint", draw.Point{X: left + hour*w, Y: c.H - 6*draw.Px}, draw.Start, fmt.Sprintf("%d h", hour))
			}
		})
}

// shade is how dark a count is, 1 to 5, by its root.
func shade(n, most int64) int {
	return min(1+int(5*math.Sqrt(float64(n)/float64(most))), 5)
}

// hoursTable is look-ups by hour of the day.
func (s *Story) hoursTable() table {
	t := table{Caption: "Look-ups by hour of the day", Head: []string{"hour", "honest", "attack"}}
	for hour := range 24 {
		row := []cell{number(fmt.Sprintf("%d:00", hour))}
		for side := range s.Hours {
			n := int64(0)
			for d := range s.Hours[side] {
				n += s.Hours[side][d][hour]
			}
			row = append(row, count(int(n)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

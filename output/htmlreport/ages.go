package htmlreport

import (
	"fmt"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/output/htmlreport/internal/draw"
	"github.com/breachsim/breachsim/output/htmlreport/internal/survey"
)

// ages draw the persons of the records beside the published population.
func (s *Story) ages() section {
	x := section{ID: "ages", Title: "Who is in the records"}
	all := int64(0)
	for _, sex := range s.Ages {
		for _, n := range sex {
			all += n
		}
	}
	if all == 0 {
		x.Lead = "The dataset has no records of persons as CSV."
		return x
	}
	persons := s.Data.Manifest.Options["persons"]
	x.Lead = fmt.Sprintf("%s persons by sex and age, and the outline of the population of France on "+
		"1 January 2022 (INSEE).", grouped(int(all)))
	if persons != "all" {
		x.Lead += " The records hold only people who occur in the log, so the old and the ill are more than their " +
			"share, and children fewer: they are found under a parent's number."
	}
	published, total := published()
	t := table{Caption: "Ages in figures", Head: []string{"age", "men", "published", "women", "published"}}
	for band := range survey.Bands {
		row := words(bandName(band))
		for sex := range s.Ages {
			row = append(row, number(tenths(survey.Share{Of: s.Ages[sex][band], All: all})),
				number(tenths(survey.Share{Of: published[sex][band], All: total})))
		}
		t.Rows = append(t.Rows, row)
	}
	x.Key = []key{{"", "records"}, {"d1", "published"}}
	x.Pictures = []picture{drawn(draw.Label{ID: "pyramid", Title: "Population pyramid",
		About: "Bars for men to the left and for women to the right, by five years of age; the table has the figures."},
		func(c *draw.Canvas, wide bool) { s.drawAges(c, published, total, all) }, size{1000, 380}, size{340, 340})}
	x.Tables = []table{t}
	return x
}

func bandName(band int) string {
	if band == survey.Bands-1 {
		return fmt.Sprintf("%d and over", 5*band)
	}
	return fmt.Sprintf("%d to %d", 5*band, 5*band+4)
}

// published is the population in the bands of a survey.
func published() (of [2][survey.Bands]int64, all int64) {
	for age, n := range facts.Ages() {
		band := min(age/5, survey.Bands-1)
		of[0][band] += int64(n.Men)
		of[1][band] += int64(n.Women)
		all += int64(n.Men) + int64(n.Women)
	}
	return of, all
}

func (s *Story) drawAges(c *draw.Canvas, published [2][survey.Bands]int64, total, all int64) {
	middle, gap := c.W/2, 20*draw.Px
	height := (c.H - 24*draw.Px) / survey.Bands
	most := 0.0
	for sex := range s.Ages {
		for band := range survey.Bands {
			most = max(most, float64(s.Ages[sex][band])/float64(all), float64(published[sex][band])/float64(total))
		}
	}
	for sex, way := range []int{-1, 1} {
		from := middle + way*gap
		scale := draw.Scale{Lo: 0, Hi: most, From: from, To: middle + way*(c.W/2-30*draw.Px)}
		var outline []draw.Point
		for band := range survey.Bands {
			top := (survey.Bands - 1 - band) * height
			to := scale.At(float64(s.Ages[sex][band]) / float64(all))
			c.Rect("fill honest", draw.Point{X: from, Y: top + 8}, draw.Point{X: to, Y: top + height - 8})
			x := scale.At(float64(published[sex][band]) / float64(total))
			outline = append(outline, draw.Point{X: x, Y: top + height}, draw.Point{X: x, Y: top})
		}
		c.Polyline("line d1", outline)
		name := [2]string{"men", "women"}[sex]
		c.Text("", draw.Point{X: middle + way*c.W/4, Y: c.H - 6*draw.Px}, draw.Middle, name)
	}
	for band := 0; band < survey.Bands; band += 4 {
		y := (survey.Bands-band)*height - 2*draw.Px
		c.Text("faint", draw.Point{X: middle, Y: y}, draw.Middle, fmt.Sprint(5*band))
	}
}

package evidence

import (
	"math"

	"github.com/breachsim/breachsim/output/score/internal/protocol"
	"github.com/breachsim/breachsim/output/score/internal/replay"
	"github.com/breachsim/breachsim/output/score/report"
)

// Timeline tells how the exposure of a dataset grows, at the ends of so many equal parts of
// its time, as it is in the data and with each found account cut off after its first true
// alert:
//
//	E(t) = Σ_i E_i(t)      K(t) = Σ_i E_i(min(t, t_i + L))
//
// with the terms of exposure averted. At the end they are the figures of [report.Persons].
func Timeline(p *replay.Pass, parts int) *report.Timeline {
	from, to := p.D.Begin(), p.D.End()
	line := &report.Timeline{At: make([]int64, parts+1), Exposed: make([]int, parts+1), Kept24h: make([]int, parts+1),
		First: map[string]int64{}}
	for k := range line.At {
		line.At[k] = from + (to-from)/int64(parts)*int64(k)
	}
	line.At[parts] = to
	j := p.Judge(math.Inf(-1))
	lag := protocol.Lags[len(protocol.Lags)-1] // 24 h
	for i := range p.Att.Uses {
		u := &p.Att.Uses[i]
		u.Exposed.Counts(line.At, line.Exposed)
		u.Exposed.Counts(capped(line.At, j.Uses[i], lag), line.Kept24h)
		account := p.D.Names[u.Account]
		if at, known := line.First[account]; j.Uses[i] != 0 && (!known || j.Uses[i] < at) {
			line.First[account] = j.Uses[i]
		}
	}
	for k := range line.At { // through no account: nothing averts them, and nobody knows when
		line.Exposed[k] += p.Att.Loose
		line.Kept24h[k] += p.Att.Loose
	}
	return line
}

// capped lists moments, those behind a first alert and its lag as the end of the lag.
func capped(at []int64, first, lag int64) []int64 {
	if first == 0 {
		return at
	}
	list := make([]int64, len(at))
	for k, t := range at {
		list[k] = min(t, first+lag)
	}
	return list
}

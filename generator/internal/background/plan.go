package background

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// visits lists the visits that begin on a local day, onto list.
func (w *World) visits(number int32, list []visit) []visit {
	if !w.On() {
		return list
	}
	d := w.Calendar.Day(number)
	list = w.monitorsOf(d, list)
	for k := range scenarios.NumBackground {
		key := w.key.Stream(stFloor).At(uint64(k)).At(uint64(uint32(number)))
		draw := key.Rand()
		for i := range draw.Poisson(w.times(rates[k].floor)) {
			list = append(list, w.visit(d, k, uint32(k)<<groupBits|uint32(i), key.At(uint64(i))))
		}
	}
	each, most := w.key.Stream(stEach).At(uint64(uint32(number))), uint64(w.each[scenarios.NumBackground-1])
	for a := range uint32(w.Accounts) {
		key := each.At(uint64(a))
		u := key.Below(million)
		if u >= most {
			continue
		}
		k := scenarios.BackgroundKind(0)
		for int64(u) >= w.each[k] {
			k++
		}
		list = append(list, w.visit(d, k, ofAccounts|a, key.At(drawVisit)))
	}
	return w.guesses(d, list)
}

// visit is one visit of a day.
func (w *World) visit(d *calendar.Day, k scenarios.BackgroundKind, actor uint32, key random.Key) visit {
	v := visit{kind: k, day: d.Number, name: portal.SessionName(portal.OutsideKind, actor, d.Number, 0), key: key}
	draw := key.At(drawWhen).Rand()
	v.from = d.Start + int64(draw.Below(uint64(d.Length)))
	if k == scenarios.BackgroundVisitor { // between seven and ten at night, early afternoon above all
		v.from = d.At(7*hour + int64(draw.Below(uint64(15*hour))+draw.Below(uint64(15*hour)))/2)
	}
	v.to = v.from + longest
	switch k {
	case scenarios.BackgroundProbe:
		v.to = v.from + second
	case scenarios.BackgroundVisitor, scenarios.BackgroundResearch, scenarios.BackgroundCrawler:
		v.to = v.from + 20*minute
	case scenarios.BackgroundScan:
		v.to = v.from + scanLongest
	}
	return v
}

// Expect foretells the audit events and access lines of [from, to).
func (w *World) Expect(from, to int64) (events, lines int64) {
	if !w.On() {
		return 0, 0
	}
	a, days := int64(w.Accounts), (to-from+24*hour-1)/(24*hour)
	perVisit := [scenarios.NumBackground]int64{
		scenarios.BackgroundCrawler: 3, scenarios.BackgroundResearch: 2, scenarios.BackgroundProbe: 1,
		scenarios.BackgroundScan: scanMean, scenarios.BackgroundVisitor: 11,
	}
	for k, r := range rates {
		lines += (w.times(r.floor)*1000 + w.times(r.each)*a) / 1000 * perVisit[k] * days / 1000
	}
	for _, b := range bursts {
		events += w.times(b.perDay) * (int64(b.invented)*million + (b.unknown+b.known)*a) / million * days / 1000
	}
	return events, lines + events + monitors*days*24*hour/monitorEvery
}

// monitorsOf lists the monitors' visits: a day each.
func (w *World) monitorsOf(d *calendar.Day, list []visit) []visit {
	for i := range uint32(monitors) {
		list = append(list, visit{kind: scenarios.BackgroundMonitor, day: d.Number, number: i,
			name: portal.SessionName(portal.OutsideKind, i, d.Number, 0),
			key:  w.key.Stream(stMonitor).At(uint64(i)).At(uint64(uint32(d.Number))),
			from: d.Start, to: d.Start + d.Length})
	}
	return list
}

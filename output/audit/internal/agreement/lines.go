package agreement

import (
	"github.com/breachsim/breachsim/output/audit/internal/world"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// lines holds the access line of each audited request against it: the part of A16 that joins
// the logs. Both are in order of time, so that two pointers go along them, and of the access
// log the lines of some seconds are kept. Where the audit log is not in order, the lines of
// the whole day are.
type lines struct {
	kept    []world.Hit
	used    []bool // lines of kept that a request has
	from    int    // first line of kept in the second of the request, or after it
	row     int    // the next request
	any     bool   // the day has access lines
	ordered bool   // the audit log of the day is
}

// begin makes ready for the access log of a day.
func (l *lines) begin(d *world.Day) {
	*l = lines{kept: l.kept[:0], used: l.used[:0], ordered: true}
	for i := 1; i < len(d.Rows) && l.ordered; i++ {
		l.ordered = d.Rows[i-1].TS <= d.Rows[i].TS
	}
}

// join looks for the lines of the requests for which all that can be theirs are there.
func (l *lines) join(d *world.Day, p *world.Part, without *figure.Violations) {
	l.kept = append(l.kept, p.Hits...)
	l.used = append(l.used, make([]bool, len(p.Hits))...)
	l.any = l.any || len(p.Hits) > 0
	if !l.any || !l.ordered && !p.Last {
		return
	}
	for ; l.row < len(d.Rows); l.row++ {
		r := &d.Rows[l.row]
		if r.Request == 0 || r.Status == 0 || r.TS+measure.Second >= d.Start+d.Length {
			continue
		}
		second := r.TS - mod(r.TS, measure.Second)
		if !p.Last && !l.beyond(second+measure.Second) {
			break
		}
		l.seek(second)
		without.Of++
		if !l.match(r, second) {
			without.Add(func() string { return d.Where(r) })
		}
	}
	l.forget()
}

// beyond reports whether the lines go further than an instant.
func (l *lines) beyond(ts int64) bool { return len(l.kept) > 0 && l.kept[len(l.kept)-1].TS > ts }

// seek goes to the first line of a second.
func (l *lines) seek(second int64) {
	for l.from > 0 && l.kept[l.from-1].TS >= second { // the audit log is not in order here
		l.from--
	}
	for l.from < len(l.kept) && l.kept[l.from].TS < second {
		l.from++
	}
}

// match takes the first line that fits a request, in its second or the next.
func (l *lines) match(r *world.Row, second int64) bool {
	for k := l.from; k < len(l.kept) && l.kept[k].TS <= second+measure.Second; k++ {
		h := &l.kept[k]
		if !l.used[k] && h.IP == r.Of(world.IP) && h.Path == r.Of(world.Path) && h.Status == r.Status &&
			h.Bytes == r.Resp && h.Method == r.Of(world.Method) && h.Agent == r.Of(world.Agent) {
			l.used[k] = true
			return true
		}
	}
	return false
}

// forget drops the lines before those of the last second looked at.
func (l *lines) forget() {
	l.kept = append(l.kept[:0], l.kept[l.from:]...)
	l.used = append(l.used[:0], l.used[l.from:]...)
	l.from = 0
}

func mod(a, b int64) int64 { return (a%b + b) % b }

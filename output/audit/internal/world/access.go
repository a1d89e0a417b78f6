package world

import (
	"math"

	"github.com/breachsim/breachsim/output/truth"
)

// Hit is a line of the access log with its label.
type Hit struct {
	TS      int64 // whole second
	Offset  int32
	Line    int32
	Status  int32
	Bytes   int32
	IP      Sym
	Block   Sym
	Account Sym
	Method  Sym
	Path    Sym
	Agent   Sym
	Label   Label
}

// Part is some lines of a day's access log that follow one another, and the rows of the
// truth up to the last one that names any of them. The last part of a day has the rows that
// name no line, too. It is valid until the next part.
type Part struct {
	Hits  []Hit
	Marks []MarkedHit
	Last  bool // nothing of the day is left
}

// MarkedHit is a row of truth/access.
type MarkedHit struct {
	Event uint64
	Of    int64 // line of the access log
	Label string
	Line  int32 // of the row itself
}

// partLines is how many lines, and how many rows of the truth, a part has at most: so many
// that to show it is nothing beside looking at it.
const partLines = 2048

// parting cuts the access log of a day into parts, in step with the truth.
type parting struct {
	*loader
	part   Part
	date   string
	show   func(*Part)
	line   int64 // of the last hit
	marked bool  // a row of the truth named it
	failed error
}

// parts shows the access log of a day. Where there is none, there is the last part only.
func (p *parting) parts(d *Day, show func(*Part)) error {
	p.date, p.show, p.line = d.Date, show, 0
	err := Rows(p.world, d.AccessTruthFile(), p.mark)
	if p.upTo(math.MaxInt64); p.failed != nil {
		return p.failed
	}
	if err == nil {
		p.flush(true)
	}
	return err
}

// mark takes a row of the truth, after the lines up to the one that it names.
func (p *parting) mark(line int, a *truth.Access) {
	if len(p.part.Marks) == partLines {
		p.flush(false)
	}
	if p.upTo(a.Line); p.line == a.Line && !p.marked && len(p.part.Hits) > 0 {
		p.part.Hits[len(p.part.Hits)-1].Label, p.marked = labelOf(a.Label), true
	}
	p.part.Marks = append(p.part.Marks, MarkedHit{uint64(a.EventID), a.Line, a.Label, int32(line)})
}

// upTo takes lines of the log until it has taken one.
func (p *parting) upTo(line int64) {
	for p.line < line && p.failed == nil {
		q, at, err := p.access.take(p.date)
		if p.failed = err; q == nil {
			return
		}
		if len(p.part.Hits) == partLines {
			p.flush(false)
		}
		s := p.world.Syms
		h := Hit{TS: q.TS, Offset: int32(q.Offset), Line: at, Status: int32(q.Status), Bytes: int32(q.Bytes),
			Account: s.Of(q.Account), Method: s.Of(q.Method), Path: s.Of(page(q.Path)), Agent: s.Of(q.UserAgent)}
		h.IP, h.Block = s.addr(q.SrcIP)
		p.part.Hits = append(p.part.Hits, h)
		p.line, p.marked = int64(at), false
	}
}

// flush shows what was taken.
func (p *parting) flush(last bool) {
	p.part.Last = last
	p.show(&p.part)
	p.part.Hits, p.part.Marks = p.part.Hits[:0], p.part.Marks[:0]
}

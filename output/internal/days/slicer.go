package days

import (
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/delivery"
	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/encode/identity"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/ordered"
	"github.com/breachsim/breachsim/output/internal/pack"
	"github.com/breachsim/breachsim/output/internal/source"
	"github.com/breachsim/breachsim/output/internal/state"
	"github.com/breachsim/breachsim/output/internal/weak"
	"github.com/breachsim/breachsim/output/truth"
)

// shared is what all workers of a run read, and the places they report to.
type shared struct {
	src         source.Source
	windows     []event.Window
	streams     []stream
	logs        *encode.Texts
	truth       *truth.Texts
	mode        schema.NIRMode
	full        bool
	wantsAccess bool // some format wants access lines
	tallies     []state.Tallied
	wanted      *state.Bitmap // nil: nobody asks which persons were named
	named       bool          // persons of log lines are wanted, not only the exposed
	packing     string
	delivery    *delivery.Plan // nil: every line arrives once, in order and in time
}

// A slicer makes slices and encodes them: one worker of a run.
type slicer struct {
	*shared
	filler source.Filler
	batch  event.Batch
	audit  []schema.AppendEvent  // by stream; nil for other streams
	access []schema.AppendAccess // by stream; nil for other streams
	truths *truth.Encoder

	identities *identity.Encoder
	packer     pack.Packer
	fate       fates // of the lines of the slice
}

func (s *shared) newSlicer() (ordered.Worker, error) {
	p, err := pack.New(s.packing)
	if err != nil {
		return nil, err
	}
	w := &slicer{shared: s, filler: s.src.NewFiller(), packer: p}
	zone := s.src.Info().Location
	for i := range s.streams {
		w.audit = append(w.audit, s.logs.Audit(s.streams[i].format, s.mode))
		w.access = append(w.access, s.logs.Access(s.streams[i].format, zone))
	}
	if s.truth != nil {
		w.truths = truth.NewEncoder(s.truth)
	}
	w.batch.NoAccess, w.batch.WantIdentity = !s.wantsAccess, s.src.Info().Identity
	w.batch.WantWeak = slices.ContainsFunc(s.streams, func(t stream) bool {
		return t.role == warningPart || t.role == ticketPart || t.role == groundPart
	})
	w.identities = identity.NewEncoder(s.src.Catalog())
	return w, nil
}

// do makes one slice with all its streams.
func (s *slicer) Do(job int, q *ordered.Queue) error {
	s.filler.Fill(s.windows[job], &s.batch)
	if !s.wantsAccess {
		s.batch.AccessOrder = s.batch.AccessOrder[:0]
	}
	s.report(job, q)
	var err error
	if s.fate, err = s.fates(job, q); err != nil {
		return err
	}
	for i := range s.streams {
		c, err := s.stream(job, i, q)
		if err != nil {
			return err
		}
		if err := s.pieces(q, job, i, c); err != nil {
			return err
		}
	}
	return nil
}

// report passes on what is known once the slice is filled.
func (s *slicer) report(job int, q *ordered.Queue) {
	if q.Lines != nil {
		q.Counted(q.Lines, job, int64(len(s.batch.AccessOrder)))
	}
	if q.Events != nil {
		q.Counted(q.Events, job, int64(len(s.batch.AuditOrder)))
	}
	s.tallies[job].Add(&s.batch)
	if s.wanted == nil {
		return
	}
	for i := range s.batch.Exposures {
		s.wanted.Mark(s.batch.Exposures[i].Person)
	}
	if s.named {
		for _, p := range s.batch.Persons {
			s.wanted.Mark(p)
		}
	}
}

// candidates are the lines that a stream may have in a slice. row appends line i, or
// nothing where the stream leaves it out.
type candidates struct {
	n   int
	row func(dst []byte, i int) []byte
}

// stream returns what a stream may have in this slice.
func (s *slicer) stream(job, i int, q *ordered.Queue) (candidates, error) {
	b := &s.batch
	switch s.streams[i].role {
	case auditLog:
		line, told := s.audit[i], s.fate.audit
		return candidates{len(b.AuditOrder), func(dst []byte, i int) []byte {
			ev := &b.Audit[uint32(b.AuditOrder[i])]
			if told != nil && told[i].Skew != 0 {
				wrong := *ev
				wrong.TS += told[i].Skew
				ev = &wrong
			}
			return line(dst, ev)
		}}, nil
	case accessLog:
		line, told := s.access[i], s.fate.access
		return candidates{len(b.AccessOrder), func(dst []byte, i int) []byte {
			a := b.AccessAt(i)
			if told != nil && told[i].Skew != 0 {
				wrong := *a
				wrong.TS += told[i].Skew
				a = &wrong
			}
			return line(dst, a)
		}}, nil
	case eventTruth:
		return candidates{len(b.AuditOrder), s.eventRow}, nil
	case accessTruth:
		before, err := q.LinesBefore(q.Lines, job)
		return candidates{
			len(b.AccessOrder),
			func(dst []byte, i int) []byte { return s.accessRow(dst, before, i) },
		}, err
	case auditDelivery, accessDelivery:
		return s.told(s.streams[i].role), nil
	case auditLines, accessLines:
		return s.lineStream(job, s.streams[i].role, q)
	case identityLog:
		return candidates{len(b.IdentityOrder), func(dst []byte, i int) []byte {
			return s.identities.Append(dst, b.IdentityAt(i))
		}}, nil
	case warningPart:
		return weakRows(b.Warnings), nil
	case ticketPart:
		return weakRows(b.Tickets), nil
	case groundPart:
		return weakRows(b.Grounds), nil
	case exposedPart:
		return candidates{len(b.Exposures), func(dst []byte, i int) []byte {
			return s.truths.AppendExposed(dst, &b.Exposures[i])
		}}, nil
	default:
		return candidates{len(b.Interference), func(dst []byte, i int) []byte {
			return s.truths.AppendInterference(dst, &b.Interference[i])
		}}, nil
	}
}

func (s *slicer) eventRow(dst []byte, i int) []byte {
	ev, t := s.batch.AuditAt(i)
	if !s.full && truth.Plain(t) {
		return dst
	}
	return s.truths.AppendEvent(dst, ev.ID, t)
}

func (s *slicer) accessRow(dst []byte, before int64, i int) []byte {
	a := s.batch.AccessAt(i)
	if !s.full && truth.Plain(&a.Truth) {
		return dst
	}
	return s.truths.AppendAccess(dst, before+int64(i)+1, a)
}

// pieces writes the candidates of a stream. A piece ends where it has grown to
// its size, which depends on the lines alone.
func (s *slicer) pieces(q *ordered.Queue, job, stream int, c candidates) error {
	var p *ordered.Piece
	var err error
	lines := s.fate.of(s.streams[stream].role)
	for i := 0; i < c.n; {
		if p == nil {
			if p, err = q.Piece(job, stream); err != nil {
				return err
			}
		}
		dst, first := p.Raw, i
		for i < c.n && len(dst) < ordered.PieceBytes {
			before := len(dst)
			dst = c.row(dst, i)
			if len(dst) > before {
				p.Rows++
			}
			if lines != nil {
				p.Ends = append(p.Ends, len(dst))
			}
			i++
		}
		p.Raw = dst
		if lines != nil {
			p.Fates = lines[first:i]
		} else if len(dst) == 0 {
			break // candidates are used up and none was written
		}
		if err := s.hand(q, p); err != nil {
			return err
		}
		p = nil
	}
	if p != nil {
		q.Release(p)
	}
	return nil
}

func (s *slicer) hand(q *ordered.Queue, p *ordered.Piece) error {
	if s.packer != nil && s.streams[p.Stream].packed && p.Fates == nil { // else it is packed as it is delivered
		var err error
		if p.Packed, err = s.packer.Pack(p.Packed[:0], p.Raw); err != nil {
			return err
		}
	}
	q.Put(p)
	return nil
}

// lineRow appends the labels of a line of a log, or nothing for one that is
// plainly benign unless the truth is to be full.
func (s *slicer) lineRow(dst []byte, line int64, t *event.Truth) []byte {
	if !s.full && truth.Plain(t) {
		return dst
	}
	return s.truths.AppendLine(dst, line, t)
}

// lineStream is stream for the labels by line.
func (s *slicer) lineStream(job int, r role, q *ordered.Queue) (candidates, error) {
	b := &s.batch
	if r == auditLines {
		before, err := q.LinesBefore(q.Events, job)
		return candidates{len(b.AuditOrder), func(dst []byte, i int) []byte {
			_, t := b.AuditAt(i)
			return s.lineRow(dst, before+int64(i)+1, t)
		}}, err
	}
	before, err := q.LinesBefore(q.Lines, job)
	return candidates{len(b.AccessOrder), func(dst []byte, i int) []byte {
		return s.lineRow(dst, before+int64(i)+1, &b.AccessAt(i).Truth)
	}}, err
}

// weakRows are the rows of a part that is put together at the end.
func weakRows[R weak.Row](list []R) candidates {
	return candidates{len(list), func(dst []byte, i int) []byte { return weak.Append(dst, &list[i]) }}
}

// fates decides what becomes of the lines of a slice on their way.
func (s *slicer) fates(job int, q *ordered.Queue) (f fates, err error) {
	if s.delivery == nil {
		return f, nil
	}
	b, cat, w, zone := &s.batch, s.src.Catalog(), s.windows[job], s.src.Info().Location
	before, err := q.LinesBefore(q.Events, job)
	if err != nil {
		return f, err
	}
	d := newDecider(s.delivery, delivery.Audit, w, before).within(zone)
	f.audit = make([]delivery.Line, len(b.AuditOrder))
	for i := range f.audit {
		ev, _ := b.AuditAt(i)
		f.audit[i] = d.next(ev.TS, accountOf(cat, ev.Account))
		s.tallies[job].AuditDelivered(&f.audit[i].Fate)
	}
	if !s.wantsAccess {
		return f, nil
	}
	if before, err = q.LinesBefore(q.Lines, job); err != nil {
		return f, err
	}
	d = newDecider(s.delivery, delivery.Access, w, before).within(zone)
	f.access = make([]delivery.Line, len(b.AccessOrder))
	for i := range f.access {
		a := b.AccessAt(i)
		f.access[i] = d.next(a.TS, accountOf(cat, a.Account))
		s.tallies[job].AccessDelivered(&f.access[i].Fate)
	}
	return f, nil
}

// told are the beginnings of rows that tell what became of lines.
func (s *slicer) told(r role) candidates {
	b, f := &s.batch, &s.fate
	if r == auditDelivery {
		return candidates{len(f.audit), func(dst []byte, i int) []byte {
			if f.audit[i].Plain() {
				return dst
			}
			ev, t := b.AuditAt(i)
			return s.truths.AppendDelivered(dst,
				truth.Sent{Log: "audit", TS: ev.TS, Event: ev.ID, Request: ev.Request, Truth: t})
		}}
	}
	return candidates{len(f.access), func(dst []byte, i int) []byte {
		if f.access[i].Plain() {
			return dst
		}
		a := b.AccessAt(i)
		return s.truths.AppendDelivered(dst,
			truth.Sent{Log: "access", TS: a.TS, Event: a.Event, Request: a.Request, Truth: &a.Truth})
	}}
}

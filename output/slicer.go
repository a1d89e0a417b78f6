package output

import (
	"breachsim/generator/event"
	"breachsim/output/encode"
	"breachsim/output/encode/schema"
	"breachsim/output/truth"
)

// shared is what all workers of a run read, and the places they report to.
type shared struct {
	src         Source
	windows     []event.Window
	streams     []stream
	logs        *encode.Texts
	truth       *truth.Texts
	mode        schema.NIRMode
	full        bool
	wantsAccess bool // some format wants access lines
	tallies     []tallied
	wanted      *bitmap // nil: nobody asks which persons were named
	named       bool    // persons of log lines are wanted, not only the exposed
	pack        string
}

// A slicer makes slices and encodes them: one worker of a run.
type slicer struct {
	*shared
	filler Filler
	batch  event.Batch
	audit  []schema.AppendEvent  // by stream; nil for other streams
	access []schema.AppendAccess // by stream; nil for other streams
	truths *truth.Encoder
	packer packer
}

func (s *shared) newSlicer() (worker, error) {
	p, err := newPacker(s.pack)
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
	w.batch.NoAccess = !s.wantsAccess
	return w, nil
}

// do makes one slice with all its streams.
func (s *slicer) do(job int, q *queue) error {
	s.filler.Fill(s.windows[job], &s.batch)
	if !s.wantsAccess {
		s.batch.AccessOrder = s.batch.AccessOrder[:0]
	}
	s.report(job, q)
	for i := range s.streams {
		n, row, err := s.stream(job, i, q)
		if err != nil {
			return err
		}
		if err := s.pieces(q, job, i, n, row); err != nil {
			return err
		}
	}
	return nil
}

// report passes on what is known once the slice is filled.
func (s *slicer) report(job int, q *queue) {
	if q.lines != nil {
		q.counted(q.lines, job, int64(len(s.batch.AccessOrder)))
		q.counted(q.events, job, int64(len(s.batch.AuditOrder)))
	}
	s.tallies[job].add(&s.batch)
	if s.wanted == nil {
		return
	}
	for i := range s.batch.Exposures {
		s.wanted.mark(s.batch.Exposures[i].Person)
	}
	if s.named {
		for _, p := range s.batch.Persons {
			s.wanted.mark(p)
		}
	}
}

// A row appends line i of a stream, or nothing where the stream leaves it out.
type row func(dst []byte, i int) []byte

// stream returns how many candidates a stream has in this slice and how one
// is written.
func (s *slicer) stream(job, i int, q *queue) (int, row, error) {
	b := &s.batch
	switch s.streams[i].role {
	case auditLog:
		line := s.audit[i]
		return len(b.AuditOrder), func(dst []byte, i int) []byte {
			return line(dst, &b.Audit[uint32(b.AuditOrder[i])])
		}, nil
	case accessLog:
		line := s.access[i]
		return len(b.AccessOrder), func(dst []byte, i int) []byte {
			return line(dst, b.AccessAt(i))
		}, nil
	case eventTruth:
		return len(b.AuditOrder), s.eventRow, nil
	case accessTruth:
		before, err := q.linesBefore(q.lines, job)
		return len(b.AccessOrder), func(dst []byte, i int) []byte { return s.accessRow(dst, before, i) }, err
	case auditLines, accessLines:
		return s.lineStream(job, s.streams[i].role, q)
	case exposedPart:
		return len(b.Exposures), func(dst []byte, i int) []byte {
			return s.truths.AppendExposed(dst, &b.Exposures[i])
		}, nil
	default:
		return len(b.Interference), func(dst []byte, i int) []byte {
			return s.truths.AppendInterference(dst, &b.Interference[i])
		}, nil
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

// pieces writes n candidates of a stream. A piece ends where it has grown to
// its size, which depends on the lines alone.
func (s *slicer) pieces(q *queue, job, stream, n int, row row) error {
	var p *piece
	var err error
	for i := 0; i < n; {
		if p == nil {
			if p, err = q.piece(job, stream); err != nil {
				return err
			}
		}
		dst := p.raw
		for i < n && len(dst) < pieceBytes {
			before := len(dst)
			dst = row(dst, i)
			if len(dst) > before {
				p.rows++
			}
			i++
		}
		p.raw = dst
		if len(dst) == 0 {
			break // candidates are used up and none was written
		}
		if err := s.hand(q, p); err != nil {
			return err
		}
		p = nil
	}
	if p != nil {
		q.release(p)
	}
	return nil
}

func (s *slicer) hand(q *queue, p *piece) error {
	if s.packer != nil && s.streams[p.stream].packed {
		var err error
		if p.packed, err = s.packer.pack(p.packed[:0], p.raw); err != nil {
			return err
		}
	}
	q.put(p)
	return nil
}

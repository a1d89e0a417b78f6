package emit

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
)

// packed are the sessions of a day with their scripts, in a fourth of the memory that they
// take otherwise: one behind the other, each a record that is read from its beginning.
//
//	session: flags, account, number, user, look-ups, start, (until), room, (look-alike), (source)
//	script:  how many steps, (a head for each part), and of each step: kind, flags, time since
//	         the one before, (position), (person), (service)
//
// Numbers are varints as in [binary], but for times; what is in parentheses stands there if
// it is needed. A script of many steps has parts, so that a slice reads those near it alone:
// at some desks a session is open for hours.
type packed struct {
	blocks       [][]byte
	used         int // of the blocks
	record, part []byte
}

// partSteps is how many steps a part of a script has, but for the last.
const partSteps = 16

// head says of a part of a script what the next one builds on.
type head struct {
	end      int64  // its last step
	next     uint16 // the position behind that
	renewals int    // new sign-ins in it
	bytes    int
}

// A block takes records until it is full; one that is longer than a block has its own.
const (
	blockBits  = 16
	blockBytes = 1 << blockBits
)

// Flags of a session.
const (
	isAgain = 1 << iota
	hasUntil
	hasLookAlike
	isCopy
)

// Flags of a step, beside its result.
const (
	isNext     = 8 << iota // its position is the one behind that of the step before
	aboutOwn               // its person is drawn by its own position
	hasService             // beside the kind
	isFirst
	isKin
)

// isFar stands beside the kind of a step that comes more than an hour after the one before:
// the time between them has eight bytes and not four.
const isFar = 0x80

// resultBits is where the result of a step stands among its flags.
const resultBits = 1<<3 - 1

// clear makes room for another day.
func (p *packed) clear() { p.used = 0 }

// add appends a session with its script and returns where it stands.
func (p *packed) add(s *course.Session, steps []course.Step) uint32 {
	p.record = appendSession(p.record[:0], s)
	p.record = binary.AppendUvarint(p.record, uint64(len(steps)))
	if len(steps) <= partSteps {
		p.record = appendSteps(p.record, head{end: s.Start}, steps)
	} else {
		p.addParts(s.Start, steps)
	}
	if p.used == 0 || len(p.blocks[p.used-1])+len(p.record) > cap(p.blocks[p.used-1]) {
		p.next(len(p.record))
	}
	b := &p.blocks[p.used-1]
	at := uint32(p.used-1)<<blockBits | uint32(len(*b))
	*b = append(*b, p.record...)
	return at
}

// next goes on to an empty block for a record of some length.
func (p *packed) next(length int) {
	if p.used == len(p.blocks) {
		p.blocks = append(p.blocks, nil)
	}
	b := &p.blocks[p.used]
	if *b = (*b)[:0]; cap(*b) < length || cap(*b) < blockBytes {
		*b = make([]byte, 0, max(blockBytes, length))
	}
	p.used++
}

// addParts appends a script of several parts to the record.
func (p *packed) addParts(start int64, steps []course.Step) {
	p.part = p.part[:0]
	for before := (head{end: start}); len(steps) > 0; {
		n, length, end := min(partSteps, len(steps)), len(p.part), before.end
		p.part = appendSteps(p.part, before, steps[:n])
		before, steps = headOf(steps[:n]), steps[n:]
		p.record = binary.AppendVarint(p.record, before.end-end)
		p.record = binary.AppendUvarint(p.record, uint64(before.next))
		p.record = binary.AppendUvarint(p.record, uint64(before.renewals))
		p.record = binary.AppendUvarint(p.record, uint64(len(p.part)-length))
	}
	p.record = append(p.record, p.part...)
}

func headOf(steps []course.Step) head {
	last := &steps[len(steps)-1]
	h := head{end: last.TS, next: last.Pos + 1}
	for i := range steps {
		if steps[i].Kind == course.SignInAgain {
			h.renewals++
		}
	}
	return h
}

// A sitting is a session near a slice. Of its script the steps near that are at hand.
type sitting struct {
	course.Session

	renewals int // new sign-ins before the steps at hand
}

// stretch is a stretch of time, and what is wanted of it.
type stretch struct {
	from, to     int64  // sessions that touch it
	since, until int64  // of their scripts the steps between these, with the one before them
	whole        []bool // by account: all its steps; nil = of none
}

// all has all steps of sessions wanted.
func (w stretch) all() stretch {
	w.since, w.until = math.MinInt64, math.MaxInt64
	return w
}

// everything is a stretch of which all is wanted.
var everything = stretch{from: math.MinInt64, to: math.MaxInt64}.all()

// read appends the session at a place, which began on a day, and the steps wanted of its
// script, if not some more. The session says where they stand.
func (p *packed) read(at uint32, day int32, w *stretch, steps []course.Step) (sitting, []course.Step) {
	r := reader{p.blocks[at>>blockBits], int(at & (blockBytes - 1))}
	s := sitting{Session: r.session()}
	s.Day, s.First, s.End = day, uint32(len(steps)), s.Start
	n := int(r.unsigned())
	switch {
	case n == 0:
	case n <= partSteps:
		steps = r.steps(head{end: s.Start}, n, steps)
		s.End = steps[len(steps)-1].TS
	case w.whole != nil && w.whole[s.Account]:
		steps = r.parts(&s, n, &everything, steps)
	default:
		steps = r.parts(&s, n, w, steps)
	}
	s.Steps = uint16(len(steps) - int(s.First))
	return s, steps
}

func appendSession(b []byte, s *course.Session) []byte {
	flags := byte(0)
	for i, set := range [...]bool{s.Again, s.Until != 0, s.LookAlike != 0, s.Copies} {
		if set {
			flags |= 1 << i
		}
	}
	b = append(b, flags, s.Index, s.Human)
	b = binary.AppendUvarint(b, uint64(s.Account))
	b = binary.AppendUvarint(b, uint64(s.LookUps))
	b = binary.LittleEndian.AppendUint64(b, uint64(s.Start))
	b = binary.AppendVarint(b, s.Room)
	if s.Until != 0 {
		b = binary.AppendVarint(b, s.Until-s.Start)
	}
	if s.LookAlike != 0 {
		b = binary.AppendUvarint(b, uint64(s.LookAlike))
	}
	if s.Copies {
		b = append(b, s.SourceIndex)
		b = binary.AppendUvarint(b, uint64(s.Source))
	}
	return b
}

// appendSteps appends the steps of a part, the one before it given.
func appendSteps(b []byte, before head, steps []course.Step) []byte {
	from, next := before.end, before.next
	for i := range steps {
		st := &steps[i]
		flags := byte(st.Result)
		serves := st.Service != event.NoService
		for j, set := range [...]bool{st.Pos == next, st.About == st.Pos, serves, st.First, st.Kin} {
			if set {
				flags |= isNext << j
			}
		}
		if gap := st.TS - from; gap == int64(uint32(gap)) {
			b = binary.LittleEndian.AppendUint32(append(b, byte(st.Kind), flags), uint32(gap))
		} else {
			b = binary.LittleEndian.AppendUint64(append(b, byte(st.Kind)|isFar, flags), uint64(gap))
		}
		if st.Pos != next {
			b = binary.AppendUvarint(b, uint64(st.Pos))
		}
		if st.About != st.Pos {
			b = binary.AppendUvarint(b, uint64(st.About))
		}
		if serves {
			b = append(b, byte(st.Service))
		}
		from, next = st.TS, st.Pos+1
	}
	return b
}

// reader reads records from a place in a block on.
type reader struct {
	b  []byte
	at int
}

func (r *reader) byte() byte {
	x := r.b[r.at]
	r.at++
	return x
}

func (r *reader) unsigned() uint64 {
	x := uint64(r.byte())
	if x < 0x80 {
		return x
	}
	x &= 0x7f
	for shift := 7; ; shift += 7 {
		y := r.byte()
		x |= uint64(y&0x7f) << shift
		if y < 0x80 {
			return x
		}
	}
}

func (r *reader) signed() int64 {
	x := r.unsigned()
	return int64(x>>1) ^ -int64(x&1)
}

func (r *reader) session() (s course.Session) {
	flags := r.byte()
	s.Index, s.Human = r.byte(), r.byte()
	s.Account, s.LookUps = uint32(r.unsigned()), uint16(r.unsigned())
	s.Start = int64(binary.LittleEndian.Uint64(r.b[r.at:]))
	r.at += 8
	s.Room, s.Again = r.signed(), flags&isAgain != 0
	if flags&hasUntil != 0 {
		s.Until = s.Start + r.signed()
	}
	if flags&hasLookAlike != 0 {
		s.LookAlike = uint32(r.unsigned())
	}
	if flags&isCopy != 0 {
		s.Copies, s.SourceIndex, s.Source = true, r.byte(), uint32(r.unsigned())
	}
	return s
}

// parts appends the steps wanted of a script that has so many in all.
func (r *reader) parts(s *sitting, n int, w *stretch, dst []course.Step) []course.Step {
	heads := *r
	for range (n + partSteps - 1) / partSteps {
		h := r.head(s.End)
		s.End = h.end
	}
	before, ahead := head{end: s.Start}, heads.head(s.Start)
	for left := n; left > 0; left -= partSteps {
		h := ahead
		if left > partSteps {
			ahead = heads.head(h.end)
		}
		switch {
		case before.end > w.until: // its last step lies behind the stretch
			return dst
		case ahead.end < w.since: // the next one has the step before the stretch
			r.at += h.bytes
			s.renewals += h.renewals
		default:
			dst = r.steps(before, min(left, partSteps), dst)
		}
		before = h
	}
	return dst
}

// head reads the head of a part, that before it having an end.
func (r *reader) head(end int64) (h head) {
	h.end = end + r.signed()
	h.next, h.renewals, h.bytes = uint16(r.unsigned()), int(r.unsigned()), int(r.unsigned())
	return h
}

// steps appends so many steps, which stand behind a part with a head.
func (r *reader) steps(before head, n int, dst []course.Step) []course.Step {
	from, next := before.end, before.next
	dst = slices.Grow(dst, n)
	for range n {
		b := r.b[r.at:]
		kind, flags := b[0], b[1]
		if kind&isFar == 0 {
			from += int64(binary.LittleEndian.Uint32(b[2:]))
			r.at += 6
		} else {
			from += int64(binary.LittleEndian.Uint64(b[2:]))
			r.at += 10
		}
		st := course.Step{TS: from, Pos: next, Kind: course.Kind(kind &^ isFar),
			Result: event.Result(flags & resultBits), First: flags&isFirst != 0, Kin: flags&isKin != 0}
		if flags&isNext == 0 {
			st.Pos = uint16(r.unsigned())
		}
		st.About, next = st.Pos, st.Pos+1
		if flags&aboutOwn == 0 {
			st.About = uint16(r.unsigned())
		}
		if flags&hasService != 0 {
			st.Service = event.Service(r.byte())
		}
		dst = append(dst, st)
	}
	return dst
}

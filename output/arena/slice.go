package arena

import (
	"bytes"
	"hash/maphash"
	"strings"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/read"
)

// slice is the lines of one slice of the log, native and one after the other.
type slice struct {
	text  []byte
	ends  []int   // of each line in text, behind its newline
	times []int64 // of each line
}

// digest returns a digest of the lines, of 64 bits: it tells a fault of ours, which nobody aims at.
// Only digests of one seed can be compared.
func (s *slice) digest(seed maphash.Seed) uint64 { return maphash.Bytes(seed, s.text) }

// line returns line i without its newline.
func (s *slice) line(i int) []byte {
	from := 0
	if i > 0 {
		from = s.ends[i-1]
	}
	return s.text[from : s.ends[i]-1]
}

// begins reports whether the slice begins with the first n lines of another one.
func (s *slice) begins(with *slice, n int) bool {
	if n == 0 {
		return true
	}
	return len(s.ends) >= n && s.ends[n-1] == with.ends[n-1] &&
		bytes.Equal(s.text[:s.ends[n-1]], with.text[:s.ends[n-1]])
}

// lines makes the lines of slices of a plan. It serves one goroutine.
type lines struct {
	filler  *generator.Filler
	batch   event.Batch
	catalog *event.Catalog // that append names things by
	append  schema.AppendEvent
}

// newLines returns the maker of a plan's lines.
func newLines(p *generator.Plan) (*lines, error) {
	l := &lines{}
	l.batch.NoAccess = true
	return l, l.turn(p)
}

// turn goes on to another plan. Plans of one world have their names in common.
func (l *lines) turn(p *generator.Plan) error {
	if l.filler == nil {
		l.filler = p.NewFiller()
	} else {
		l.filler.Turn(p)
	}
	if l.catalog == p.Catalog() {
		return nil
	}
	mode, err := schema.ParseNIRMode(p.Source().Output.NIR.String())
	if err != nil {
		return err
	}
	native, err := encode.LogFormats([]string{"jsonl"})
	if err != nil {
		return err
	}
	l.catalog, l.append = p.Catalog(), encode.NewTexts(p.Catalog()).Audit(native[0], mode)
	return nil
}

// make makes a slice. What was in it is written over.
func (l *lines) make(w event.Window, into *slice) {
	l.filler.Fill(w, &l.batch)
	into.write(&l.batch, l.append)
}

// write encodes the events of a batch.
func (s *slice) write(b *event.Batch, line schema.AppendEvent) {
	s.text, s.ends, s.times = s.text[:0], s.ends[:0], s.times[:0]
	for i := range b.AuditOrder {
		ev := &b.Audit[uint32(b.AuditOrder[i])]
		s.text = line(s.text, ev)
		s.ends, s.times = append(s.ends, len(s.text)), append(s.times, ev.TS)
	}
}

// newParser returns a reader of single lines.
func newParser() *read.Audit { return read.NewAudit(strings.NewReader("")) }

//go:build unix

package output_test

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"syscall"
	"testing"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/internal/encode/records"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

const (
	ratioScale    = scenarios.Scale(100_000) // in millionths: 600,000 persons
	ratioAccounts = 2000                     // at that scale
	ratioRounds   = 3
	bareLines     = 1_000_000
	fakeLines     = 60_000
)

// program makes lines and counts them.
type program struct {
	name  string
	lines int
	run   func(w io.Writer) (lines int, err error)

	seconds float64 // of processor time, in the quickest round
	bytes   int64
}

func (p *program) rate() float64 { return float64(p.lines) / p.seconds }

const ratiosHead = "| lines | one of ours costs, in bare lines | one of gofakeit costs, in ours |"

// TestRatios holds speed.md to have the table of ratios. With -update it measures: whole
// programs on one worker, in rounds in turn, of which the quickest counts; processor time,
// the garbage collector's included, since other programs may run beside.
func TestRatios(t *testing.T) {
	page, err := os.ReadFile("speed.md")
	if err != nil {
		t.Fatal(err)
	}
	head, rest, found := bytes.Cut(page, []byte(ratiosHead))
	_, tail, whole := bytes.Cut(rest, []byte("\n\n"))
	if !found || !whole {
		t.Fatalf("speed.md has no table of ratios with the head %q", ratiosHead)
	}
	if flag.Lookup("update").Value.String() != "true" {
		return
	}
	var b bytes.Buffer
	b.Write(head)
	writeRatios(t, &b)
	b.WriteString("\n")
	b.Write(tail)
	if err := os.WriteFile("speed.md", b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}

// BenchmarkRatios tells the same of one program a line, for who works on one of them:
// go test ./output -run '^$' -bench 'Ratios/audit' -benchtime 2x.
func BenchmarkRatios(b *testing.B) {
	for _, p := range programs() {
		b.Run(strings.ReplaceAll(p.name, ",", ""), func(b *testing.B) {
			from, lines := processorTime(b), 0
			for b.Loop() {
				n, err := p.run(io.Discard)
				if err != nil {
					b.Fatal(err)
				}
				lines += n
			}
			b.ReportMetric(float64(lines)/(processorTime(b)-from)/1e3, "klines/CPU-s")
		})
	}
}

func writeRatios(t *testing.T, w io.Writer) {
	list := programs()
	for i := range list {
		list[i].seconds = math.Inf(1)
	}
	for range ratioRounds {
		for i := range list {
			list[i].measure(t)
		}
	}
	of := map[string]*program{}
	for i := range list {
		of[list[i].name] = &list[i]
		t.Logf("%-32s %9.0f lines/CPU-s %6.0f bytes a line", list[i].name, list[i].rate(),
			float64(list[i].bytes)/float64(list[i].lines))
	}
	fmt.Fprintf(w, "%s\n|---|--:|--:|\n", ratiosHead)
	for _, r := range []struct{ ours, bare, fake string }{
		{"audit, baseline", "audit, bare", "audit, gofakeit"},
		{"audit, amelipro-2022", "audit, bare", "audit, gofakeit"},
		{"combined, baseline", "combined, bare", ""},
		{"insured persons", "persons, bare", "persons, gofakeit"},
		{"insured persons and contacts", "persons, bare", "persons, gofakeit"},
	} {
		faker := "–"
		if f := of[r.fake]; f != nil {
			faker = fmt.Sprintf("%.1f", of[r.ours].rate()/f.rate())
		}
		fmt.Fprintf(w, "| %s | %.1f | %s |\n", r.ours, of[r.bare].rate()/of[r.ours].rate(), faker)
	}
}

// measure runs the program once.
func (p *program) measure(t *testing.T) {
	t.Helper()
	c := &counting{}
	from := processorTime(t)
	n, err := p.run(c)
	if err != nil {
		t.Fatal(err)
	}
	p.seconds, p.lines, p.bytes = min(p.seconds, processorTime(t)-from), max(n, c.lines), c.bytes
}

// processorTime is what this process has used so far, in seconds.
func processorTime(tb testing.TB) float64 {
	tb.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	seconds := func(t syscall.Timeval) float64 { return float64(t.Sec) + float64(t.Usec)/1e6 }
	return seconds(u.Utime) + seconds(u.Stime)
}

// counting counts bytes on their way to nowhere.
type counting struct {
	bytes int64
	lines int
}

func (c *counting) Write(p []byte) (int, error) {
	c.bytes += int64(len(p))
	return len(p), nil
}

func programs() []program {
	return []program{
		{name: "audit, bare", run: bareAudit},
		{name: "audit, baseline", run: func(w io.Writer) (int, error) { return stream(w, "baseline") }},
		{name: "audit, amelipro-2022", run: func(w io.Writer) (int, error) { return stream(w, "amelipro-2022") }},
		{name: "audit, gofakeit", run: func(w io.Writer) (int, error) { return buffered(w, fakeAudit) }},
		{name: "combined, bare", run: bareAccess},
		{name: "combined, baseline", run: combined},
		{name: "persons, bare", run: barePersons},
		{name: "insured persons", run: insured},
		{name: "insured persons and contacts", run: both},
		{name: "persons, gofakeit", run: func(w io.Writer) (int, error) { return buffered(w, fakePersons) }},
	}
}

// handed hands over what is appended once it is enough.
func handed(w io.Writer, buf []byte) []byte {
	if len(buf) < pieceBytes {
		return buf
	}
	w.Write(buf) // counts and cannot fail
	return buf[:0]
}

const perSecond = 37 // events of the bare logs

func bareAudit(w io.Writer) (int, error) {
	b, buf := newBare(ratioAccounts), make([]byte, 0, 2*pieceBytes)
	for i := range uint64(bareLines) {
		buf = handed(w, b.audit(buf, i, 1_646_000_000_000_000+int64(i)*(1_000_000/perSecond)))
	}
	return bareLines, nil
}

func bareAccess(w io.Writer) (int, error) {
	b, buf := newBare(ratioAccounts), make([]byte, 0, 2*pieceBytes)
	for i := range uint64(bareLines) {
		buf = handed(w, b.access(buf, i, 1_646_000_000_000_000+int64(i)*(1_000_000/perSecond)))
	}
	return bareLines, nil
}

func barePersons(w io.Writer) (int, error) {
	b, buf := newBare(1), make([]byte, 0, 2*pieceBytes)
	for i := range uint64(bareLines) {
		buf = handed(w, b.person(buf, i))
	}
	return bareLines, nil
}

func buffered(w io.Writer, write func(w io.Writer, n int) error) (int, error) {
	b := bufio.NewWriter(w)
	if err := write(b, fakeLines); err != nil {
		return 0, err
	}
	return fakeLines, b.Flush()
}

func planned(id string) (*generator.Plan, error) {
	sc, err := library.Builtin(id)
	if err != nil {
		return nil, err
	}
	return generator.New(sc, generator.Options{Scale: ratioScale})
}

// newlines counts lines on their way to another writer.
type newlines struct {
	w io.Writer
	n int
}

func (c *newlines) Write(p []byte) (int, error) {
	c.n += bytes.Count(p, []byte{'\n'})
	return c.w.Write(p)
}

// stream plans a scenario and makes its audit log, as `generate -o -` does.
func stream(w io.Writer, id string) (int, error) {
	p, err := planned(id)
	if err != nil {
		return 0, err
	}
	n := &newlines{w: w}
	err = output.Stream(context.Background(), dataset.Source(p, "ratios"), n, 1)
	return n.n, err
}

// combined plans the baseline and makes its access log, without files.
func combined(w io.Writer) (int, error) {
	p, err := planned("baseline")
	if err != nil {
		return 0, err
	}
	line := encode.NewTexts(p.Catalog()).Combined(p.Scenario().Time.Location)
	f, n, buf := p.NewFiller(), 0, make([]byte, 0, 2*pieceBytes)
	var b event.Batch
	for _, slice := range p.Windows() {
		f.Fill(slice, &b)
		for j := range b.Access {
			buf = handed(w, line(buf, b.AccessAt(j)))
		}
		n += len(b.Access)
	}
	return n, nil
}

// insured lists all insured persons as CSV.
func insured(w io.Writer) (int, error) {
	line, r := records.Persons().CSV(), make([]record.Person, walkBlock)
	return walk(w, func(q *generator.People, persons []uint32, dst []byte) []byte {
		q.Fill(persons, r, nil)
		for j := range persons {
			dst = line.Append(dst, &r[j])
		}
		return dst
	})
}

// both lists the same persons and their contacts.
func both(w io.Writer) (int, error) {
	person, contact := records.Persons().CSV(), records.Contacts().CSV()
	r, c := make([]record.Person, walkBlock), make([]record.Contact, walkBlock)
	return walk(w, func(q *generator.People, persons []uint32, dst []byte) []byte {
		q.Fill(persons, r, c)
		for j := range persons {
			dst = contact.Append(person.Append(dst, &r[j]), &c[j])
		}
		return dst
	})
}

// walkBlock is how many persons are asked for at once, as the writer of tables does.
const walkBlock = 64

func walk(w io.Writer, lines func(q *generator.People, persons []uint32, dst []byte) []byte) (int, error) {
	p, err := planned("baseline")
	if err != nil {
		return 0, err
	}
	q, n, buf := p.NewPeople(), 0, make([]byte, 0, 2*pieceBytes)
	persons := make([]uint32, 0, walkBlock)
	for n < p.Persons() {
		persons = persons[:0]
		for i := n; i < min(n+walkBlock, p.Persons()); i++ {
			persons = append(persons, uint32(i))
		}
		buf = handed(w, lines(q, persons, buf))
		n += len(persons)
	}
	return n, nil
}

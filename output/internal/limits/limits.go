// Package limits bounds what is read from files that others may have written.
//
// It is a leaf below every reader of output: a dataset that was downloaded, a
// shard from another machine and rules from a repository are input, and input may
// be hostile. Each bound is far above what this program writes and far below what
// a machine can hold; what is above it is an error that names the file, never a
// crash, an endless read or a full memory. The table for users stands in
// output/README.md; a test holds it against the constants.
//
// It judges no content. Scenarios have bounds of their own in scenarios/language.
package limits

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// The bounds, in bytes where nothing else is said.
const (
	Index  = 64 << 20  // manifest.json, scenario.yaml, the index of a shard or a sweep: each is read whole
	Line   = 1 << 20   // a line of a log or of the truth
	Alert  = 4 << 20   // a line of alerts, which may name many events
	Value  = 64 << 20  // one JSON value of a file of alerts
	Row    = 1 << 20   // a row of a table in CSV, its quoted line breaks included
	Rules  = 4 << 20   // a file of rules in Sigma
	Pack   = 64 << 20  // a file of a fixture
	Window = 128 << 20 // what unpacking zstd may look back on, as the zstd program has it

	// Ratio is how many bytes one packed byte may become, beside Spare at the
	// beginning. Logs pack 10 to 40 times.
	Ratio = 1000
	Spare = 16 << 20
)

var (
	errNotRegular = errors.New("not a regular file")
	errTooLarge   = errors.New("too large")
	errRatio      = fmt.Errorf("it unpacks to more than %d times its size", Ratio)
	errRow        = fmt.Errorf("a row is longer than %d MiB", Row>>20)
)

// Open opens a regular file, or a link to one. Pipes and devices are refused:
// reading them may never end.
func Open(path string) (*os.File, error) {
	st, err := os.Stat(path) // opening a pipe would wait for its other end
	if err != nil {
		return nil, err
	}
	if st.IsDir() || !st.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "open", Path: path, Err: errNotRegular}
	}
	return os.Open(path)
}

// ReadFile reads a regular file whole, if it has at most so many bytes.
func ReadFile(path string, most int64) ([]byte, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() // only read
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(b)) > most {
		err = &fs.PathError{Op: "read", Path: path, Err: fmt.Errorf("%w: more than %d bytes", errTooLarge, most)}
	}
	if err != nil {
		return nil, err
	}
	return b, nil
}

// Unpacking counts what goes into an unpacker against what comes out of it.
type Unpacking struct {
	packed io.Reader
	in     int64
	out    int64
}

// NewUnpacking returns the count of an unpacker that reads from r; give it
// [Unpacking.Packed] to read from.
func NewUnpacking(r io.Reader) *Unpacking { return &Unpacking{packed: r} }

// Packed is what the unpacker reads from.
func (u *Unpacking) Packed() io.Reader { return packed{u} }

type packed struct{ u *Unpacking }

func (p packed) Read(b []byte) (int, error) {
	n, err := p.u.packed.Read(b)
	p.u.in += int64(n)
	return n, err
}

// Content is the output of the unpacker, up to what its input may become.
func (u *Unpacking) Content(r io.ReadCloser) io.ReadCloser { return content{r, u} }

type content struct {
	io.ReadCloser
	u *Unpacking
}

func (c content) Read(b []byte) (int, error) {
	if c.u.out > Spare+Ratio*c.u.in {
		return 0, errRatio
	}
	n, err := c.ReadCloser.Read(b)
	c.u.out += int64(n)
	return n, err
}

// Rows bounds the rows of a reader that takes one after the other from r.
type Rows struct {
	r    io.Reader
	left int
}

// NewRows returns a bounded reader; call Next before each row.
func NewRows(r io.Reader) *Rows { return &Rows{r: r} }

// Next begins another row.
func (r *Rows) Next() { r.left = Row }

func (r *Rows) Read(b []byte) (int, error) {
	if r.left <= 0 {
		return 0, errRow
	}
	n, err := r.r.Read(b)
	r.left -= n
	return n, err
}

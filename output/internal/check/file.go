package check

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/columnar"
	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/state"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// reader reads files and tells how far it is; several goroutines share it.
type reader struct {
	tell  func(state.Told) // nil = nobody asks
	mu    sync.Mutex
	done  int64
	total int64
}

func newReader(m *state.Manifest, tell func(state.Told)) *reader {
	r := &reader{tell: tell}
	for _, e := range m.Files {
		r.total += e.Bytes
	}
	return r
}

// Write counts bytes that were read.
func (r *reader) Write(b []byte) (int, error) {
	if r.tell != nil {
		r.mu.Lock()
		r.done += int64(len(b))
		r.tell(state.Told{Stage: "files", Done: int(r.done), Total: int(r.total), Bytes: r.done})
		r.mu.Unlock()
	}
	return len(b), nil
}

// checkFile returns what is wrong with a file, or "".
func (r *reader) checkFile(dir string, e disk.Entry) string {
	local := filepath.FromSlash(e.Path)
	if !filepath.IsLocal(local) {
		return "the manifest names a path outside the dataset"
	}
	at := filepath.Join(dir, local)
	st, err := os.Lstat(at)
	switch {
	case err != nil:
		return "missing"
	case !st.Mode().IsRegular():
		return "not a regular file"
	case st.Size() != e.Bytes:
		return fmt.Sprintf("%d bytes, the manifest says %d", st.Size(), e.Bytes)
	}
	f, err := os.Open(at)
	if err != nil {
		return "not readable: " + cause.Of(err).Error()
	}
	defer f.Close() // only read
	what := checkContent(io.TeeReader(f, r), e)
	if what == "" && path.Ext(e.Path) == ".parquet" {
		what = checkColumns(f, e)
	}
	return what
}

func checkContent(f io.Reader, e disk.Entry) string {
	sum, content := sha256.New(), sha256.New()
	ext := path.Ext(e.Path)
	lines := newLineCounter(e.Path)
	both := io.TeeReader(f, sum)
	r, err := read.Unpack(both, ext)
	if err == nil {
		_, err = io.CopyBuffer(struct{ io.Writer }{io.MultiWriter(content, lines)}, r, make([]byte, 1<<18))
		_ = r.Close() // only read
	}
	if _, e := io.Copy(io.Discard, both); err == nil {
		err = e
	}
	switch {
	case hexOf(sum) != e.SHA256:
		return "altered: the digest does not fit"
	case err != nil:
		return "not readable: " + err.Error()
	case e.ContentSHA256 != "" && hexOf(content) != e.ContentSHA256:
		return "the digest of the content does not fit"
	case ext == ".parquet":
		return "" // its rows are counted apart
	case e.Rows != nil && lines.rows() != *e.Rows:
		return fmt.Sprintf("%d rows, the manifest says %d", lines.rows(), *e.Rows)
	}
	return ""
}

func hexOf(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)) }

// checkColumns returns what is wrong with the rows of a Parquet file, or "".
func checkColumns(f io.ReaderAt, e disk.Entry) string {
	rows, err := columnar.Rows(f, e.Bytes)
	switch {
	case err != nil:
		return "not readable: " + err.Error()
	case e.Rows != nil && rows != *e.Rows:
		return fmt.Sprintf("%d rows, the manifest says %d", rows, *e.Rows)
	}
	return ""
}

// lineCounter counts lines; in CSV not those inside quotes. A header is none.
type lineCounter struct {
	csv, quoted bool
	header, row int64 // lines
	n           int64
}

// newLineCounter returns a counter for a file of the dataset.
func newLineCounter(file string) *lineCounter {
	file = strings.TrimSuffix(strings.TrimSuffix(file, ".gz"), ".zst")
	c := &lineCounter{csv: path.Ext(file) == ".csv", row: 1}
	if c.csv || path.Ext(file) == ".txt" {
		c.header = 1
		return c
	}
	for _, f := range encode.Formats() {
		if f.Stream != schema.Records && path.Dir(file) == path.Dir(f.Layout) && path.Ext(file) == path.Ext(f.Layout) {
			c.header, c.row = f.HeaderLines(), f.RowLines()
		}
	}
	return c
}

func (c *lineCounter) Write(b []byte) (int, error) {
	if !c.csv {
		c.n += int64(bytes.Count(b, []byte{'\n'}))
		return len(b), nil
	}
	for _, x := range b {
		switch {
		case x == '"':
			c.quoted = !c.quoted
		case x == '\n' && !c.quoted:
			c.n++
		}
	}
	return len(b), nil
}

// rows is how many rows there are; a part of one counts.
func (c *lineCounter) rows() int64 {
	return (c.n - c.header + c.row - 1) / c.row
}

// Package rebase writes a dataset again with all its times moved by whole weeks: the
// truth for alerts that were raised on replayed lines.
//
//	dataset ─► each text file, line by line ─► Shift ─► the same files, under their new dates ─► manifest
//
// Logs, truth, history, warm-up and scenario move together, so that detectors run on
// the copy and score judges by it as on any other dataset. Dates of birth stay. Forms
// that are not made of lines, or whose digests would no longer hold, are left out. The
// copy is there whole or not at all.
package rebase

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/pack"
	"github.com/breachsim/breachsim/output/internal/state"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/replay/retime"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// Option is the name under which the manifest of a copy tells by how many weeks it was
// moved.
const Option = "rebased"

// Told is how the manifest tells a number of weeks.
func Told(weeks int) string { return fmt.Sprintf("%+d weeks", weeks) }

// Result is what a copy is.
type Result struct {
	Files   int
	Bytes   int64
	LeftOut []string // files of the dataset that the copy does not have
	SHA256  string   // of the manifest
}

// Write writes the dataset moved by a shift into a directory that is not there yet.
func Write(ctx context.Context, d *read.Dataset, s *retime.Shift, dir string) (*Result, error) {
	m, err := state.ReadManifest(d.Dir)
	if err != nil {
		return nil, err
	}
	m = m.Unaudited() // a verdict is that of the original
	if _, err := os.Lstat(dir); err == nil {
		return nil, fault.Usage("%q exists: name a directory that is not there yet", dir)
	}
	need := int64(0)
	for _, e := range m.Files {
		need += e.Bytes
	}
	if err := disk.New().CheckSpace(dir, need, 0); err != nil {
		return nil, err
	}
	stage := filepath.Clean(dir) + disk.Partial
	if err := os.RemoveAll(stage); err != nil {
		return nil, fault.Write(fmt.Sprintf("removing %q", stage), err)
	}
	w := &writer{disk: disk.New(), data: d, shift: s, dir: stage}
	res, err := w.all(ctx, m)
	if err == nil {
		err = w.publish(dir)
	}
	if err != nil {
		_ = os.RemoveAll(stage) // the first error counts
		return nil, err
	}
	return res, nil
}

type writer struct {
	disk  *disk.Disk
	data  *read.Dataset
	shift *retime.Shift
	dir   string
}

// all writes the files and the manifest.
func (w *writer) all(ctx context.Context, m *state.Manifest) (*Result, error) {
	res := &Result{}
	moved := *m
	moved.Files = nil
	for _, e := range m.Files {
		if err := context.Cause(ctx); err != nil {
			return nil, err
		}
		if leftOut(e.Path) {
			res.LeftOut = append(res.LeftOut, e.Path)
			continue
		}
		written, err := w.file(ctx, e)
		if err != nil {
			return nil, err
		}
		moved.Files = append(moved.Files, written)
		res.Bytes += written.Bytes
	}
	slices.SortFunc(moved.Files, func(a, b disk.Entry) int { return strings.Compare(a.Path, b.Path) })
	if err := w.identify(&moved); err != nil {
		return nil, err
	}
	b, err := moved.Render()
	if err == nil {
		err = w.disk.Put(filepath.Join(w.dir, state.ManifestName), b)
	}
	if err != nil {
		return nil, fault.Write("writing "+state.ManifestName, err)
	}
	again, err := state.ParseManifest(b)
	if err != nil {
		return nil, err
	}
	res.Files, res.SHA256 = len(moved.Files), again.SHA256
	return res, nil
}

// leftOut reports whether a file is not copied: croissant.json repeats the digests of
// all files, a columnar file is no text, and the other forms of the records say dates
// where this package does not look.
func leftOut(name string) bool {
	folder := path.Dir(name)
	return name == "croissant.json" || path.Ext(name) == ".parquet" ||
		folder == "records/sql" || folder == "records/fhir"
}

// identify says in the manifest what the copy is. The digest of the scenario is that of
// the moved one.
func (w *writer) identify(m *state.Manifest) error {
	for _, e := range m.Files {
		if e.Path == "scenario.yaml" {
			m.ScenarioSHA256 = e.SHA256
		}
	}
	if m.ScoredFrom != "" {
		m.ScoredFrom = string(w.shift.Text([]byte(m.ScoredFrom)))
	}
	options := map[string]string{Option: Told(w.shift.Weeks)}
	for k, v := range m.Options {
		options[k] = v
	}
	for _, key := range []string{"from", "to"} {
		if v, there := options[key]; there {
			options[key] = w.shift.Date(string(w.shift.Text([]byte(v))))
		}
	}
	m.Options = options
	return nil
}

// publish gives the copy its name.
func (w *writer) publish(dir string) error {
	err := disk.SyncTree(w.dir)
	if err == nil {
		err = os.Rename(w.dir, dir)
	}
	if err == nil {
		err = disk.SyncDir(filepath.Dir(filepath.Clean(dir)))
	}
	if err != nil {
		return fault.Write(fmt.Sprintf("writing %q", dir), err)
	}
	return nil
}

// file writes one file of the dataset.
func (w *writer) file(ctx context.Context, e disk.Entry) (disk.Entry, error) {
	in, err := os.Open(filepath.Join(w.data.Dir, filepath.FromSlash(e.Path)))
	if err != nil {
		return e, fmt.Errorf("reading %q: %w", e.Path, cause.Of(err))
	}
	defer in.Close() // only read
	ext := path.Ext(e.Path)
	content, err := read.Unpack(in, ext)
	if err != nil {
		return e, fmt.Errorf("reading %q: %w", e.Path, err)
	}
	defer content.Close() // only read
	packer, err := pack.New(packedAs(ext))
	if err != nil {
		return e, err
	}
	to := w.pathOf(e.Path)
	out, err := disk.OpenDigest(w.disk, filepath.Join(w.dir, filepath.FromSlash(to)), to, packer != nil)
	if err != nil {
		return e, fault.Write("writing "+to, err)
	}
	c := &copier{ctx: ctx, out: out, packer: packer, move: moverOf(w.shift, e.Path)}
	if e.Path == "README.md" {
		c.piece = append(c.piece, w.note()...)
	}
	if err := c.run(content); err != nil {
		out.Abandon()
		return e, fmt.Errorf("moving %q: %w", e.Path, err)
	}
	if err := out.Close(); err != nil {
		return e, fault.Write("writing "+to, err)
	}
	written := out.Entry
	written.Rows = e.Rows
	return written, nil
}

func packedAs(ext string) string {
	switch ext {
	case ".gz":
		return pack.Gzip
	case ".zst":
		return pack.Zstd
	}
	return pack.None
}

// pathOf is where a file lies in the copy: day files are named by their day.
func (w *writer) pathOf(name string) string {
	folder, file := path.Split(name)
	if len(file) > len(time.DateOnly) && file[len(time.DateOnly)] == '.' {
		return folder + w.shift.Date(file[:len(time.DateOnly)]) + file[len(time.DateOnly):]
	}
	return name
}

// note stands at the head of the copy's card.
func (w *writer) note() string {
	return fmt.Sprintf("> This is a copy of the dataset with manifest digest `%s`, all times moved by %+d weeks. "+
		"Weekdays and local times of day are as they were; dates of birth are too. "+
		"`scenario.yaml` is moved as well and describes the copy: generating it gives another dataset.\n\n",
		w.data.Manifest.SHA256, w.shift.Weeks)
}

// copier moves the lines of one file, a piece at a time.
type copier struct {
	ctx    context.Context
	out    *disk.DigestFile
	packer pack.Packer // nil = plain
	move   mover
	piece  []byte
	packed []byte
}

const (
	pieceBytes = 1 << 20
	lineBytes  = 1 << 18 // from which a line is read in parts; those of bundles may be long
)

func (c *copier) run(content io.Reader) error {
	in := bufio.NewReaderSize(content, lineBytes)
	var long []byte
	for n := 1; ; n++ {
		line, err := in.ReadSlice('\n')
		for long = long[:0]; errors.Is(err, bufio.ErrBufferFull); {
			long = append(long, line...)
			line, err = in.ReadSlice('\n')
		}
		if len(long) > 0 {
			line = append(long, line...)
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return cause.Of(err)
		}
		end := err
		if c.piece, err = c.move(c.piece, line); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		if len(c.piece) >= pieceBytes || end != nil {
			if err := errors.Join(context.Cause(c.ctx), c.flush()); err != nil || end != nil {
				return err
			}
		}
	}
}

// flush writes the piece. An empty file that is packed has one empty piece, as the
// dataset's own have.
func (c *copier) flush() (err error) {
	if c.packer == nil {
		_, err = c.out.Write(c.piece)
	} else {
		if c.packed, err = c.packer.Pack(c.packed[:0], c.piece); err == nil {
			err = c.out.Piece(c.piece, c.packed, 0)
		}
	}
	c.piece = c.piece[:0]
	if err != nil {
		return fault.Write("writing", err)
	}
	return nil
}

package output

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/state"
)

// A finisher writes what belongs to the whole period, and the manifest.
type finisher struct {
	*plan
	src      Source
	progress *state.Progress
	parts    map[string]string // by date: the work folder with the day's parts
	manifest Manifest
	compared func() ([]byte, error) // the tables of the card that take long
}

// made are complete days.
type made struct {
	progress *state.Progress
	parts    map[string]string // by date: the work folder with the day's parts
	wanted   *state.Bitmap     // persons for the records; nil = all
}

// file writes one staged file and enters it in the manifest. Rows below zero
// mean that the file has none.
func (f *finisher) file(path string, rows int64, write func(w io.Writer) error) error {
	df, err := disk.OpenDigest(f.disk, f.stage(path), path, false)
	if err != nil {
		return fault.Write("writing \""+path+"\"", err)
	}
	w := bufio.NewWriterSize(df, 1<<18)
	if err = write(w); err == nil {
		err = w.Flush()
	}
	if err != nil {
		df.Abandon()
		return fault.Write("writing \""+path+"\"", err)
	}
	if err := df.Close(); err != nil {
		return fault.Write("closing \""+path+"\"", err)
	}
	e := df.Entry
	if rows >= 0 {
		df.Rows = rows
		e = df.WithRows()
	}
	f.manifest.Files = append(f.manifest.Files, e)
	return nil
}

// text writes a file that has no rows.
func (f *finisher) text(path string, b []byte) error {
	return f.file(path, -1, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

// together puts the parts of all days into one file, in the order of days.
func (f *finisher) together(path, dir string) error {
	var rows int64
	for _, date := range f.progress.Dates() {
		for _, e := range f.progress.Days[date].Parts {
			if strings.HasPrefix(e.Path, dir+"/") {
				rows += *e.Rows
			}
		}
	}
	return f.file(path, rows, func(w io.Writer) error {
		for _, part := range f.partsIn(dir) {
			if err := copyFrom(w, part); err != nil {
				return err
			}
		}
		return nil
	})
}

// partsIn lists the days' parts of one kind, in the order of days.
func (f *finisher) partsIn(dir string) []string {
	var parts []string
	for _, date := range f.progress.Dates() {
		for _, e := range f.progress.Days[date].Parts {
			if strings.HasPrefix(e.Path, dir+"/") {
				parts = append(parts, filepath.Join(f.parts[date], filepath.FromSlash(e.Path)))
			}
		}
	}
	return parts
}

func copyFrom(w io.Writer, path string) error {
	r, err := os.Open(path)
	if err != nil {
		return err
	}
	defer r.Close() // only read
	_, err = io.Copy(w, r)
	return err
}

package judging

import (
	"io"
	"os"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/score"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// opened are the files of alerts that are read.
type opened struct {
	files  []*os.File
	from   string // product that wrote them
	key    string // file that opens sealed datasets
	sealed int    // datasets that it was for
	line   *term.ReadingLine
}

// inputs pairs datasets with the alerts on them; - is standard input.
func (o *opened) inputs(in io.Reader, dirs, alerts []string) (list []score.Input, err error) {
	for i, name := range alerts {
		r := in
		if name != "-" {
			f, err := os.Open(name)
			if err != nil {
				return nil, term.Usagef("opening the alerts %q: %w", name, cause.Of(err))
			}
			o.files, r = append(o.files, f), f
		}
		d, err := o.open(dirs[i])
		if err != nil {
			return nil, err
		}
		list = append(list, score.Input{Data: d, Dir: dirs[i], Name: name, Alerts: r, From: o.from})
	}
	return list, nil
}

func (o *opened) close() {
	for _, f := range o.files {
		f.Close() // only read
	}
}

// open opens a dataset for scoring, with the key where its truth is sealed.
func (o *opened) open(dir string) (d *read.Dataset, err error) {
	defer func() {
		if err == nil {
			o.line.Watch(d)
		}
	}()
	d, err = read.OpenDataset(dir)
	if err != nil || d.Manifest.Sealed == nil || o.key == "" {
		return d, err
	}
	o.sealed++
	s, err := term.OpenSeal(dir, o.key)
	if err != nil {
		return nil, err
	}
	return s.Dataset()
}

// checkKey refuses a key that opens nothing.
func (o *opened) checkKey() error {
	if o.key != "" && o.sealed == 0 {
		return term.Usagef("--key %q: no dataset here is sealed", o.key)
	}
	return nil
}

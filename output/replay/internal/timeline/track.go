package timeline

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"path"
	"time"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/replay/retime"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// Place is a line of a day file. The zero Place is the beginning of the log.
type Place struct {
	File string `json:"file,omitempty"` // day file, by its path in the dataset
	Line int    `json:"line,omitempty"` // of the file, from 1
}

// Options say what is read.
type Options struct {
	Forms    []retime.Form // one a log
	From, To int64         // µs since 1970 by the dataset's own times; To is not included, 0 = to the end
	Shift    *retime.Shift // nil = times stay
	Behind   [2]Place      // by [sink.Log]: begin behind these lines
}

// track reads one log line after line.
type track struct {
	data     *read.Dataset
	form     retime.Form
	days     []string // that are to be read
	from, to int64    // lines before from, and those at to or later, are passed over; to = 0: none

	file   io.ReadCloser
	lines  *bufio.Reader
	at     string // day file that is open, as a message names it
	place  Place
	number int // of the line among those of the file that tell something

	line   []byte // the next line, valid until the one after; nil = the log has ended
	micros int64  // the time it tells
	stamp  int    // where it tells it
	order  int64  // micros, or a later one of the lines before it in the file
}

// widest is the longest line that is read.
const widest = 1 << 18

// newTrack opens a log behind a place, and between two times.
func newTrack(d *read.Dataset, form retime.Form, behind Place, o *Options) (*track, error) {
	t := &track{data: d, form: form, from: o.From, to: o.To, lines: bufio.NewReaderSize(nil, widest)}
	all := d.Days(form.Folder, form.Ext)
	if len(all) == 0 {
		return nil, fmt.Errorf("dataset %q has no log in the form %s; generate it with --format %[2]s",
			d.Dir, form.Name)
	}
	found := behind.File == ""
	for _, day := range all {
		found = found || day == behind.File
		if found && t.wants(day) {
			t.days = append(t.days, day)
		}
	}
	if !found {
		return nil, fmt.Errorf("dataset %q has no %s", d.Dir, behind.File)
	}
	if err := t.advance(); err != nil {
		return nil, err
	}
	for t.line != nil && t.place.File == behind.File && t.place.Line <= behind.Line {
		if err := t.advance(); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// wants reports whether a day file may hold lines between the two times. A line may
// stand a little beside the day of its file.
func (t *track) wants(day string) bool {
	begin, err := time.ParseInLocation(time.DateOnly, read.DateOf(day), t.data.Zone)
	if err != nil {
		return true
	}
	ends := begin.AddDate(0, 0, 2).UnixMicro()
	return ends > t.from && (t.to == 0 || begin.AddDate(0, 0, -1).UnixMicro() < t.to)
}

// advance reads the next line that lies between the two times.
func (t *track) advance() error {
	for {
		line, err := t.read()
		if err != nil || line == nil {
			t.line = nil
			return err
		}
		if t.micros, t.stamp, err = t.form.Time(line); err != nil {
			return t.wrong(err)
		}
		t.order = max(t.order, t.micros)
		if t.micros >= t.from && (t.to == 0 || t.micros < t.to) {
			t.line = line
			return nil
		}
	}
}

// read gives the next line of the log that is no head and no comment, nil at its end.
func (t *track) read() ([]byte, error) {
	for {
		if t.file == nil {
			if len(t.days) == 0 {
				return nil, nil
			}
			if err := t.open(); err != nil {
				return nil, err
			}
		}
		line, err := t.lines.ReadSlice('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			if err := t.close(); err != nil {
				return nil, err
			}
			continue
		}
		t.place.Line++
		switch {
		case errors.Is(err, io.EOF):
			return nil, t.wrong(errors.New("cut: no newline at the end"))
		case errors.Is(err, bufio.ErrBufferFull):
			return nil, t.wrong(fmt.Errorf("longer than %d bytes", widest))
		case err != nil:
			return nil, t.wrong(cause.Of(err))
		}
		if t.place.Line == 1 && t.form.Head || t.form.Comments && line[0] == '#' {
			continue
		}
		t.number++
		return line[:len(line)-1], nil
	}
}

func (t *track) open() (err error) {
	day := t.days[0]
	t.days = t.days[1:]
	t.place = Place{File: day}
	t.order, t.number = 0, 0
	unpacked := day
	if ext := path.Ext(day); ext == ".gz" || ext == ".zst" {
		unpacked = day[:len(day)-len(ext)]
	}
	if t.file, t.at, err = t.data.OpenFile(unpacked); err != nil {
		return err
	}
	t.lines.Reset(t.file)
	return nil
}

func (t *track) close() error {
	if t.file == nil {
		return nil
	}
	err := t.file.Close()
	t.file = nil
	return err
}

func (t *track) wrong(err error) error { return fmt.Errorf("%s:%d: %w", t.at, t.place.Line, err) }

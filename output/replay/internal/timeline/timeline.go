package timeline

import (
	"errors"
	"io"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/replay/retime"
	"github.com/breachsim/breachsim/output/replay/sink"
)

// Entry is what the sender knows of a line besides its bytes.
type Entry struct {
	Place  Place // where it stands in the dataset
	Number int   // of the line among those of its day file that tell something, from 1
	Due    int64 // when it is to be sent, µs since 1970 by the time that lines tell
	stamp  int   // where its time stands in the line
}

// Chunk is a run of lines. Its memory is filled again by the next Fill.
type Chunk struct {
	Lines   []sink.Line
	Entries []Entry
	text    []byte
}

// Reset empties the chunk and keeps its memory.
func (c *Chunk) Reset() { c.Lines, c.Entries, c.text = c.Lines[:0], c.Entries[:0], c.text[:0] }

// Add appends a copy of a line.
func (c *Chunk) Add(line sink.Line, e Entry) {
	at := len(c.text)
	c.text = append(c.text, line.Bytes...)
	line.Bytes = c.text[at:len(c.text):len(c.text)] // of the old memory, where this append has moved it
	c.Lines = append(c.Lines, line)
	c.Entries = append(c.Entries, e)
}

// Bytes is how much text the chunk holds.
func (c *Chunk) Bytes() int { return len(c.text) }

// Timeline is the stream of lines. It serves one goroutine.
type Timeline struct {
	tracks []*track
	shift  *retime.Shift
	names  map[string]string // accounts: each text is kept once
}

// Open opens the logs of a dataset. Close closes them.
func Open(d *read.Dataset, o Options) (*Timeline, error) {
	t := &Timeline{shift: o.Shift, names: map[string]string{}}
	for _, form := range o.Forms {
		track, err := newTrack(d, form, o.Behind[form.Log], &o)
		if err != nil {
			return nil, errors.Join(err, t.Close())
		}
		t.tracks = append(t.tracks, track)
	}
	return t, nil
}

// Close closes the files.
func (t *Timeline) Close() error {
	var errs []error
	for _, track := range t.tracks {
		errs = append(errs, track.close())
	}
	return errors.Join(errs...)
}

// Fill empties the chunk and fills it with the next lines, n at most and until it
// holds so many bytes. It fails with io.EOF where no line is left, and otherwise names
// file and line; the lines before are in the chunk.
func (t *Timeline) Fill(c *Chunk, n, bytes int) error {
	c.Reset()
	for len(c.Lines) < n && len(c.text) < bytes {
		next := t.earliest()
		if next == nil {
			if len(c.Lines) > 0 {
				return nil
			}
			return io.EOF
		}
		if err := t.take(c, next); err != nil {
			return err
		}
		if err := next.advance(); err != nil {
			return err
		}
	}
	return nil
}

// earliest is the track whose next line comes first.
func (t *Timeline) earliest() (first *track) {
	for _, track := range t.tracks {
		if track.line != nil && (first == nil || track.order < first.order) {
			first = track
		}
	}
	return first
}

// take appends the next line of a track, moved.
func (t *Timeline) take(c *Chunk, from *track) error {
	due := from.order
	line := sink.Line{Log: from.form.Log, Micros: from.micros, Account: t.name(from.form.Account(from.line))}
	line.Bytes = from.line
	if t.shift.Moves() {
		due = t.shift.At(due)
		var offset int
		line.Micros, offset = t.shift.Local(from.micros)
		if err := from.form.Set(line.Bytes, from.stamp, line.Micros, offset); err != nil {
			return from.wrong(err)
		}
	}
	c.Add(line, Entry{from.place, from.number, due, from.stamp})
	return nil
}

// Retell makes a line tell another time, as one whose writer has a wrong clock.
func (t *Timeline) Retell(line *sink.Line, e *Entry, micros int64) error {
	for _, track := range t.tracks {
		if track.form.Log == line.Log {
			line.Micros = micros
			return track.form.Set(line.Bytes, e.stamp, micros, track.form.Local(line.Bytes, e.stamp))
		}
	}
	return nil
}

// name keeps one text an account.
func (t *Timeline) name(b []byte) string {
	if s, ok := t.names[string(b)]; ok {
		return s
	}
	s := string(b)
	t.names[s] = s
	return s
}

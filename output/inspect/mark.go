package inspect

import (
	"fmt"
	"io"
	"iter"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/truth"
)

// truths reads labels day by day and exposures in one pass beside them.
type truths struct {
	d    *read.Dataset
	file io.Closer
	next func() (truth.Exposed, error, bool)
	stop func()
	row  truth.Exposed // read and not yet used
	has  bool
}

func openTruths(d *read.Dataset) *truths { return &truths{d: d} }

func (t *truths) close() {
	if t.stop != nil {
		t.stop()
		t.file.Close() // only read
	}
}

// mark tells of the lines of a day what is true of them.
func (t *truths) mark(date string, lines []Line) error {
	at := make(map[truth.ID]*Line, len(lines))
	for i := range lines {
		at[truth.ID(lines[i].EventID)] = &lines[i]
	}
	err := truth.Each(t.d, "truth/events/"+date+".jsonl", func(row *truth.Event) error {
		if l := at[row.EventID]; l != nil {
			l.Mark = &Mark{Event: *row}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return t.expose(at, lines[len(lines)-1].TS)
}

// expose adds the exposures up to a moment; they are in time order.
func (t *truths) expose(at map[truth.ID]*Line, to int64) error {
	if !t.d.Has("truth/exposed_persons.jsonl") {
		return nil
	}
	if t.next == nil {
		r, _, err := t.d.OpenFile("truth/exposed_persons.jsonl")
		if err != nil {
			return err
		}
		t.file = r
		t.next, t.stop = iter.Pull2(truth.Read[truth.Exposed](r))
	}
	for {
		if !t.has {
			row, err, ok := t.next()
			if !ok {
				return nil
			}
			if err != nil {
				return fmt.Errorf("truth/exposed_persons.jsonl: %w", err)
			}
			t.row, t.has = row, true
		}
		if int64(t.row.FirstExposedAt) > to {
			return nil
		}
		t.has = false
		if l := at[t.row.EventID]; l != nil {
			if l.Mark == nil {
				l.Mark = &Mark{}
			}
			l.Mark.Exposed++
			l.Mark.Fields = t.row.Fields
		}
	}
}

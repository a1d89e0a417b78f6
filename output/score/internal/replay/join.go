package replay

import (
	"fmt"
	"io"
	"iter"

	"github.com/breachsim/breachsim/output/truth"
)

// labels gives the truth of the events of a day, whose rows stand in the order
// of the log: the two are read side by side.
type labels struct {
	at    string
	file  io.Closer
	next  func() (truth.Event, error, bool)
	stop  func()
	row   truth.Event
	line  int
	ended bool
	known map[uint64]truth.Event // all rows of a day whose log may lack lines, or have them in another order
}

func openLabels(d *Data, date string) (*labels, error) {
	r, at, err := d.OpenFile("truth/events/" + date + ".jsonl")
	if err != nil {
		return nil, err
	}
	l := &labels{at: at, file: r}
	l.next, l.stop = iter.Pull2(truth.Read[truth.Event](r))
	if err = l.advance(); err != nil || !d.Imperfect() {
		return l, err
	}
	for l.known = map[uint64]truth.Event{}; !l.ended && err == nil; err = l.advance() {
		l.known[uint64(l.row.EventID)] = l.row
	}
	return l, err
}

func (l *labels) advance() error {
	row, err, more := l.next()
	l.line++
	if err != nil {
		return fmt.Errorf("%s: %w", l.at, err)
	}
	l.row, l.ended = row, !more
	return nil
}

// plain is the truth of an event without a row.
var plain = truth.Event{Label: "benign"}

// of gives the truth of the next event of the log.
func (l *labels) of(id uint64) (truth.Event, error) {
	if row, labelled := l.known[id]; labelled {
		return row, nil
	}
	if l.ended || uint64(l.row.EventID) != id {
		return plain, nil
	}
	row := l.row
	return row, l.advance()
}

// close fails where rows were left over: they name events that the log of the
// day does not have, or not in this order.
func (l *labels) close() error {
	l.stop()
	err := l.file.Close()
	if !l.ended {
		return fmt.Errorf("%s:%d: event %s is not in the log of that day in this order", l.at, l.line, l.row.EventID)
	}
	return err
}

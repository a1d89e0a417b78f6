// Package weak puts together what a real team has in place of the truth: alerts, tickets
// and reasons, from the parts that each day has left.
//
// The slices of a day cannot know what only the day or the period decides: which alert is
// the first of its day, who has a call open already, what is still open when the dataset
// ends. So they leave rows of a fixed size, and this package reads them once, day by day:
//
//	parts/alerts/DATE ──► first of its rule and account or address that day ──► by time
//	parts/tickets/DATE ─► no case without its alert, no second open call ─────► by time
//	parts/reasons/DATE ─► those that are known before the end ────────────────► log order
//
// Memory is that of the alerts of a day and of the tickets that are still to be opened.
package weak

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"

	"github.com/breachsim/breachsim/generator/event"
)

// Row is what a part consists of.
type Row interface {
	event.Warning | event.Ticket | event.Ground
}

// Append appends a row in the form of a part.
func Append[R Row](dst []byte, r *R) []byte {
	dst, err := binary.Append(dst, binary.LittleEndian, r)
	if err != nil {
		panic("weak: " + err.Error()) // only for a row without a fixed size
	}
	return dst
}

// rows ranges over the rows of a part; a row that cannot be read is an error, and the last.
func rows[R Row](path string) iter.Seq2[*R, error] {
	return func(yield func(*R, error) bool) {
		f, err := os.Open(path)
		if err != nil {
			yield(nil, err)
			return
		}
		defer f.Close() // only read
		var r R
		in, row := bufio.NewReaderSize(f, 1<<16), make([]byte, binary.Size(&r))
		for {
			if _, err := io.ReadFull(in, row); errors.Is(err, io.EOF) {
				return
			} else if err != nil {
				yield(nil, fmt.Errorf("%s: %w", path, err))
				return
			}
			if _, err := binary.Decode(row, binary.LittleEndian, &r); err != nil {
				yield(nil, fmt.Errorf("%s: %w", path, err))
				return
			}
			if !yield(&r, nil) {
				return
			}
		}
	}
}

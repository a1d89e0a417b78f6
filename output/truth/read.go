package truth

import (
	"bufio"
	"fmt"
	"io"
	"iter"
)

// maxLine bounds a line of a truth file.
const maxLine = 1 << 20

// Read ranges over the rows of a truth file. R is the row type of that file:
// [Event], [Access], [Exposed] and so on. It stops at the first error, which
// names the line. Rows may share their lists: they are not to be changed.
func Read[R any](r io.Reader) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		sc := bufio.NewScanner(r)
		sc.Buffer(make([]byte, 0, 64<<10), maxLine)
		line, q := 0, newQuick()
		for sc.Scan() {
			line++
			var row R
			err := q.unmarshal(sc.Bytes(), &row)
			if err != nil {
				err = fmt.Errorf("line %d: %w", line, err)
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
		if err := sc.Err(); err != nil {
			var none R
			yield(none, fmt.Errorf("line %d: %w", line+1, err))
		}
	}
}

package truth

import (
	"bufio"
	"fmt"
	"io"
	"iter"

	"github.com/breachsim/breachsim/output/internal/limits"
	"github.com/breachsim/breachsim/output/read"
)

// Read ranges over the rows of a truth file. R is the row type of that file:
// [Event], [Access], [Exposed] and so on. It stops at the first error, which
// names the line. Rows may share their lists: they are not to be changed.
func Read[R any](r io.Reader) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		sc := bufio.NewScanner(r)
		sc.Buffer(make([]byte, 0, 64<<10), limits.Line)
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

// Each shows visit the rows of a truth file of a dataset, one after the other.
// The row is reused. Errors, also those of visit, name the file and the line.
func Each[R any](d *read.Dataset, name string, visit func(row *R) error) error {
	r, at, err := d.OpenFile(name)
	if err != nil {
		return err
	}
	defer r.Close() // only read
	n := 0
	for row, err := range Read[R](r) {
		if n++; err != nil {
			return fmt.Errorf("%s: %w", at, err)
		}
		if err := visit(&row); err != nil {
			return fmt.Errorf("%s: line %d: %w", at, n, err)
		}
	}
	return nil
}

// Rows reads a whole truth file of a dataset. It is for those of a period, which
// are few rows; a file that the dataset does not have has none.
func Rows[R any](d *read.Dataset, name string) (all []R, err error) {
	if !d.Has(name) {
		return nil, nil
	}
	err = Each(d, name, func(row *R) error {
		all = append(all, *row)
		return nil
	})
	return all, err
}

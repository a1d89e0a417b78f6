// Package tables writes the tables of the records and of the history in all forms
// asked for.
//
// It stands upon ordered and disk: persons and accounts are written side by side
// and in order, the others one by one. A [File] is one table in one form, as lines
// or as columns; days writes logs with it too.
//
// It chooses no persons: who is wanted is marked before.
package tables

import (
	"iter"

	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/encode/records"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/ordered"
	"github.com/breachsim/breachsim/output/internal/state"
)

// recordBytes is how much of a table that is written line by line is kept.
const recordBytes = 1 << 16

// Writer is where tables go.
type Writer struct {
	Disk    *disk.Disk
	Formats []schema.Format
	Workers int
	Stage   func(path string) string // where a file of the dataset lies until all is complete
	Enter   func(e disk.Entry)       // hears of each complete file
	Tell    func(state.Told)         // hears how far it is; its counts of the logs are empty
}

// Table writes a table whose records come one by one, and counts them.
func Table[T any](w *Writer, t records.Table[T], rows iter.Seq[T]) (n int64, err error) {
	return TableOf(w, t, func(visit func(*T) error) error {
		for r := range rows {
			if err := visit(&r); err != nil {
				return err
			}
		}
		return nil
	})
}

// Rows shows visit records one by one. They may be reused; it ends at the first error.
type Rows[T any] func(visit func(*T) error) error

// TableOf is [Table] for records whose source may fail.
func TableOf[T any](w *Writer, t records.Table[T], rows Rows[T]) (n int64, err error) {
	forms := FormsOf(w.Formats, t)
	files, err := openTables(w, forms)
	if err != nil {
		return 0, err
	}
	pieces := make([]ordered.Piece, len(forms))
	err = rows(func(r *T) error {
		n++
		for i := range forms {
			pieces[i].Add(forms[i].lines.Append(pieces[i].Raw, r))
			if len(pieces[i].Raw) < recordBytes {
				continue
			}
			if err := flush(files[i], &pieces[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		abandonAll(files)
		return 0, err
	}
	for i := range files {
		if err := flush(files[i], &pieces[i]); err != nil {
			abandonAll(files)
			return 0, err
		}
	}
	return n, finishAll(w, files)
}

// flush writes a piece and empties it.
func flush(t *File, p *ordered.Piece) error {
	err := t.Piece(p)
	p.Raw, p.Rows = p.Raw[:0], 0
	return fault.Write("writing \""+t.Entry.Path+"\"", err)
}

package table

import (
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/features/internal/fixed"
	"github.com/breachsim/breachsim/output/internal/encode/records"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// column is one of numbers: its name, what it counts in, what it means, and
// how it is computed from a T.
type column[T any] struct {
	name, unit, words string
	digits            int
	null              bool // may not apply
	of                func(*T) int64
}

// count is a column of whole numbers that always apply.
func count[T any](name, words string, of func(*T) int64) column[T] {
	return column[T]{name, "count", words, fixed.Whole, false, of}
}

// whole is a column of whole numbers in a unit, which may not apply.
func whole[T any](name, unit, words string, of func(*T) int64) column[T] {
	return column[T]{name, unit, words, fixed.Whole, true, of}
}

// share is a column of shares, 0 to 1.
func share[T any](name, words string, of func(*T) int64) column[T] {
	return column[T]{name, "share, 0 to 1", words, fixed.ShareDigits, true, of}
}

// ratio is a column of numbers in thousandths.
func ratio[T any](name, unit, words string, of func(*T) int64) column[T] {
	return column[T]{name, unit, words, fixed.RatioDigits, true, of}
}

// score is a column of standard deviations.
func score[T any](name, words string, of func(*T) int64) column[T] {
	return column[T]{name, "standard deviations", words, fixed.ScoreDigits, true, of}
}

// lift makes measures of a part into measures of the whole.
func lift[W, P any](list []column[P], part func(*W) *P) (out []column[W]) {
	for _, m := range list {
		out = append(out, column[W]{m.name, m.unit, m.words, m.digits, m.null,
			func(w *W) int64 { return m.of(part(w)) }})
	}
	return out
}

// columns makes them columns of a table.
func columns[T any](list []column[T]) (out []records.Column[T]) {
	for _, m := range list {
		typ, form := "decimal", schema.Form{}
		if m.digits == fixed.Whole {
			typ = "integer"
		}
		if m.unit == "count" {
			form = schema.CountForm()
		}
		out = append(out, records.Column[T]{
			Field: schema.Field{Name: m.name, Type: typ, Meaning: m.words},
			Rule:  schema.Rule{Origin: m.unit, Null: m.null, Form: form},
			Append: func(dst []byte, r *T) []byte {
				return fixed.Append(dst, m.of(r), m.digits)
			},
		})
	}
	return out
}

// text is a column of texts of few kinds; an empty one does not apply.
func text[T any](name, words string, of func(*T) string) records.Column[T] {
	return records.Column[T]{
		Field:  schema.Field{Name: name, Type: "text", Meaning: words},
		Rule:   schema.Rule{Origin: "text", Null: true, Few: true},
		Append: func(dst []byte, r *T) []byte { return append(dst, of(r)...) },
	}
}

// moment is a column of times.
func moment[T any](name, words string, of func(*T) int64) records.Column[T] {
	return records.Column[T]{
		Field:  schema.Field{Name: name, Type: "timestamp", Meaning: words},
		Rule:   schema.Rule{Origin: "UTC with microseconds"},
		Append: func(dst []byte, r *T) []byte { return wire.AppendMoment(dst, of(r)) },
	}
}

// yes is a column of true and false.
func yes[T any](name, words string, of func(*T) bool) records.Column[T] {
	return records.Column[T]{
		Field: schema.Field{Name: name, Type: "boolean", Meaning: words},
		Rule:  schema.Rule{Origin: "true or false"},
		Append: func(dst []byte, r *T) []byte {
			if of(r) {
				return append(dst, "true"...)
			}
			return append(dst, "false"...)
		},
	}
}

package sigma

import (
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/sigma/internal/field"
	"github.com/breachsim/breachsim/output/sigma/internal/syntax"
	"github.com/breachsim/breachsim/output/sigma/internal/window"
)

// keys are the combinations of fields that correlations ask for, each once.
type keys struct {
	fields [][]*field.Field
	known  map[string]int
	tables []*window.Table // of those that they group by; nil of the others
}

// at is the place of a combination.
func (k *keys) at(fields []*field.Field) int {
	if k.known == nil {
		k.known = map[string]int{}
	}
	name := ""
	for _, f := range fields {
		name += f.Name + ","
	}
	i, ok := k.known[name]
	if !ok {
		i = len(k.fields)
		k.known[name] = i
		k.fields, k.tables = append(k.fields, fields), append(k.tables, nil)
	}
	return i
}

// table is that of a correlation: of what it groups by in its first rule. The fields of
// its other rules may have other names, and their values are told apart all the same.
func (k *keys) table(c *syntax.Correlation) *window.Table {
	i := k.at(c.Keys[0])
	if k.tables[i] == nil {
		k.tables[i] = window.NewTable()
	}
	return k.tables[i]
}

// line is a copy of a line.
type line struct {
	field.Record
	event   read.Event
	request read.Request
	keys    []lineKey // of each combination of fields
}

// lineKey is what a line says of a combination of fields.
type lineKey struct {
	asked, there bool
	field.Key
	row *window.Row // of the table, where it is grouped by
}

// key is what a line says of a combination of fields; nil where it says nothing of one
// of them.
func (l *line) key(of *keys, i int) *lineKey {
	k := &l.keys[i]
	if !k.asked {
		k.asked = true
		k.Key, k.there = keyOf(&l.Record, of.fields[i])
	}
	if !k.there {
		return nil
	}
	return k
}

// copyOf takes a line over.
func (l *line) copyOf(r *field.Record) {
	l.Record = *r
	if r.Audit != nil {
		l.event = *r.Audit
		l.Audit = &l.event
	} else {
		l.request = *r.Access
		l.Access = &l.request
	}
}

// keyOf is the key of some values of a line; false where one of them is null.
func keyOf(r *field.Record, fields []*field.Field) (k field.Key, ok bool) {
	for _, f := range fields {
		if k, ok = k.With(f, r); !ok {
			return k, false
		}
	}
	return k, true
}

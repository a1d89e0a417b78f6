package schema

import "reflect"

// Keeper is a place for a value that is not kept as it is checked.
type Keeper interface {
	// Take keeps a checked value.
	Take(v any)
	// Give returns what is written: [Raw], or a pointer to a value of the row's kind.
	Give() any
}

// Raw is text that is written as it is; empty = nothing.
type Raw string

// Fill puts the values of a record where the rows keep them, in the order of the
// rows. target is a pointer to what the group stands for. What is absent, or wrong,
// or an empty list is left as it is there.
func (g *Group) Fill(r *Record, target any) {
	for i := range g.Rows {
		row := &g.Rows[i]
		if v := r.Entry(row.Name).Value; v != nil && row.place != nil {
			keep(row.Kind, v, row.place(target))
		}
	}
}

// keep puts a value of a kind into a place.
func keep(k Kind, v, place any) {
	if x, ok := place.(Keeper); ok {
		x.Take(v)
		return
	}
	switch k := k.(type) {
	case *Group:
		r, _ := v.(*Record)
		k.Fill(r, place)
	case *ListOf:
		entries, _ := v.([]*Entry)
		k.keep(entries, reflect.ValueOf(place).Elem())
	default:
		to := reflect.ValueOf(place).Elem()
		to.Set(reflect.ValueOf(v).Convert(to.Type()))
	}
}

// keep makes a slice of the items.
func (l *ListOf) keep(entries []*Entry, to reflect.Value) {
	if len(entries) == 0 {
		return
	}
	out := reflect.MakeSlice(to.Type(), len(entries), len(entries))
	for i, e := range entries {
		if e.Value != nil {
			keep(l.Of, e.Value, out.Index(i).Addr().Interface())
		}
	}
	to.Set(out)
}

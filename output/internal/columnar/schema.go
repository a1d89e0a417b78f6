// Package columnar writes tables of records as Apache Parquet.
//
// It stands beside encode, which packs the rows, and below output, which owns
// the files. Rows stream: memory is that of one row group, whatever the size
// of the table. The same rows give the same bytes: batches, row groups, codec
// and the name of the maker are fixed here.
//
// It is the only package that knows the Parquet library.
package columnar

import (
	"reflect"

	"github.com/breachsim/breachsim/output/encode/schema"

	"github.com/parquet-go/parquet-go"
)

// schemaOf makes the schema of a table.
func schemaOf(t *schema.Info) *parquet.Schema {
	g := group{Group: parquet.Group{}}
	for i := range t.Columns {
		c := &t.Columns[i]
		node := parquet.Node(parquet.Leaf(typeOf(c.Shape.Kind)))
		switch kind := c.Shape.Kind; {
		case c.Few && kind != schema.Boolean: // booleans are small as they are
			node = parquet.Encoded(node, &parquet.RLEDictionary)
		case kind == schema.Integer || kind == schema.Moment:
			node = parquet.Encoded(node, &parquet.DeltaBinaryPacked) // a third of the bytes for zstd to read
		}
		if c.Null {
			node = parquet.Optional(node)
		}
		g.Group[c.Name] = node
		g.fields = append(g.fields, field{node, c.Name})
	}
	return parquet.NewSchema(t.Name, g)
}

// boundsOf leaves the smallest and largest value out of the pages of a log but
// of its times: lines are in the order of time, so other bounds exclude nothing.
func boundsOf(t *schema.Info) parquet.WriterOption {
	var skip skipped
	for i := range t.Columns {
		if c := &t.Columns[i]; t.Log && c.Shape.Kind != schema.Moment {
			skip = append(skip, parquet.SkipPageBounds(c.Name))
		}
	}
	return skip
}

// skipped is a list of options as one.
type skipped []parquet.WriterOption

// ConfigureWriter applies the options.
func (s skipped) ConfigureWriter(config *parquet.WriterConfig) {
	for _, o := range s {
		o.ConfigureWriter(config)
	}
}

func typeOf(k schema.Kind) parquet.Type {
	switch k {
	case schema.Integer:
		return parquet.Int64Type
	case schema.Decimal:
		return parquet.DoubleType
	case schema.Boolean:
		return parquet.BooleanType
	case schema.Day:
		return parquet.Date().Type()
	case schema.Moment:
		return parquet.Timestamp(parquet.Microsecond).Type()
	}
	return parquet.String().Type()
}

// group is a group whose fields keep the order of the table; the library's own
// sorts them by name.
type group struct {
	parquet.Group
	fields []parquet.Field
}

func (g group) Fields() []parquet.Field { return g.fields }

type field struct {
	parquet.Node
	name string
}

func (f field) Name() string { return f.name }

// Value is for writing Go structs, which this package does not do.
func (f field) Value(base reflect.Value) reflect.Value {
	return base.MapIndex(reflect.ValueOf(&f.name).Elem())
}

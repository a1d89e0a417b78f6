package schema

import (
	"slices"
	"strings"
	"time"

	"github.com/breachsim/breachsim/generator/event"
)

// Stream is a kind of content that a format can carry.
type Stream string

// The streams.
const (
	Audit   Stream = "audit"   // application: one line a business action
	Access  Stream = "access"  // reverse proxy: one line an HTTP request
	Records Stream = "records" // tables of who and what exists
)

// Format is one way to write a stream.
type Format struct {
	Name        string
	Stream      Stream
	Ext         string
	Layout      string // path in the dataset; DATE is a local day
	Description string
	Always      bool                       // written whatever is asked for
	Columnar    bool                       // takes packed rows; packs its files itself
	LineBytes   int                        // of a row of a log, on the high side
	LinesPerRow int                        // of a row of a log; 0 = one
	Head        func(mode NIRMode) string  // what stands before the first line of a day; nil = nothing
	Mapping     func(mode NIRMode) []Place // where a log format puts each column of ours

	Columns func(mode NIRMode) Info // of a form that has those of its log; nil = it has none

	// One of these makes encoders of a log. It prepares the texts of a catalogue
	// once; each encoder then serves one goroutine.
	Audit  func(cat *event.Catalog) func(mode NIRMode) AppendEvent
	Access func(cat *event.Catalog) func(zone *time.Location) AppendAccess
}

// AppendEvent appends the line of an audit event, with its newline. It
// allocates only where dst lacks room, and serves one goroutine.
type AppendEvent func(dst []byte, ev *event.Event) []byte

// Append appends the line of an event.
func (f AppendEvent) Append(dst []byte, ev *event.Event) []byte { return f(dst, ev) }

// AppendAccess appends the line of a request, as [AppendEvent] does.
type AppendAccess func(dst []byte, a *event.Access) []byte

// Append appends the line of a request.
func (f AppendAccess) Append(dst []byte, a *event.Access) []byte { return f(dst, a) }

// Header is what stands before the first line of each day file of a log.
func (f Format) Header(mode NIRMode) string {
	if f.Head == nil {
		return ""
	}
	return f.Head(mode)
}

// HeaderLines is how many lines the header has.
func (f Format) HeaderLines() int64 { return int64(strings.Count(f.Header(HMAC), "\n")) }

// RowLines is how many lines a row of a log has.
func (f Format) RowLines() int64 { return int64(max(f.LinesPerRow, 1)) }

// Plain reports whether a log format has the columns of its log by their own
// names.
func (f Format) Plain(mode NIRMode) bool {
	return f.Mapping != nil && !slices.ContainsFunc(f.Mapping(mode), func(p Place) bool { return p.Column != p.At })
}

// Path is where the format of a table of records lies in the dataset.
func (f Format) Path(table string) string { return strings.ReplaceAll(f.Layout, "TABLE", table) }

// Info describes the columns of a log in a form that has columns: the schema of
// Parquet and of SQL is made from it.
func (f Format) Info(mode NIRMode) Info { return f.Columns(mode) }

// Place says where a format puts a column of ours.
type Place struct {
	Column string // of AuditFields or AccessFields; "" = a constant
	At     string // in the format
	Note   string
}

// At is where a format puts a column, with a note.
func At(column, at, note string) Place { return Place{Column: column, At: at, Note: note} }

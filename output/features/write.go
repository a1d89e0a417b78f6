package features

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/features/internal/table"
	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/encode/records"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/state"
	"github.com/breachsim/breachsim/output/read"
)

// Output says what is written, and where to.
type Output struct {
	Options
	Dir     string
	Tables  []string // of DaysName and SessionsName; none = both
	Formats []string // of CSV and Parquet; none = CSV
	Force   bool     // replace feature tables that are there
}

func (o *Output) check() error {
	if len(o.Tables) == 0 {
		o.Tables = []string{DaysName, SessionsName}
	}
	if len(o.Formats) == 0 {
		o.Formats = []string{CSV}
	}
	for _, name := range o.Tables {
		if name != DaysName && name != SessionsName {
			return fault.Usage("no table %q: write %s, %s, or both with a comma", name, DaysName, SessionsName)
		}
	}
	for _, name := range o.Formats {
		if name != CSV && name != Parquet {
			return fault.Usage("no format %q: write %s, %s, or both with a comma", name, CSV, Parquet)
		}
	}
	return nil
}

// Dictionary describes both tables as CSV for programs.
func Dictionary(labels bool) schema.Dictionary {
	return dictionary([]string{DaysName, SessionsName}, []string{CSV}, labels)
}

// dictionary describes tables for programs.
func dictionary(tables, formats []string, labels bool) schema.Dictionary {
	var infos []schema.Info
	if slices.Contains(tables, DaysName) {
		infos = append(infos, table.Days(labels).Info())
	}
	if slices.Contains(tables, SessionsName) {
		infos = append(infos, table.SessionRows(labels).Info())
	}
	var of []schema.Format
	for _, f := range records.Formats() {
		if slices.Contains(formats, f.Name) {
			of = append(of, f)
		}
	}
	return schema.NewDictionary(infos, of)
}

// Write makes the tables of a dataset in a directory, all or nothing: they are
// written beside it and get their place together.
func Write(ctx context.Context, d *read.Dataset, o Output) (*Stats, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	if err := claim(o.Dir, d.Dir, o.Force); err != nil {
		return nil, err
	}
	stage, err := newStage(o.Dir)
	if err != nil {
		return nil, fault.Write("making a folder beside \""+o.Dir+"\"", err)
	}
	defer os.RemoveAll(stage) // after the rename there is nothing to remove
	stats, err := o.fill(ctx, d, stage)
	if err != nil {
		return nil, err
	}
	return stats, fault.Write("moving the tables to \""+o.Dir+"\"", publish(stage, o.Dir))
}

// fill writes the files of the stage.
func (o *Output) fill(ctx context.Context, d *read.Dataset, stage string) (*Stats, error) {
	b, err := state.Indented(dictionary(o.Tables, o.Formats, o.Labels))
	if err == nil {
		err = disk.New().Put(filepath.Join(stage, DictionaryName), b)
	}
	if err != nil {
		return nil, fault.Write("writing "+DictionaryName, err)
	}
	var to Sinks
	var open []*files
	defer func() {
		for _, f := range open {
			f.abandon()
		}
	}()
	if slices.Contains(o.Tables, DaysName) {
		f, sink, err := openTable(table.Days(o.Labels), stage, o.Formats)
		if err != nil {
			return nil, err
		}
		open, to.Day = append(open, f), sink.Row
	}
	if slices.Contains(o.Tables, SessionsName) {
		f, sink, err := openTable(table.SessionRows(o.Labels), stage, o.Formats)
		if err != nil {
			return nil, err
		}
		open, to.Session = append(open, f), sink.Row
	}
	stats, err := Run(ctx, d, o.Options, to)
	if err != nil {
		return nil, err
	}
	for _, f := range open {
		if err := f.close(); err != nil {
			return nil, err
		}
	}
	return stats, nil
}

// files are the forms of one table while they are written.
type files struct {
	list []*os.File
	end  func() error // of the table
}

// written marks what goes wrong in writing a file.
type written struct{ *os.File }

func (w written) Write(b []byte) (int, error) {
	n, err := w.File.Write(b)
	return n, fault.Write("writing \""+filepath.Base(w.Name())+"\"", err)
}

// openTable begins a table in its forms.
func openTable[T any](t records.Table[T], stage string, formats []string) (*files, *table.Sink[T], error) {
	f := &files{}
	to := map[string]io.Writer{}
	for _, format := range formats {
		if to[format] != nil {
			continue
		}
		file, err := os.Create(filepath.Join(stage, t.Name+"."+format))
		if err != nil {
			f.abandon()
			return nil, nil, fault.Write("writing \""+t.Name+"."+format+"\"", err)
		}
		f.list, to[format] = append(f.list, file), written{file}
	}
	sink, err := table.NewSink(t, to[CSV], to[Parquet])
	if err != nil {
		f.abandon()
		return nil, nil, err
	}
	f.end = sink.Close
	return f, sink, nil
}

// close completes the files.
func (f *files) close() error {
	if err := f.end(); err != nil {
		return err
	}
	for _, file := range f.list {
		if err := errors.Join(file.Sync(), file.Close()); err != nil {
			return fault.Write("closing \""+filepath.Base(file.Name())+"\"", err)
		}
	}
	f.list = nil
	return nil
}

// abandon closes what is being thrown away.
func (f *files) abandon() {
	for _, file := range f.list {
		_ = file.Close()
	}
}

// Stream writes one table as CSV.
func Stream(ctx context.Context, d *read.Dataset, o Output, w io.Writer) (*Stats, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	if len(o.Tables) != 1 || len(o.Formats) != 1 || o.Formats[0] != CSV {
		return nil, fault.Usage("standard output takes one table, as CSV: add --tables %s or --tables %s",
			DaysName, SessionsName)
	}
	var to Sinks
	var end func() error
	if o.Tables[0] == DaysName {
		sink, err := table.NewSink(table.Days(o.Labels), w, nil)
		if err != nil {
			return nil, err
		}
		to.Day, end = sink.Row, sink.Close
	} else {
		sink, err := table.NewSink(table.SessionRows(o.Labels), w, nil)
		if err != nil {
			return nil, err
		}
		to.Session, end = sink.Row, sink.Close
	}
	stats, err := Run(ctx, d, o.Options, to)
	if err != nil {
		return nil, err
	}
	return stats, end()
}

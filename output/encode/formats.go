package encode

import (
	"fmt"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/output/encode/internal/native"
	"github.com/breachsim/breachsim/output/encode/internal/receiver"
	"github.com/breachsim/breachsim/output/encode/internal/siem"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/records"
	"github.com/breachsim/breachsim/output/internal/encode/web"
)

// Names of schema that a user of this package needs.
type (
	// Format is one format of logs or records.
	Format = schema.Format
	// NIRMode is how the audit log names the person of a look-up.
	NIRMode = schema.NIRMode
)

// The modes of the number of a look-up.
const (
	HMAC  = schema.HMAC
	Clear = schema.Clear
	Omit  = schema.Omit
)

// Formats lists every format.
func Formats() []Format {
	return slices.Concat(
		native.AuditFormats(), siem.AuditFormats(), []Format{native.SyslogFormat()}, receiver.AuditFormats(),
		web.Formats(), siem.AccessFormats(), native.AccessFormats(),
		records.Formats(),
	)
}

// LogFormats finds log formats by name, in the order of [Formats] whatever
// the order of names. It refuses names that are unknown or given twice. An SQL
// form brings the CSV that one of its scripts reads.
func LogFormats(names []string) ([]Format, error) {
	for _, pair := range [][2]string{{"sql", "csv"}, {"sql-access", "csv-access"}} {
		names = with(names, pair[0], pair[1])
	}
	return choose("log", names, func(f Format) bool { return f.Stream != schema.Records })
}

// RecordFormats finds formats of the records by name, as [LogFormats] does for
// logs.
func RecordFormats(names []string) ([]Format, error) {
	return choose(
		"record",
		with(names, "sql", "csv"),
		func(f Format) bool { return f.Stream == schema.Records && !f.Always },
	)
}

// with adds what a name brings.
func with(names []string, name, brings string) []string {
	if slices.Contains(names, name) && !slices.Contains(names, brings) {
		return append(slices.Clone(names), brings)
	}
	return names
}

// choose finds formats by name among those of one kind.
func choose(kind string, names []string, of func(Format) bool) ([]Format, error) {
	wanted := map[string]bool{}
	for _, n := range names {
		if wanted[n] {
			return nil, fmt.Errorf("format %q is given twice", n)
		}
		wanted[n] = true
	}
	var found []Format
	var known []string
	for _, f := range Formats() {
		if !of(f) {
			continue
		}
		known = append(known, f.Name)
		if wanted[f.Name] {
			found = append(found, f)
		}
		delete(wanted, f.Name)
	}
	for _, n := range names {
		if wanted[n] {
			return nil, fmt.Errorf("unknown format %q; one of: %s", n, strings.Join(known, ", "))
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("no %s format; one of: %s", kind, strings.Join(known, ", "))
	}
	return found, nil
}

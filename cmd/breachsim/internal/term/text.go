package term

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/breachsim/breachsim/output/columns"
)

// Thousands writes 510000 as 510,000.
func Thousands(n int64) string { return columns.Thousands(n) }

// Count writes a number with its noun: 1 file, 2 files.
func Count(n int64, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return Thousands(n) + " " + noun
}

// Size writes a number of bytes in decimal units.
func Size(n int64) string {
	f, unit := float64(n), 0
	for f >= 999.5 && unit < 4 {
		f, unit = f/1000, unit+1
	}
	if unit == 0 || f >= 99.95 {
		return fmt.Sprintf("%.0f %s", f, sizeUnits[unit])
	}
	return fmt.Sprintf("%.1f %s", f, sizeUnits[unit])
}

var sizeUnits = [...]string{"bytes", "kB", "MB", "GB", "TB"}

// ClockTime writes a length of time as 0:07, 12:40 or 3:02:01.
func ClockTime(d time.Duration) string {
	s := int64(d.Round(time.Second) / time.Second)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// Moment writes a time as a reader in its place would.
func Moment(t time.Time) string { return t.Format("Mon _2 Jan 2006 15:04") }

// Table prints rows with their columns aligned. A stream that takes no more is
// found out by what the command writes or does next.
func Table(w io.Writer, rows [][]string) { _ = columns.Write(w, rows) }

// PrintJSON prints a value for programs.
func PrintJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

package term

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
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

// Columns is how wide what is printed for people may be.
const Columns = columns.Width

// Hang prints a text behind a head, wrapped below itself.
func Hang(w io.Writer, head, text string) {
	for _, line := range columns.Hang(head, text) {
		fmt.Fprintln(w, line)
	}
}

// TableWithNotes prints rows with their columns aligned, each with its note on lines below it,
// two blanks in and wrapped to Columns; "" is no note. There is a note for each row.
func TableWithNotes(w io.Writer, rows [][]string, notes []string) {
	var b strings.Builder
	Table(&b, rows)
	for i, row := range strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n") {
		fmt.Fprintln(w, row)
		if notes[i] != "" {
			Hang(w, "  ", notes[i])
		}
	}
}

// Cut returns a line as it stands where it fits so many columns, and else its beginning and an
// ellipsis. A tab goes to the next multiple of eight, as terminals have it.
func Cut(line string, columns int) string {
	width, fits := 0, len(line)
	for i, r := range line {
		if width < columns { // an ellipsis would stand here at the latest
			fits = i
		}
		if width++; r == '\t' {
			width = (width + 7) / 8 * 8
		}
	}
	if width <= columns {
		return line
	}
	return line[:fits] + "…"
}

// PrintJSON prints a value for programs.
func PrintJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

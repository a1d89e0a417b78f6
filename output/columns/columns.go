// Package columns lays out rows of text and large numbers for a reader at a
// terminal. It stands below everything that prints tables and knows nothing of
// what they say.
package columns

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Width is how many columns a screen has on which nothing is broken.
const Width = 80

const (
	gap  = 2  // blanks between two columns
	room = 24 // least columns of a screen in which a text is worth wrapping
)

// Write writes rows with their columns aligned, two blanks apart, within Width. A last column
// that is too long is wrapped below itself, where there is room; else the table is written in
// parts one below the other, each with the first column, as R does. A cell that is wider than a
// screen stays whole.
func Write(w io.Writer, rows [][]string) error {
	widths := widthsOf(rows)
	last := len(widths) - 1
	if last < 1 || sum(widths) <= Width {
		return write(w, rows, widths)
	}
	if left := Width - sum(widths[:last]) - gap; left >= room {
		widths[last] = left
		return write(w, rows, widths)
	}
	for from := 1; from <= last; {
		to := from + 1
		for to <= last && widths[0]+gap+sum(widths[from:to+1]) <= Width {
			to++
		}
		part := make([][]string, len(rows))
		for i, row := range rows {
			part[i] = row[:min(1, len(row)):min(1, len(row))]
			if len(row) > from {
				part[i] = append(part[i], row[from:min(to, len(row))]...)
			}
		}
		if from > 1 {
			if _, err := fmt.Fprintln(w); err != nil {
				return err
			}
		}
		if err := write(w, part, append(widths[:1:1], widths[from:to]...)); err != nil {
			return err
		}
		from = to
	}
	return nil
}

// widthsOf measures the columns of rows, which need not be equally long.
func widthsOf(rows [][]string) (widths []int) {
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	return widths
}

// sum is how wide columns are together, with what stands between them.
func sum(widths []int) int {
	n := gap * (len(widths) - 1)
	for _, w := range widths {
		n += w
	}
	return n
}

// write writes rows in columns of given widths; the last one is wrapped.
func write(w io.Writer, rows [][]string, widths []int) error {
	last := len(widths) - 1
	for _, row := range rows {
		var head strings.Builder
		for i, cell := range row[:min(last, len(row))] {
			head.WriteString(cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+gap))
		}
		text := ""
		if len(row) > last {
			text = row[last]
		}
		lines := []string{head.String() + text}
		if utf8.RuneCountInString(text) > widths[last] {
			lines = Hang(head.String(), text)
		}
		for _, line := range lines {
			if _, err := fmt.Fprintln(w, strings.TrimRight(line, " ")); err != nil {
				return err
			}
		}
	}
	return nil
}

// Hang sets a text behind a head, wrapped to Width between words and below itself. Runs of blanks
// become one. Without a text the head is the only line.
func Hang(head, text string) (lines []string) {
	indent := utf8.RuneCountInString(head)
	line, used := head, indent
	for i, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case used+1+n > Width:
			lines = append(lines, line)
			line, used = strings.Repeat(" ", indent), indent
		default:
			line, used = line+" ", used+1
		}
		line, used = line+word, used+n
	}
	return append(lines, line)
}

// Thousands writes 510000 as 510,000.
func Thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

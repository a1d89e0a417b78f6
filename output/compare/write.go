package compare

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/breachsim/breachsim/output/columns"
)

// width is that of the terminal that the text is made for.
const width = 80

// Comparison is what was found of two sides.
type Comparison struct {
	A        string    `json:"a"` // as the user names it
	B        string    `json:"b"`
	Sections []Section `json:"sections"`
	// Files that have the same content in both datasets, of all names that either has.
	SameFiles int `json:"same_files"`
	Files     int `json:"files"`
}

// WriteJSON writes it for programs: of each section the rows that differ, with the
// value of each side (null = it has none), and how many are equal.
func (c *Comparison) WriteJSON(out io.Writer) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	d := *c
	d.Sections = nil
	for _, s := range c.Sections {
		if s.Rows == nil {
			s.Rows = []Row{}
		}
		d.Sections = append(d.Sections, s)
	}
	return e.Encode(d)
}

// WriteText writes it for people, at most 80 columns wide.
func (c *Comparison) WriteText(out io.Writer) error {
	w := &writer{w: out}
	w.line("a = %s", c.A)
	w.line("b = %s", c.B)
	if c.Files > 0 {
		w.line("%d of %d files have the same content", c.SameFiles, c.Files)
	}
	for _, s := range c.Sections {
		w.line("")
		w.section(s)
	}
	return w.err
}

type writer struct {
	w   io.Writer
	err error
}

func (w *writer) line(format string, args ...any) {
	s := cut(fmt.Sprintf(format, args...), width)
	if w.err == nil {
		_, w.err = fmt.Fprintln(w.w, strings.TrimRight(s, " "))
	}
}

// cut shortens a text.
func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

func (w *writer) section(s Section) {
	title := strings.ToUpper(s.Name[:1]) + s.Name[1:]
	switch {
	case s.Note != "":
		w.line("%s: %s", title, s.Note)
		return
	case len(s.Rows) == 0:
		w.line("%s: no difference (%s compared)", title, columns.Thousands(int64(s.Equal)))
		return
	}
	w.line("%s: %s, %s equal", title, differing(len(s.Rows)), columns.Thousands(int64(s.Equal)))
	if numbers(s.Rows) {
		w.table(s.Rows)
		return
	}
	for _, r := range s.Rows {
		a, b := said(r.A), said(r.B)
		if line := fmt.Sprintf("  %s: %s → %s", r.Key, a, b); len([]rune(line)) <= width {
			w.line("%s", line)
			continue
		}
		w.line("  %s:", r.Key)
		w.line("    a  %s", a)
		w.line("    b  %s", b)
	}
}

func differing(n int) string {
	if n == 1 {
		return "1 differs"
	}
	return fmt.Sprintf("%d differ", n)
}

// said writes a value on one line.
func said(v any) string {
	switch v := v.(type) {
	case nil:
		return "(not said)"
	case string:
		if v == "" {
			return "(nothing)"
		}
		return v
	case int64:
		return columns.Thousands(v)
	}
	return fmt.Sprint(v)
}

func numbers(rows []Row) bool {
	for _, r := range rows {
		_, a := r.A.(int64)
		_, b := r.B.(int64)
		if !a || !b {
			return false
		}
	}
	return true
}

// table writes numbers with what became of them.
func (w *writer) table(rows []Row) {
	for _, r := range rows {
		a, b := r.A.(int64), r.B.(int64)
		w.line("  %-36s %14s %14s  %s", cut(r.Key, 36), columns.Thousands(a), columns.Thousands(b), times(a, b))
	}
}

// times writes how many times a the other is, with two decimals below ten, rounded.
func times(a, b int64) string {
	switch {
	case a <= 0:
		return "new"
	case b == 0:
		return "none"
	case b/a >= 10:
		return "×" + columns.Thousands((b+a/2)/a)
	}
	h := (b/a)*100 + ((b%a)*200+a)/(2*a)
	return fmt.Sprintf("×%d.%02d", h/100, h%100)
}

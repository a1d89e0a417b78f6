// Package facts holds the published figures that the simulated world is built
// on: how many people of which age, which departments, which names in which
// decade. NOTICE.md beside it gives source, year and licence of each table.
//
// It stands at the bottom of the flow: population reads it, nothing in it
// draws, and it imports nothing of the project. Tables are embedded text,
// parsed once when first asked for; callers must not change what they get.
//
// Every table is an aggregate. None describes a person.
package facts

import (
	"embed"
	"strconv"
	"strings"
)

//go:embed data
var data embed.FS

// lines yields the tab-separated fields of a table's lines.
func lines(name string) [][]string {
	text, err := data.ReadFile("data/" + name)
	if err != nil {
		panic(err) // embedded at build time
	}
	rows := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	out := make([][]string, len(rows))
	for i, row := range rows {
		out[i] = strings.Split(row, "\t")
	}
	return out
}

// number reads a count; a dot stands for a figure that is not published.
func number(s string) int {
	if s == "." {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		panic("facts: " + err.Error()) // the tables are this package's own
	}
	return n
}

// series reads counts separated by spaces into dst.
func series(s string, dst []uint32) {
	for i := range dst {
		var head string
		head, s, _ = strings.Cut(s, " ")
		dst[i] = uint32(number(head))
	}
}

// Command gen writes lines_gen.go of package native: the lists of columns of the
// logs, unrolled into functions that append a line. It is run by go generate when
// a list changes. Its output is committed, and a test holds it against the lists.
package main

import (
	"fmt"
	"os"
)

func main() {
	src, err := source()
	if err == nil {
		err = os.WriteFile("lines_gen.go", src, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

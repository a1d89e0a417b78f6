// Command gen writes lines_gen.go of the packages native and receiver: the lists of
// columns of the logs, unrolled into functions that append a line. It is run by go
// generate when a list changes. Its output is committed, and a test holds it against
// the lists.
package main

import (
	"fmt"
	"os"
)

func main() {
	if err := write(); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// files are what is written, from the folder of native.
func files() map[string]func() ([]byte, error) {
	return map[string]func() ([]byte, error){
		"lines_gen.go":             source,
		"../receiver/lines_gen.go": receiverSource,
	}
}

func write() error {
	for name, text := range files() {
		src, err := text()
		if err == nil {
			err = os.WriteFile(name, src, 0o644)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets scripts call this very program as breachsim.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"breachsim": main})
}

// TestScripts runs testdata/script: one file a behaviour, in the words that a
// user would type. With UPDATE=1 expected outputs are written anew; read the
// difference before keeping it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE") != "",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    cmdExits,
			"samedir":  cmdSameDir,
			"waitfile": cmdWaitFile,
			"lines":    cmdLines,
			"flip":     cmdFlip,
			"eachset":  cmdEachSet,
		},
		Condition: func(cond string) (bool, error) {
			if cond != "devfull" {
				return false, errors.New("unknown condition")
			}
			_, err := os.Stat("/dev/full")
			return err == nil, nil
		},
	})
}

// cmdExits runs a command that must end with an exit code: exits CODE COMMAND...
func cmdExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// cmdEachSet runs the reference detectors on each set of a suite: eachset SUITE ALERTS
func cmdEachSet(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: eachset SUITE ALERTS")
	}
	ts.Check(os.MkdirAll(ts.MkAbs(args[1]), 0o777))
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	for _, e := range entries {
		if e.IsDir() {
			ts.Check(ts.Exec("breachsim", "detect", args[0]+"/"+e.Name(), "-o", args[1]+"/"+e.Name()+".jsonl", "-q"))
		}
	}
}

// cmdSameDir compares two folders, every name and every byte: samedir A B
func cmdSameDir(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: samedir A B")
	}
	diff := differs(ts.MkAbs(args[0]), ts.MkAbs(args[1]))
	if neg && diff == "" {
		ts.Fatalf("%s and %s are the same", args[0], args[1])
	}
	if !neg && diff != "" {
		ts.Fatalf("%s and %s differ: %s", args[0], args[1], diff)
	}
}

// cmdWaitFile waits until a file is there: waitfile FILE
func cmdWaitFile(ts *testscript.TestScript, _ bool, args []string) {
	for range 1000 {
		if _, err := os.Stat(ts.MkAbs(args[0])); err == nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	ts.Fatalf("%s does not come", args[0])
}

// cmdLines counts the lines of files together: lines N FILE...
func cmdLines(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	for _, name := range args[1:] {
		for _, c := range []byte(ts.ReadFile(name)) {
			if c == '\n' {
				got++
			}
		}
	}
	if neg == (got == want) {
		ts.Fatalf("%d lines", got)
	}
}

// cmdFlip changes one bit in the middle of a file: flip FILE
func cmdFlip(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	b, err := os.ReadFile(path)
	ts.Check(err)
	b[len(b)/2] ^= 1
	ts.Check(os.WriteFile(path, b, 0o666))
}

// differs says how two folders differ, or "".
func differs(a, b string) string {
	left, right := tree(a), tree(b)
	for name, content := range left {
		other, ok := right[name]
		switch {
		case !ok:
			return name + " is only in the first"
		case content != other:
			return name
		}
		delete(right, name)
	}
	for name := range right {
		return name + " is only in the second"
	}
	return ""
}

// tree reads all files of a folder.
func tree(root string) map[string]string {
	files := map[string]string{}
	err := filepath.WalkDir(root, func(path string, e os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		if e.IsDir() {
			files[rel+"/"] = ""
			return nil
		}
		b, err := os.ReadFile(path)
		files[rel] = string(b)
		return err
	})
	if err != nil {
		files[err.Error()] = ""
	}
	return files
}

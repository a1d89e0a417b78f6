package main

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
)

// Every help fits a screen of 80 columns, and the one of -h its lines too.
func TestHelpsFitAScreen(t *testing.T) {
	root := newRootCmd(silent(io.Discard))
	for _, path := range commandPaths(root, nil) {
		cmd, _, err := root.Find(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, flag := range []string{"-h", "--help"} {
			text := helpOf(t, append(path, flag))
			for line := range strings.Lines(text) {
				if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > 80 {
					t.Errorf("%s %s: %d columns: %s", strings.Join(path, " "), flag, n, line)
				}
			}
			if n := strings.Count(text, "\n"); flag == "-h" && n > 45 && cmd.Runnable() && !cmd.HasSubCommands() {
				t.Errorf("%s -h: %d lines", strings.Join(path, " "), n)
			}
		}
	}
}

// The whole help has every flag and every example, and the short one says that there is more.
func TestWholeHelpHasEveryFlag(t *testing.T) {
	root := newRootCmd(silent(io.Discard))
	for _, path := range commandPaths(root, nil) {
		cmd, _, err := root.Find(path)
		if err != nil {
			t.Fatal(err)
		}
		text := helpOf(t, append(path, "--help"))
		usages := cmd.Flags().FlagUsages()
		for line := range strings.Lines(usages) {
			name, _, _ := strings.Cut(line[strings.Index(line, "--"):], " ")
			if !strings.Contains(text, name+" ") && !strings.Contains(text, name+"\n") {
				t.Errorf("%s --help does not have %s", strings.Join(path, " "), name)
			}
		}
		if !strings.Contains(text, cmd.Example) {
			t.Errorf("%s --help does not have its examples", strings.Join(path, " "))
		}
		if short := helpOf(t, append(path, "-h")); short != text &&
			!strings.Contains(short, "breachsim "+strings.Join(path, " ")+" --help has every flag") {
			t.Errorf("%s -h leaves out what it does not say", strings.Join(path, " "))
		}
	}
}

// helpOf is what a command prints.
func helpOf(t *testing.T, args []string) string {
	t.Helper()
	var b bytes.Buffer
	root := newRootCmd(silent(&b))
	root.SetArgs(args)
	if err := root.Execute(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// silent is a process of which only standard output is kept.
func silent(out io.Writer) *term.Streams {
	return &term.Streams{In: strings.NewReader(""), Out: term.NewOutput(out), Err: io.Discard,
		Env: func(string) string { return "" }}
}

// commandPaths lists a command and all below it, by the words that call them.
func commandPaths(cmd *cobra.Command, path []string) [][]string {
	all := [][]string{path}
	for _, c := range cmd.Commands() {
		all = append(all, commandPaths(c, append(path[:len(path):len(path)], c.Name()))...)
	}
	return all
}

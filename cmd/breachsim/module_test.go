package main

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestModulePathMoves moves a copy of the repository to another path and back: every
// package is found under the new one, none under the old one, and nothing else changed.
func TestModulePathMoves(t *testing.T) {
	for _, tool := range []string{"bash", "perl", "git"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("there is no %s", tool)
		}
	}
	old, dir := modulePath(t), copyOfRepository(t)
	moved := "example.test/somebody/" + filepath.Base(old)
	before := sources(t, dir)
	in := func(name string, args ...string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), name, args...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %v: %v\n%s", name, args, err, out)
		}
		return string(out)
	}

	in(".ci/module-path", moved)
	packages := strings.Fields(in("go", "list", "-deps", "-test", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "./..."))
	ours := 0
	for _, p := range packages {
		if strings.HasPrefix(p, old+"/") {
			t.Errorf("%s is still imported", p)
		}
		if strings.HasPrefix(p, moved+"/") {
			ours++
		}
	}
	if ours < 100 {
		t.Errorf("only %d packages have the new path", ours)
	}
	for name, text := range sources(t, dir) {
		if bytes.Contains(text, []byte(`"`+old+"/generator")) || bytes.Contains(text, []byte(" "+old+"/output/")) {
			t.Errorf("%s still says %s", name, old)
		}
	}

	in(".ci/module-path", old)
	for name, text := range sources(t, dir) {
		if !bytes.Equal(text, before[name]) {
			t.Errorf("%s is not what it was after moving there and back", name)
		}
	}

	bad := exec.CommandContext(t.Context(), ".ci/module-path", "no path")
	bad.Dir = dir
	if out, err := bad.CombinedOutput(); err == nil || !strings.Contains(string(out), "is not a module path") {
		t.Errorf("a path with a blank: %v, %s", err, out)
	}
}

// copyOfRepository copies the files that git knows into a repository of its own.
func copyOfRepository(t *testing.T) string {
	t.Helper()
	root, dir := repository(t), t.TempDir()
	list := exec.CommandContext(t.Context(), "git", "-c", "safe.directory=*", "ls-files", "-z")
	list.Dir = root
	names, err := list.Output()
	if err != nil {
		t.Skipf("this is no checkout: %v", err)
	}
	for name := range strings.SplitSeq(strings.TrimRight(string(names), "\x00"), "\x00") {
		from, to := filepath.Join(root, name), filepath.Join(dir, name)
		text, err := os.ReadFile(from)
		if os.IsNotExist(err) {
			continue // deleted and not yet committed
		}
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, text, info.Mode()); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}} {
		cmd := exec.CommandContext(t.Context(), "git", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	return dir
}

// sources reads all files but those of git.
func sources(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			if e.Name() == ".git" {
				return fs.SkipDir
			}
			return nil
		}
		text, err := os.ReadFile(path)
		all[path] = text
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

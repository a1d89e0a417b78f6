//go:build unix

package lock_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/lock"
)

func TestASecondRunIsTold(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	first, err := lock.Take(dir, "shown")
	if err != nil {
		t.Fatal(err)
	}
	_, err = lock.Take(dir, "shown")
	if fault.KindOf(err) != fault.KindUsage || !strings.Contains(err.Error(), `"shown" is being written by process `) {
		t.Errorf("%v", err)
	}
	first.Release()
	if _, err := os.Lstat(filepath.Join(dir, lock.Name)); err == nil {
		t.Error("the file of the lock is left")
	}
	again, err := lock.Take(dir, "shown")
	if err != nil {
		t.Fatal(err)
	}
	again.Release()
}

// A process that dies holds nothing, whatever its file says.
func TestTheLockOfADeadProcessIsNone(t *testing.T) {
	dir := t.TempDir()
	if held := os.Getenv("LOCK_DIR"); held != "" {
		if _, err := lock.Take(held, "held"); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stdout.WriteString("held\n"); err != nil {
			t.Fatal(err)
		}
		select {} // until it is killed
	}
	child := exec.Command(os.Args[0], "-test.run", "^TestTheLockOfADeadProcessIsNone$")
	child.Env = append(os.Environ(), "LOCK_DIR="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "held\n" {
		t.Fatalf("the other process: %q, %v", line, err)
	}
	if _, err := lock.Take(dir, "d"); fault.KindOf(err) != fault.KindUsage {
		t.Errorf("while it lives: %v", err)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait() // killed
	if _, err := os.Lstat(filepath.Join(dir, lock.Name)); err != nil {
		t.Errorf("its file is expected to be left: %v", err)
	}
	l, err := lock.Take(dir, "d")
	if err != nil {
		t.Fatalf("after its death: %v", err)
	}
	l.Release()
}

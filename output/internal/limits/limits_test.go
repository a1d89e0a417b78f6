//go:build unix

package limits_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/breachsim/breachsim/output/internal/limits"
)

func TestOnlyRegularFilesAreRead(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skipf("no pipes here: %v", err)
	}
	device := filepath.Join(dir, "device")
	if err := os.Symlink("/dev/zero", device); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{pipe, device, dir} {
		if _, err := limits.ReadFile(path, 10); err == nil || !strings.Contains(err.Error(), "not a regular file") {
			t.Errorf("%s: %v", path, err)
		}
	}
	if _, err := limits.ReadFile(filepath.Join(dir, "none"), 10); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

func TestReadFileHasABound(t *testing.T) {
	path := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(path, []byte("0123456789"), 0o600); err != nil {
		t.Fatal(err)
	}
	if b, err := limits.ReadFile(path, 10); err != nil || len(b) != 10 {
		t.Errorf("at the bound: %q, %v", b, err)
	}
	if _, err := limits.ReadFile(path, 9); err == nil || !strings.Contains(err.Error(), "too large") {
		t.Errorf("above it: %v", err)
	}
}

func TestUnpackingHasARatio(t *testing.T) {
	unpack := func(content []byte) (int64, error) {
		var packed bytes.Buffer
		z, err := zstd.NewWriter(&packed)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := z.Write(content); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		u := limits.NewUnpacking(&packed)
		r, err := zstd.NewReader(u.Packed())
		if err != nil {
			t.Fatal(err)
		}
		return io.Copy(io.Discard, u.Content(r.IOReadCloser()))
	}
	if n, err := unpack(make([]byte, limits.Spare)); err != nil || n != limits.Spare {
		t.Errorf("a small file of zeros: %d bytes, %v", n, err)
	}
	var lines []byte
	for i := range 1 << 19 {
		lines = fmt.Appendf(lines, `{"event_id":"%016x","ts":"2022-03-08T07:15:01.000042Z","action":"lookup"}`+"\n", i)
	}
	if n, err := unpack(lines); err != nil || n != int64(len(lines)) {
		t.Errorf("a log of lines that are nearly the same: %d bytes, %v", n, err)
	}
	if n, err := unpack(make([]byte, 8*limits.Spare)); err == nil || n > 4*limits.Spare {
		t.Errorf("zeros packed more than a thousandfold: %d bytes, %v", n, err)
	}
}

func TestRowsHaveABound(t *testing.T) {
	r := limits.NewRows(io.MultiReader(strings.NewReader("a,b\n1,\""), endless{}))
	c := csv.NewReader(r)
	r.Next()
	if _, err := c.Read(); err != nil {
		t.Fatal(err)
	}
	r.Next()
	if _, err := c.Read(); err == nil || !strings.Contains(err.Error(), "a row is longer than 1 MiB") {
		t.Errorf("an endless field: %v", err)
	}
}

// endless is a text without an end.
type endless struct{}

func (endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'x'
	}
	return len(b), nil
}

// The table for users says what the constants say.
func TestReadmeTellsTheBounds(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for what, most := range map[string]int{
		"index of a shard or a sweep, `state.json`": limits.Index,
		"a line of a log or of the truth":           limits.Line,
		"a row of a table in CSV":                   limits.Row,
		"a line of alerts":                          limits.Alert,
		"one JSON value of alerts":                  limits.Value,
		"a file of rules in Sigma":                  limits.Rules,
		"a file of a fixture":                       limits.Pack,
		"what unpacking zstd may look back on":      limits.Window,
	} {
		row := fmt.Sprintf("%s | %d MiB |", what, most>>20)
		if !strings.Contains(string(text), row) {
			t.Errorf("output/README.md has no row %q", row)
		}
	}
	if row := fmt.Sprintf("after the first %d MiB | %s |", limits.Spare>>20, "1,000"); limits.Ratio != 1000 ||
		!strings.Contains(string(text), row) {
		t.Errorf("output/README.md has no row %q", row)
	}
}

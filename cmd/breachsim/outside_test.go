package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadmeRunsInAnotherModule compiles and runs the Go of the README as somebody else
// would: in a module that has nothing of ours but what its go.mod says. No network is used.
func TestReadmeRunsInAnotherModule(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles a program")
	}
	root, dir := repository(t), t.TempDir()
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	block := partBlock.FindStringSubmatch(string(readme))
	if block == nil {
		t.Fatal("the README shows no Go")
	}
	rule, err := os.ReadFile(filepath.Join(root, "output/dataset/datasettest/testdata/stale_numbers.yml"))
	if err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	write := func(name string, text []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "testdata"), 0o777); err != nil {
		t.Fatal(err)
	}
	write("go.mod", []byte(outsideModule(t)))
	write("go.sum", sums)
	write("rule_test.go", []byte("package detector\n\n"+block[3]))
	write("testdata/stale_numbers.yml", rule)

	env := append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off", "GONOSUMDB=*")
	test := exec.CommandContext(t.Context(), "go", "test", "-count=1", "-v", ".")
	test.Dir, test.Env = dir, env
	out, err := test.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: TestMyRuleSavesMost") {
		t.Fatalf("in another module: %v\n%s", err, out)
	}

	// What is internal stays so.
	write("rule_test.go", []byte("package detector\n\nimport _ \""+modulePath(t)+"/generator/internal/random\"\n"))
	vet := exec.CommandContext(t.Context(), "go", "vet", ".")
	vet.Dir, vet.Env = dir, env
	if out, err := vet.CombinedOutput(); err == nil || !strings.Contains(string(out), "use of internal package") {
		t.Errorf("another module may import what is internal: %v\n%s", err, out)
	}
}

// outsideModule is the go.mod of somebody who has a checkout of ours.
func outsideModule(t *testing.T) string {
	ours := modulePath(t)
	return "module example.test/detector\n\ngo 1.26\n\nrequire " + ours + " v0.0.0\n\nreplace " + ours + " => " +
		filepath.ToSlash(repository(t)) + "\n"
}

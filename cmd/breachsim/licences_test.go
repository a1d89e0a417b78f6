package main

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const thirdParty = "THIRD_PARTY.txt"

// targets are the systems that releases are built for; .goreleaser.yaml and .ci/release
// have the same.
func targets() []string {
	return []string{"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64", "windows/arm64"}
}

// Whoever gets the program gets the licences of what is in it: each module that is built
// into it for some system has its texts in THIRD_PARTY.txt, and all of them allow it.
// UPDATE=1 writes the file anew.
func TestLicencesOfModulesAreCarried(t *testing.T) {
	modules := map[string]string{} // folder by path and version
	for _, target := range targets() {
		maps.Copy(modules, builtIn(t, target))
	}
	if len(modules) < 8 {
		t.Fatalf("only %d modules found", len(modules))
	}
	var b strings.Builder
	b.WriteString("What is built into breachsim beside its own code, with the licences of each part.\n")
	for _, module := range slices.Sorted(maps.Keys(modules)) {
		texts := licences(t, modules[module])
		if len(texts) == 0 {
			t.Errorf("%s has no licence", module)
		}
		kind := ""
		for _, text := range texts {
			kind = max(kind, kindOf(text))
		}
		if kind == "" {
			t.Errorf("%s: its licence is none of those that the project takes", module)
		}
		fmt.Fprintf(&b, "\n%s\n%s (%s)\n%s\n", strings.Repeat("=", 80), module, kind, strings.Repeat("=", 80))
		for _, text := range texts {
			b.WriteString("\n" + strings.Trim(strings.ReplaceAll(text, "\r\n", "\n"), "\n") + "\n")
		}
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(thirdParty, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if have, err := os.ReadFile(thirdParty); err != nil || string(have) != b.String() {
		t.Errorf("%s is not what is built in: UPDATE=1 go test ./cmd/breachsim -run Licences", thirdParty)
	}
}

// builtIn lists the modules of which packages are in the program on a system, and the
// standard library, with their folders.
func builtIn(t *testing.T, target string) map[string]string {
	t.Helper()
	system, processor, _ := strings.Cut(target, "/")
	const form = `{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{"\t"}}{{.Dir}}{{end}}{{end}}`
	list := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", form, ".")
	list.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+processor, "CGO_ENABLED=0")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	root, err := exec.CommandContext(t.Context(), "go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := map[string]string{"Go standard library": strings.TrimSpace(string(root))}
	for line := range strings.Lines(string(out)) {
		if module, dir, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			modules[module] = dir
		}
	}
	modules["uPlot (in the pages of report)"] = filepath.Join(repository(t), "output/htmlreport/uplot")
	return modules
}

// licences reads the files of a folder that are licences or notices.
func licences(t *testing.T, dir string) (texts []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := strings.ToUpper(e.Name())
		if e.IsDir() || !strings.HasPrefix(name, "LICEN") && !strings.HasPrefix(name, "COPYING") && !strings.HasPrefix(name, "NOTICE") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	return texts
}

// kindOf tells a licence that the project takes by a sentence of it; "" is any other.
func kindOf(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	for _, k := range [][2]string{
		{"GNU GENERAL PUBLIC", ""}, {"GNU LESSER", ""}, {"GNU AFFERO", ""},
		{"Permission is hereby granted, free of charge, to any person obtaining a copy", "MIT"},
		{"Permission to use, copy, modify, and/or distribute this software", "ISC"},
		{"Redistribution and use in source and binary forms, with or without modification", "BSD"},
		{"Apache License Version 2.0", "Apache-2.0"},
	} {
		if strings.Contains(text, k[0]) {
			return k[1]
		}
	}
	return ""
}

func TestKindOfLicence(t *testing.T) {
	for text, want := range map[string]string{
		"Permission is hereby granted, free of charge,\nto any person obtaining a copy of it":                      "MIT",
		"GNU GENERAL PUBLIC LICENSE\nPermission is hereby granted, free of charge, to any person obtaining a copy": "",
		"all rights reserved": "",
	} {
		if got := kindOf(text); got != want {
			t.Errorf("%q is %q", text, got)
		}
	}
}

// The release is built for the systems that licences were collected for.
func TestReleasesAreBuiltForTheTargets(t *testing.T) {
	for _, name := range []string{".goreleaser.yaml", ".ci/release"} {
		text, err := os.ReadFile(filepath.Join(repository(t), name))
		if err != nil {
			t.Fatal(err)
		}
		for _, target := range targets() {
			system, processor, _ := strings.Cut(target, "/")
			if !strings.Contains(string(text), system) || !strings.Contains(string(text), processor) {
				t.Errorf("%s does not name %s", name, target)
			}
		}
		if !strings.Contains(string(text), "-trimpath") || !strings.Contains(string(text), "CGO_ENABLED=0") {
			t.Errorf("%s builds otherwise", name)
		}
	}
}

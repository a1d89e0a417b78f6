package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// house is the import table: each package of the project and the ones of the
// project that it may import. Imports run against the flow of data and never
// back:
//
//	scenarios ─► population ─► traffic, campaign ─► generator ─► encode, truth ─► output ─► cmd
//
// A new arrow or a new package is a decision: it is written here first.
func house() map[string]string {
	return map[string]string{
		"scenarios":          "localday",
		"scenarios/localday": "",
		"scenarios/measure":  "", // units, for whoever counts
		"scenarios/cause":    "", // of an error, for whoever tells of one

		"generator/nir":                      "",
		"generator/event":                    "nir",
		"generator/record":                   "nir",
		"generator/facts":                    "",
		"generator/calendar":                 "scenarios localday measure",
		"generator/internal/random":          "measure",
		"generator/internal/random/tablegen": "",
		"generator/internal/integer":         "",
		"generator/population":               "scenarios facts random nir event record",
		"generator/fakers":                   "population facts random nir",
		"generator/fidelity":                 "scenarios measure calendar traffic population facts event record",
		"generator/portal":                   "scenarios measure calendar event nir random",
		"generator/traffic":                  "scenarios calendar facts population portal event nir random",
		"generator/campaign":                 "scenarios calendar clock script defence ledger reaction spell pace actor owner targets intensity allocation traffic portal event nir random integer",
		"generator/campaign/clock":           "",
		"generator/campaign/ledger":          "integer",
		"generator/campaign/script":          "scenarios calendar clock population portal traffic event nir random",
		"generator/campaign/defence":         "scenarios calendar clock script portal traffic event nir rules",
		"generator/campaign/reaction":        "scenarios calendar script defence event random",
		"generator/campaign/spell":           "scenarios calendar script defence ledger intensity allocation portal event random",
		"generator/campaign/pace":            "calendar script ledger intensity random",
		"generator/campaign/actor":           "scenarios calendar clock script defence ledger reaction spell pace intensity allocation targets portal traffic event random integer",
		"generator/campaign/owner":           "scenarios calendar clock script defence portal traffic event nir random",
		"generator/campaign/targets":         "scenarios population nir random integer",
		"generator/campaign/intensity":       "scenarios calendar traffic portal random integer",
		"generator/campaign/allocation":      "scenarios calendar traffic population portal event random integer",
		"generator":                          "scenarios localday calendar campaign traffic population portal facts fakers fidelity event record nir random",

		"output/encode":   "measure event nir record",
		"output/truth":    "measure event encode read",
		"output/read":     "measure cause", // knows a dataset by its bytes alone
		"output/columnar": "encode",
		"output":          "cause encode columnar truth read event record",

		"output/dataset":             "scenarios generator output truth", // where the two meet
		"output/dataset/datasettest": "scenarios generator output dataset",

		"output/rules":   "",                            // counts for both sides of the log
		"output/detect":  "read rules localday measure", // sees what a real detector sees
		"output/columns": "",
		"output/stats":   "", // tests against chance, for whoever judges
		"output/score":   "protocol alert replay evidence report",
		"output/audit":   "world figure shortcut background agreement identifier stats",
		"output/conform": "read truth stats scenarios measure",

		"output/audit/figure":     "",
		"output/audit/reserved":   "",
		"output/audit/world":      "figure reserved conform read truth scenarios localday measure",
		"output/audit/shortcut":   "world figure stats measure",
		"output/audit/background": "world figure stats measure",
		"output/audit/agreement":  "world figure conform truth scenarios measure",
		"output/audit/identifier": "world figure reserved truth",

		"output/score/protocol": "measure",
		"output/score/alert":    "columns",
		"output/score/report":   "columns",
		"output/score/replay":   "protocol alert read truth localday",
		"output/score/evidence": "protocol replay report measure",

		"cmd/breachsim": "*", // all of them
	}
}

// never are arrows that no edit of the table may allow, in packages that are
// built and in those that are to come. One leaf is excepted, output/rules: a
// control that a rule triggers must fire where that rule raises its alert, so
// the generator counts with the very same code. It stays harmless because it
// knows neither side: it takes numbers and imports nothing of the project.
func never() map[string][]string {
	return map[string][]string{
		"scenarios":      {"generator", "output", "cmd"},
		"generator":      {"output", "cmd"},
		"output/audit":   {"generator"}, // it judges a dataset by what is in it alone
		"output/conform": {"generator"}, // and so does this
		"output/rules":   {"scenarios", "generator", "output", "cmd"},
		"output/detect":  {"generator", "output/truth"},
		"output":         {"cmd"},
	}
}

func TestImportsFollowTheTable(t *testing.T) {
	table := house()
	names := shortNames(table)
	for dir, imports := range projectImports(t) {
		allowed, known := table[dir]
		if !known {
			t.Errorf("package %s is not in the import table", dir)
			continue
		}
		for _, to := range imports {
			if allowed != "*" && !slices.Contains(strings.Fields(allowed), names[to]) {
				t.Errorf("%s imports %s: not in the import table", dir, to)
			}
		}
		delete(table, dir)
	}
	for dir := range table {
		t.Errorf("the import table names %s, which is not there", dir)
	}
}

func TestNoArrowRunsBack(t *testing.T) {
	within := func(dir, top string) bool { return dir == top || strings.HasPrefix(dir, top+"/") }
	for dir, imports := range projectImports(t) {
		for from, forbidden := range never() {
			for _, to := range imports {
				for _, no := range forbidden {
					shared := from == "output/audit" || from == "output/detect"
					excepted := shared && within(to, "generator/event") || from == "generator" && to == "output/rules"
					if within(dir, from) && within(to, no) && !excepted {
						t.Errorf("%s imports %s: %s must never know %s", dir, to, from, no)
					}
				}
			}
		}
	}
}

// shortNames gives each package the last part of its path, by which the table
// speaks of it.
func shortNames(table map[string]string) map[string]string {
	names := map[string]string{}
	for dir := range table {
		names[dir] = path.Base(dir)
	}
	return names
}

// projectImports reads the imports of every package outside its tests.
func projectImports(t *testing.T) map[string][]string {
	all := map[string][]string{}
	eachGoFile(t, func(name string, file *ast.File) {
		if strings.HasSuffix(name, "_test.go") {
			return
		}
		dir := path.Dir(name)
		if all[dir] == nil {
			all[dir] = []string{}
		}
		for _, spec := range file.Imports {
			to, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if to, ours := strings.CutPrefix(to, "breachsim/"); ours && !slices.Contains(all[dir], to) {
				all[dir] = append(all[dir], to)
			}
		}
	})
	return all
}

// eachGoFile visits the parsed Go files of the repository by slash path.
func eachGoFile(t *testing.T, visit func(name string, file *ast.File)) {
	t.Helper()
	root := repository(t)
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && (e.Name() == "testdata" || name != "." && strings.HasPrefix(e.Name(), ".")) {
			return fs.SkipDir
		}
		if path.Ext(name) != ".go" {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, filepath.FromSlash(name)), nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		visit(name, file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// repository is the folder of go.mod.
func repository(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		t.Fatal(err)
	}
	return root
}

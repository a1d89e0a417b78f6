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
		"scenarios/localday":            "",
		"scenarios/nearest":             "",
		"scenarios/internal/wording":    "nearest",
		"scenarios/internal/quantity":   "wording nearest localday",
		"scenarios/internal/tree":       "wording",
		"scenarios/internal/schema":     "tree quantity wording nearest",
		"scenarios":                     "schema tree quantity localday apportion",
		"scenarios/apportion":           "",
		"scenarios/internal/crosscheck": "scenarios schema tree quantity wording",
		"scenarios/language":            "scenarios crosscheck schema tree quantity wording",
		"scenarios/internal/capacity":   "scenarios quantity",
		"scenarios/feasible":            "scenarios capacity tree quantity wording",
		"scenarios/library":             "scenarios language feasible nearest cause",
		"scenarios/bench":               "cause", // which scenarios a suite has
		"scenarios/measure":             "",      // units, for whoever counts
		"scenarios/cause":               "",      // of an error, for whoever tells of one

		"generator/nir":                              "",
		"generator/event":                            "scenarios nir", // the names of look-alikes are the language's
		"generator/record":                           "nir",
		"generator/facts":                            "",
		"generator/calendar":                         "scenarios localday measure",
		"generator/internal/random":                  "measure",
		"generator/internal/random/tablegen":         "",
		"generator/internal/integer":                 "",
		"generator/internal/speck":                   "",
		"generator/internal/secret":                  "random speck",
		"generator/draw":                             "random", // lent to what stands around the generator
		"generator/internal/socket":                  "random",
		"generator/internal/client":                  "scenarios socket random",
		"generator/internal/network":                 "scenarios geo facts socket random speck event record",
		"generator/internal/population/chain":        "random",
		"generator/internal/population/geo":          "chain facts random",
		"generator/internal/accounts":                "scenarios client network geo facts random event record secret",
		"generator/internal/population/residence":    "chain facts random apportion",
		"generator/internal/population/birthplace":   "residence chain geo facts random nir",
		"generator/internal/population/household":    "birthplace residence chain facts random",
		"generator/internal/population/birth":        "household birthplace residence chain facts random nir record",
		"generator/internal/population/couple":       "household birthplace residence chain facts random",
		"generator/internal/population/kin":          "couple birth household birthplace residence",
		"generator/internal/population/names":        "kin couple birth birthplace residence chain geo facts random",
		"generator/internal/population/rights":       "kin birth household birthplace residence geo facts random record",
		"generator/internal/population":              "rights names kin couple birth household birthplace residence chain geo facts random nir record",
		"generator/fakers":                           "geo accounts population facts random nir",
		"generator/internal/fidelity":                "scenarios calendar traffic accounts birthplace rights population facts event record measure",
		"generator/internal/idp":                     "event random measure",
		"generator/internal/portal":                  "scenarios calendar idp socket event nir random measure secret speck",
		"generator/triage":                           "scenarios network event random secret speck measure",
		"generator/internal/traffic/overlay":         "portal event",
		"generator/internal/traffic/draws":           "random",
		"generator/internal/traffic/habit":           "scenarios calendar draws facts geo accounts population portal event random",
		"generator/internal/traffic/course":          "scenarios calendar draws habit portal event random",
		"generator/internal/traffic/lookalike":       "scenarios calendar draws habit course client network accounts portal event random",
		"generator/internal/traffic/lookalike/kinds": "scenarios calendar draws course lookalike facts accounts event nir random",
		"generator/internal/traffic/agenda":          "scenarios calendar draws habit course lookalike network population client portal event random",
		"generator/internal/traffic/policy":          "calendar draws course overlay agenda portal event random",
		"generator/internal/traffic/bound":           "calendar course overlay agenda policy portal event",
		"generator/internal/traffic/emit":            "draws course overlay agenda policy bound population rights portal event nir random",
		"generator/internal/traffic":                 "scenarios calendar habit course overlay lookalike kinds agenda policy bound emit network population portal event nir random",
		"generator/internal/background":              "scenarios calendar client network portal event random measure",
		"generator/internal/campaign":                "prepare scenarios calendar clock script defence ledger spell actor owner targets traffic overlay portal event nir random integer",
		"generator/internal/campaign/prepare":        "scenarios calendar script ledger reaction relation spell actor targets intensity allocation traffic event random integer",
		"generator/internal/campaign/clock":          "",
		"generator/internal/campaign/ledger":         "integer",
		"generator/internal/campaign/script":         "scenarios calendar clock accounts population portal traffic overlay event nir random",
		"generator/internal/campaign/defence":        "scenarios calendar clock script portal traffic bound event nir rules random",
		"generator/internal/campaign/reaction":       "scenarios calendar script defence event random",
		"generator/internal/campaign/spell":          "scenarios calendar script defence ledger intensity allocation habit portal event random",
		"generator/internal/campaign/pace":           "calendar script ledger intensity random",
		"generator/internal/campaign/actor":          "scenarios calendar clock script defence ledger reaction spell pace intensity allocation targets portal traffic event random integer",
		"generator/internal/campaign/owner":          "scenarios calendar clock script defence portal traffic overlay policy event nir random",
		"generator/internal/campaign/relation":       "scenarios accounts population random",
		"generator/internal/campaign/laboratory":     "scenarios facts geo random",
		"generator/internal/leak":                    "scenarios targets facts nir random record",
		"generator/internal/campaign/targets":        "scenarios laboratory accounts population nir random integer",
		"generator/internal/campaign/intensity":      "scenarios calendar habit portal random integer",
		"generator/internal/campaign/allocation":     "scenarios calendar traffic client accounts portal event random integer",
		"generator":                                  "scenarios localday calendar campaign leak background traffic triage client network socket idp accounts population portal facts fidelity event record nir random integer feasible secret",

		"output/internal/encode/wire":       "event nir measure", // the smallest pieces
		"output/encode/schema":              "event nir wire",    // what a column and a format are
		"output/encode/logs":                "event schema wire",
		"output/encode/internal/native":     "event nir logs schema wire",
		"output/encode/internal/native/gen": "logs schema", // writes a file of native
		"output/internal/encode/web":        "event nir logs schema wire",
		"output/encode/internal/siem":       "event nir logs schema web wire",
		"output/encode/internal/receiver":   "event nir logs schema native siem wire", // wraps lines of native and siem
		"output/internal/encode/records":    "event nir record schema wire",
		"output/encode/identity":            "event schema wire",
		"output/encode":                     "event schema native web siem receiver records",

		"output/truth":           "event schema wire read limits measure",
		"output/read":            "delivery bytime limits cause measure", // knows a dataset by its bytes alone
		"output/internal/triage": "read",

		"output/internal/limits": "", // of everything that is read
		"output/internal/lock":   "limits fault",
		"output/internal/swap":   "disk",

		"output/internal/columnar": "schema wire",

		"output/internal/fault":      "cause", // errors of whoever touches the dataset directory
		"output/internal/pack":       "fault",
		"output/internal/ordered":    "delivery fault",
		"output/internal/timed":      "",                       // values that wait for their time
		"output/internal/courier":    "delivery ordered timed", // rows in the order in which lines arrive
		"output/internal/bytime":     "timed",                  // and back into the order of time
		"output/internal/disk":       "fault",
		"output/internal/state":      "event delivery disk limits fault cause",
		"output/internal/source":     "event record truth delivery",
		"output/internal/weak":       "event record",
		"output/internal/check":      "encode schema identity columnar read triage disk state limits lock swap fault cause",
		"output/internal/tables":     "record records schema columnar ordered disk state source fault",
		"output/internal/days":       "event encode schema identity columnar truth tables weak courier delivery ordered pack disk state source fault",
		"output/card":                "schema logs identity records web truth disk state source",
		"output":                     "event encode schema identity records truth card days tables weak check pack disk state source limits lock swap fault cause truthtable",
		"output/internal/truthtable": "records schema tables truth fault",

		"output/internal/memory":     "event record output encode schema records truth read",                                 // a dataset that lies nowhere
		"output/dataset":             "scenarios generator event output delivery memory read truth language library measure", // where the two meet
		"output/dataset/datasettest": "generator output dataset read library",

		"output/detect":                        "rule block sweep cohort explain manner origin persons sequence read rules localday measure", // sees what a real detector sees
		"output/internal/detect/rule":          "read",
		"output/detect/internal/block":         "rule",               // rules side by side
		"output/detect/internal/sweep":         "rule",               // incidents at all thresholds in one pass
		"output/internal/detect/rule/ruletest": "rule read localday", // for the tests of rules
		"output/detect/internal/persons":       "rule read localday measure",
		"output/detect/internal/manner":        "rule",
		"output/detect/internal/origin":        "rule measure",
		"output/detect/internal/known":         "", // who is new to an account
		"output/detect/internal/cohort":        "rule known",
		"output/detect/internal/explain":       "rule known",
		"output/detect/internal/sequence":      "rule",

		"output/delivery": "draw", // what becomes of a line on its way

		"output/replay/sink":                "", // what a receiver of lines is
		"output/replay/retime":              "sink",
		"output/replay/internal/timeline":   "retime sink read cause",
		"output/replay/internal/socket":     "sink peer cause",
		"output/replay/internal/lines":      "sink wire",
		"output/replay/internal/peer":       "sink fault cause",
		"output/replay/web/internal/answer": "sink",
		"output/replay/web/internal/form":   "sink peer lines answer wire fault",
		"output/replay/web":                 "sink peer answer form fault",
		"output/replay/queue":               "sink peer lines fault",
		"output/replay/open":                "socket web queue peer sink", // the one place that knows all protocols
		"output/replay/rebase":              "retime read pack disk state fault cause",
		"output/replay":                     "timeline retime sink delivery read timed cause",

		"output/sigma":                 "field match syntax window read limits cause measure", // rules in the field's language
		"output/sigma/internal/field":  "read localday nearest measure",
		"output/sigma/internal/syntax": "field nearest measure",
		"output/sigma/internal/match":  "field syntax read",
		"output/sigma/internal/window": "field syntax measure",

		"output/sigma/fixture":         "field match syntax witness limits cause measure",
		"output/sigma/fixture/witness": "field match syntax read measure",
		"output/sigma/fixture/judge":   "sigma fixture read limits cause",
		"output/sigma/fixture/export":  "fixture field syntax",

		"output/inspect": "read truth columns measure", // lines beside what is true of them
		"output/compare": "read truth fidelity columns limits cause",
		"output/audited": "audit figure card disk state fault limits cause", // writes an audit's verdict into a dataset
		"output/seal":    "output card disk state fault read cause",         // locks the truth up
		"output/suite":   "scenarios generator output dataset seal score report bench library cause",

		"output/htmlreport":                 "survey draw columns figure audit verdict ladder score report truth facts read limits", // pictures of a dataset
		"output/htmlreport/internal/survey": "conform read truth scenarios measure",
		"output/htmlreport/internal/draw":   "",

		"output/rules":                       "", // counts for both sides of the log
		"output/features/internal/fixed":     "",
		"output/features/internal/trail":     "fixed measure",
		"output/features/internal/past":      "trail fixed measure",
		"output/features/internal/label":     "read truth",
		"output/features/internal/table":     "trail past label fixed records schema wire columnar measure",
		"output/features":                    "table past trail label fixed read records schema disk state fault cause localday measure",
		"output/columns":                     "",
		"output/internal/stats/boost":        "stats",
		"output/internal/stats":              "", // tests against chance, for whoever judges
		"output/score":                       "read alert export evidence protocol replay report",
		"output/score/internal/protocol":     "measure",
		"output/score/alert":                 "stream limits",
		"output/score/internal/alert/stream": "limits", // JSON, whatever it says

		"output/score/export":            "alert stream measure", // alerts of other products
		"output/score/report":            "columns nearest",
		"output/score/internal/replay":   "protocol alert read truth localday",
		"output/score/internal/evidence": "protocol replay report measure",
		"output/audit":                   "scenarios columns stats artefact agreement background figure identifier learned registry session shortcut splits weak world read",
		"output/internal/conform":        "read truth scenarios measure stats feasible library",
		"output/fidelity":                "columns read truth conform scenarios",

		// makers of many datasets, above all that make or judge one
		"output/sweep":  "scenarios output limits disk fault cause library",
		"output/ladder": "scenarios generator output dataset detect score read truth columns fault library language report",

		// a detector in the loop
		"output/arena": "scenarios generator calendar draw event measure output dataset alarm analyst verdict encode schema read " +
			"language library",
		"output/arena/verdict": "generator draw event analyst",
		"output/arena/builtin": "generator record alarm detect rule read sigma", // detectors that need no process
		"output/arena/alarm":   "read",
		"output/arena/analyst": "calendar draw alarm",
		"output/arena/process": "alarm alert read",                          // a detector that is a process
		"output/arena/evade":   "scenarios apportion feasible library draw", // which campaign gets past it

		"output/internal/audit/figure":     "stats",
		"output/audit/internal/reserved":   "",
		"output/audit/internal/world":      "figure reserved conform read truth scenarios localday measure",
		"output/audit/internal/shortcut":   "world figure stats measure",
		"output/audit/internal/artefact":   "world figure stats",
		"output/audit/internal/splits":     "world figure stats truth",
		"output/audit/internal/session":    "world figure stats",
		"output/audit/internal/registry":   "world figure stats scenarios",
		"output/audit/internal/weak":       "world figure stats triage",
		"output/audit/internal/learned":    "world figure stats boost",
		"output/audit/internal/background": "world figure stats measure",
		"output/audit/internal/agreement":  "world figure conform truth scenarios measure",
		"output/audit/internal/identifier": "world figure reserved truth",

		"cmd/breachsim/internal/arena": "term trial generator draw output arena alarm analyst builtin process verdict evade detect sigma " +
			"encode sweep scenarios language library measure",
		"cmd/breachsim/internal/term":       "scenarios generator output columns feasible library cause seal read",
		"cmd/breachsim/internal/look":       "scenarios generator term inspect compare htmlreport sweep score alert export language library cause",
		"cmd/breachsim/internal/send":       "term replay open rebase retime sink delivery read",
		"cmd/breachsim/internal/story":      "scenarios generator event logs identity truth term feasible language library cause alert features",
		"cmd/breachsim/internal/judging":    "term cause detect read columns sweep alert score report export",
		"cmd/breachsim/internal/provenance": "scenarios generator term output dataset seal suite card bench language library cause",
		"cmd/breachsim/internal/training":   "term features",
		"cmd/breachsim/internal/trial":      "term sigma fixture judge read score report alert columns cause",
		"cmd/breachsim/internal/edges":      "term trial generator event encode read sigma fixture witness export library cause nearest",
		"cmd/breachsim/internal/complete":   "arena audit detect encode schema features open export report library",
		"cmd/breachsim/internal/help":       "columns term detect report",
		"cmd/breachsim/internal/manual":     "term cause",
		"cmd/breachsim":                     "*", // all of them
	}
}

// never are arrows that no edit of the table may allow, in packages that are
// built and in those that are to come. One leaf is excepted, output/rules: a
// control that a rule triggers must fire where that rule raises its alert, so
// the generator counts with the very same code. It stays harmless because it
// knows neither side: it takes numbers and imports nothing of the project.
func never() map[string][]string {
	return map[string][]string{
		"scenarios":               {"generator", "output", "cmd"},
		"generator":               {"output", "cmd"},
		"output/audit":            {"generator"}, // it judges a dataset by what is in it alone
		"output/internal/audit":   {"generator"},
		"output/internal/conform": {"generator"}, // and so does this
		"output/fidelity":         {"generator"},
		"output/inspect":          {"generator"},
		"output/compare":          {"generator"},
		"output/rules":            {"scenarios", "generator", "output", "cmd"},
		"output/detect":           {"generator", "output/truth"},
		"output/internal/detect":  {"generator", "output/truth"},
		"output/features":         {"generator"},
		"output":                  {"cmd"},
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
					shared := slices.Contains([]string{"output/audit", "output/internal/audit", "output/detect", "output/internal/detect"}, from)
					excepted := shared && within(to, "generator/event") || from == "generator" && to == "output/rules"
					if within(dir, from) && within(to, no) && !excepted {
						t.Errorf("%s imports %s: %s must never know %s", dir, to, from, no)
					}
				}
			}
		}
	}
}

// Whoever builds on the project sees what is promised to them, and what one of the four
// folders needs of another: all else is internal, where Go itself keeps others out.
func TestTheRestIsInternal(t *testing.T) {
	ours := modulePath(t)
	abroad := map[string]bool{} // packages that another folder imports
	root := repository(t)
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".go" {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return nil // of testdata, which need not be Go
		}
		from, _ := filepath.Rel(root, name) // both are absolute
		top, _, _ := strings.Cut(filepath.ToSlash(from), "/")
		for _, spec := range file.Imports {
			to, _ := strconv.Unquote(spec.Path.Value) // it was parsed
			if to, own := strings.CutPrefix(to, ours+"/"); own && !strings.HasPrefix(to, top+"/") {
				abroad[to] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for dir := range house() {
		open := !slices.Contains(strings.Split(dir, "/"), "internal") && !strings.HasPrefix(dir, "cmd/")
		if open && !abroad[dir] && !slices.Contains(promised(), dir) {
			t.Errorf("%s is not promised to anybody and only its own folder imports it: it belongs below internal", dir)
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
	all, ours := map[string][]string{}, modulePath(t)
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
			if to, own := strings.CutPrefix(to, ours+"/"); own && !slices.Contains(all[dir], to) {
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

// modulePath is the path that go.mod gives the module: .ci/module-path may change it.
func modulePath(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(repository(t), "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	line, _, _ := strings.Cut(string(text), "\n")
	name, ok := strings.CutPrefix(line, "module ")
	if !ok {
		t.Fatalf("go.mod begins with %q", line)
	}
	return strings.TrimSpace(name)
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

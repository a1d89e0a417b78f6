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

		"generator/nir":                      "",
		"generator/event":                    "scenarios nir", // the names of look-alikes are the language's
		"generator/record":                   "nir",
		"generator/facts":                    "",
		"generator/calendar":                 "scenarios localday measure",
		"generator/internal/random":          "measure",
		"generator/internal/random/tablegen": "",
		"generator/internal/integer":         "",
		"generator/internal/speck":           "",
		"generator/internal/secret":          "random speck",
		"generator/draw":                     "random", // lent to what stands around the generator
		"generator/socket":                   "random",
		"generator/client":                   "scenarios socket random",
		"generator/network":                  "scenarios geo facts socket random speck event record",
		"generator/population/chain":         "random",
		"generator/population/geo":           "chain facts random",
		"generator/accounts":                 "scenarios client network geo facts random event record secret",
		"generator/population/residence":     "chain facts random apportion",
		"generator/population/birthplace":    "residence chain geo facts random nir",
		"generator/population/household":     "birthplace residence chain facts random",
		"generator/population/birth":         "household birthplace residence chain facts random nir record",
		"generator/population/couple":        "household birthplace residence chain facts random",
		"generator/population/kin":           "couple birth household birthplace residence",
		"generator/population/names":         "kin couple birth birthplace residence chain geo facts random",
		"generator/population/rights":        "kin birth household birthplace residence geo facts random record",
		"generator/population":               "rights names kin couple birth household birthplace residence chain geo facts random nir record",
		"generator/fakers":                   "geo accounts population facts random nir",
		"generator/fidelity":                 "scenarios calendar traffic accounts birthplace rights population facts event record measure",
		"generator/idp":                      "event random measure",
		"generator/portal":                   "scenarios calendar idp socket event nir random measure secret speck",
		"generator/triage":                   "scenarios network event random secret speck measure",
		"generator/traffic/overlay":          "portal event",
		"generator/traffic/draws":            "random",
		"generator/traffic/habit":            "scenarios calendar draws facts geo accounts population portal event random",
		"generator/traffic/course":           "scenarios calendar draws habit portal event random",
		"generator/traffic/lookalike":        "scenarios calendar draws habit course client network accounts portal event random",
		"generator/traffic/lookalike/kinds":  "scenarios calendar draws course lookalike facts accounts event nir random",
		"generator/traffic/agenda":           "scenarios calendar draws habit course lookalike network population client portal event random",
		"generator/traffic/policy":           "calendar draws course overlay agenda portal event random",
		"generator/traffic/bound":            "calendar course overlay agenda policy portal event",
		"generator/traffic/emit":             "draws course overlay agenda policy bound population rights portal event nir random",
		"generator/traffic":                  "scenarios calendar habit course overlay lookalike kinds agenda policy bound emit network population portal event nir random",
		"generator/background":               "scenarios calendar client network portal event random measure",
		"generator/campaign":                 "scenarios calendar clock script defence ledger reaction relation spell actor owner targets intensity allocation traffic overlay portal event nir random integer",
		"generator/campaign/clock":           "",
		"generator/campaign/ledger":          "integer",
		"generator/campaign/script":          "scenarios calendar clock accounts population portal traffic overlay event nir random",
		"generator/campaign/defence":         "scenarios calendar clock script portal traffic bound event nir rules random",
		"generator/campaign/reaction":        "scenarios calendar script defence event random",
		"generator/campaign/spell":           "scenarios calendar script defence ledger intensity allocation habit portal event random",
		"generator/campaign/pace":            "calendar script ledger intensity random",
		"generator/campaign/actor":           "scenarios calendar clock script defence ledger reaction spell pace intensity allocation targets portal traffic event random integer",
		"generator/campaign/owner":           "scenarios calendar clock script defence portal traffic overlay policy event nir random",
		"generator/campaign/relation":        "scenarios accounts population random",
		"generator/campaign/laboratory":      "scenarios facts geo random",
		"generator/leak":                     "scenarios targets facts nir random record",
		"generator/campaign/targets":         "scenarios laboratory accounts population nir random integer",
		"generator/campaign/intensity":       "scenarios calendar habit portal random integer",
		"generator/campaign/allocation":      "scenarios calendar traffic client accounts portal event random integer",
		"generator":                          "scenarios localday calendar campaign leak background traffic triage client network socket idp accounts population portal facts fidelity event record nir random integer feasible secret",

		"output/encode/wire":       "event nir measure", // the smallest pieces
		"output/encode/schema":     "event nir wire",    // what a column and a format are
		"output/encode/logs":       "event schema wire",
		"output/encode/native":     "event nir logs schema wire",
		"output/encode/native/gen": "logs schema", // writes a file of native
		"output/encode/web":        "event nir logs schema wire",
		"output/encode/siem":       "event nir logs schema web wire",
		"output/encode/receiver":   "event nir logs schema native siem wire", // wraps lines of native and siem
		"output/encode/records":    "event nir record schema wire",
		"output/encode/identity":   "event schema wire",
		"output/encode":            "event schema native web siem receiver records",

		"output/truth":  "event schema wire read limits measure",
		"output/read":   "delivery bytime limits cause measure", // knows a dataset by its bytes alone
		"output/triage": "read",

		"output/internal/limits": "", // of everything that is read
		"output/internal/lock":   "limits fault",
		"output/internal/swap":   "disk",

		"output/columnar": "schema wire",

		"output/internal/fault":      "cause", // errors of whoever touches the dataset directory
		"output/internal/pack":       "fault",
		"output/internal/ordered":    "delivery fault",
		"output/internal/courier":    "delivery ordered", // rows in the order in which lines arrive
		"output/internal/bytime":     "",                 // and back into the order of time
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

		"output/memory":              "event record output encode schema records truth read",                                 // a dataset that lies nowhere
		"output/dataset":             "scenarios generator event output delivery memory read truth language library measure", // where the two meet
		"output/dataset/datasettest": "generator output dataset read library",

		"output/detect":               "rule block sweep cohort explain manner origin persons sequence read rules localday measure", // sees what a real detector sees
		"output/detect/rule":          "read",
		"output/detect/block":         "rule",               // rules side by side
		"output/detect/sweep":         "rule",               // incidents at all thresholds in one pass
		"output/detect/rule/ruletest": "rule read localday", // for the tests of rules
		"output/detect/persons":       "rule read localday measure",
		"output/detect/manner":        "rule",
		"output/detect/origin":        "rule measure",
		"output/detect/known":         "", // who is new to an account
		"output/detect/cohort":        "rule known",
		"output/detect/explain":       "rule known",
		"output/detect/sequence":      "rule",

		"output/delivery": "draw", // what becomes of a line on its way

		"output/replay/sink":       "", // what a receiver of lines is
		"output/replay/retime":     "sink",
		"output/replay/timeline":   "retime sink read cause",
		"output/replay/socket":     "sink peer cause",
		"output/replay/lines":      "sink wire",
		"output/replay/peer":       "sink fault cause",
		"output/replay/web/answer": "sink",
		"output/replay/web/form":   "sink peer lines answer wire fault",
		"output/replay/web":        "sink peer answer form fault",
		"output/replay/queue":      "sink peer lines fault",
		"output/replay/open":       "socket web queue peer sink", // the one place that knows all protocols
		"output/replay/rebase":     "retime read pack disk state fault cause",
		"output/replay":            "timeline retime sink delivery read cause",

		"output/sigma":        "field match syntax window read limits cause measure", // rules in the field's language
		"output/sigma/field":  "read localday nearest measure",
		"output/sigma/syntax": "field nearest measure",
		"output/sigma/match":  "field syntax read",
		"output/sigma/window": "field syntax measure",

		"output/sigma/fixture":         "field match syntax witness limits cause measure",
		"output/sigma/fixture/witness": "field match syntax read measure",
		"output/sigma/fixture/judge":   "sigma fixture read limits cause",
		"output/sigma/fixture/export":  "fixture field syntax",

		"output/inspect": "read truth columns measure", // lines beside what is true of them
		"output/compare": "read truth fidelity columns limits cause",
		"output/audited": "audit figure card disk state fault limits cause", // writes an audit's verdict into a dataset
		"output/seal":    "output card disk state fault read cause",         // locks the truth up
		"output/suite":   "scenarios generator output dataset seal score report bench library cause",

		"output/htmlreport":        "survey draw columns figure audit verdict ladder score report truth facts read limits", // pictures of a dataset
		"output/htmlreport/survey": "conform read truth scenarios measure",
		"output/htmlreport/draw":   "",

		"output/rules":              "", // counts for both sides of the log
		"output/features/fixed":     "",
		"output/features/trail":     "fixed measure",
		"output/features/past":      "trail fixed measure",
		"output/features/label":     "read truth",
		"output/features/table":     "trail past label fixed records schema wire columnar measure",
		"output/features":           "table past trail label fixed read records schema disk state fault cause localday measure",
		"output/columns":            "",
		"output/stats/boost":        "stats",
		"output/stats":              "", // tests against chance, for whoever judges
		"output/score":              "read alert export evidence protocol replay report",
		"output/score/protocol":     "measure",
		"output/score/alert":        "stream limits",
		"output/score/alert/stream": "limits", // JSON, whatever it says

		"output/score/export":   "alert stream measure", // alerts of other products
		"output/score/report":   "columns nearest",
		"output/score/replay":   "protocol alert read truth localday",
		"output/score/evidence": "protocol replay report measure",
		"output/audit":          "scenarios stats artefact agreement background figure identifier learned registry session shortcut splits weak world read",
		"output/conform":        "read truth scenarios measure stats feasible library",
		"output/fidelity":       "read truth conform scenarios",

		// makers of many datasets, above all that make or judge one
		"output/sweep":  "scenarios output limits fault cause library",
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

		"output/audit/figure":     "",
		"output/audit/reserved":   "",
		"output/audit/world":      "figure reserved conform read truth scenarios localday measure",
		"output/audit/shortcut":   "world figure stats measure",
		"output/audit/artefact":   "world figure stats",
		"output/audit/splits":     "world figure stats truth",
		"output/audit/session":    "world figure stats",
		"output/audit/registry":   "world figure stats scenarios",
		"output/audit/weak":       "world figure stats triage",
		"output/audit/learned":    "world figure stats boost",
		"output/audit/background": "world figure stats measure",
		"output/audit/agreement":  "world figure conform truth scenarios measure",
		"output/audit/identifier": "world figure reserved truth",

		"cmd/breachsim/internal/arena": "term trial generator draw output arena alarm analyst builtin process verdict evade detect sigma " +
			"encode sweep scenarios language library measure",
		"cmd/breachsim/internal/term":       "scenarios generator output columns feasible library cause seal read",
		"cmd/breachsim/internal/look":       "scenarios generator term inspect compare htmlreport sweep score alert export read language library cause",
		"cmd/breachsim/internal/send":       "term replay open rebase retime sink delivery read",
		"cmd/breachsim/internal/story":      "scenarios generator event logs identity truth term feasible language library cause alert features",
		"cmd/breachsim/internal/judging":    "term cause detect read columns sweep alert score report export",
		"cmd/breachsim/internal/provenance": "scenarios generator term output dataset seal suite card bench language library cause",
		"cmd/breachsim/internal/training":   "term features read",
		"cmd/breachsim/internal/trial":      "term sigma fixture judge read score report alert columns cause",
		"cmd/breachsim/internal/edges":      "term trial generator event encode read sigma fixture witness export library cause nearest",
		"cmd/breachsim/internal/complete":   "arena audit detect encode schema features export report library",
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
		"scenarios":       {"generator", "output", "cmd"},
		"generator":       {"output", "cmd"},
		"output/audit":    {"generator"}, // it judges a dataset by what is in it alone
		"output/conform":  {"generator"}, // and so does this
		"output/fidelity": {"generator"},
		"output/inspect":  {"generator"},
		"output/compare":  {"generator"},
		"output/rules":    {"scenarios", "generator", "output", "cmd"},
		"output/detect":   {"generator", "output/truth"},
		"output/features": {"generator"},
		"output":          {"cmd"},
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

// Package complete says what a shell offers for the arguments and flags of each verb:
// scenarios, formats, rules, figures, and the words that a flag takes.
//
// It stands beside the verbs: they say what a flag means, this package where its values are
// listed. Values come from the packages that accept them, so that nothing is offered which
// is then refused. Where it knows nothing the shell offers files.
package complete

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/breachsim/breachsim/output/arena"
	"github.com/breachsim/breachsim/output/audit"
	"github.com/breachsim/breachsim/output/detect"
	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/features"
	"github.com/breachsim/breachsim/output/replay/open"
	"github.com/breachsim/breachsim/output/score/export"
	"github.com/breachsim/breachsim/output/score/report"
	fixtures "github.com/breachsim/breachsim/output/sigma/fixture/export"
	"github.com/breachsim/breachsim/scenarios/library"
)

// offer lists what may be written, each with a word about it behind a tab.
type offer func() []string

// flag says what a flag offers.
type flag struct {
	values offer
	list   bool // several, with commas between
	prefix bool // a value is only how the word begins
	files  bool // files may be written too
	dirs   bool // and nothing but directories
}

// Add gives the commands below a root their completions.
func Add(root *cobra.Command) error { return add(root, "") }

// add gives the commands below one, whose own words are above, their completions.
func add(parent *cobra.Command, above string) error {
	for _, cmd := range parent.Commands() {
		verb := above + cmd.Name()
		if cmd.ValidArgsFunction == nil && len(cmd.ValidArgs) == 0 {
			cmd.ValidArgsFunction = arguments(verb)
		}
		var first error
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			of, known := flagOf(verb, f.Name)
			if known && f.Value.Type() != "bool" && first == nil {
				first = cmd.RegisterFlagCompletionFunc(f.Name, of.complete)
			}
		})
		if first == nil {
			first = add(cmd, verb+" ")
		}
		if first != nil {
			return first
		}
	}
	return nil
}

// Helped offers what there is help about: the commands below a root, or below those that were
// written already, and the topics.
func Helped(root *cobra.Command, written []string, word string) (all []string) {
	about, rest, err := root.Find(written)
	if err != nil || len(rest) > 0 {
		return nil
	}
	for _, c := range about.Commands() {
		if (c.IsAvailableCommand() || c.IsAdditionalHelpTopicCommand()) && strings.HasPrefix(c.Name(), word) {
			all = append(all, c.Name()+"\t"+c.Short)
		}
	}
	return all
}

// arguments is the completion of the arguments of a verb.
func arguments(verb string) cobra.CompletionFunc {
	switch verb {
	case "generate", "show", "arena":
		return func(_ *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return builtins(word), cobra.ShellCompDirectiveDefault // or a file
		}
	case "ladder":
		return func(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
			return builtins(word), cobra.ShellCompDirectiveNoFileComp
		}
	case "validate":
		return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt
		}
	case "compare": // scenarios or datasets
		return func(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
			return builtins(word), cobra.ShellCompDirectiveDefault
		}
	case "verify", "merge", "detect", "features", "score", "inspect", "report", "audit", "fidelity",
		"replay", "seal", "unseal", "cite", "suite score":
		return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		}
	case "suite make":
		return func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			return []string{"v1"}, cobra.ShellCompDirectiveDefault // or a file
		}
	case "formats":
		return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return formats(func(schema.Format) bool { return true }), cobra.ShellCompDirectiveNoFileComp
		}
	case "list", "version":
		return cobra.NoFileCompletions
	}
	return nil
}

// flagOf finds what a flag of a verb offers.
func flagOf(verb, name string) (flag, bool) {
	if of, known := ofVerbs()[verb+" --"+name]; known {
		return of, true
	}
	of, known := ofAll()[name]
	return of, known
}

// ofAll are flags that mean the same wherever they stand.
func ofAll() map[string]flag {
	return map[string]flag{
		"scale-keep":  {values: words("accounts", "rates")},
		"scale":       {values: words("0.01", "0.02", "0.1", "1")},
		"format":      {values: logFormats, list: true},
		"records":     {values: recordFormats, list: true},
		"compress":    {values: words("none", "gzip", "zstd")},
		"persons":     {values: words("exposed", "referenced", "all")},
		"truth":       {values: words("sparse", "full")},
		"labels":      {values: words("lines", "windows", "csv", "parquet"), list: true},
		"history":     {values: words("30d", "120d", "365d")},
		"checks":      {values: audit.IDs, list: true},
		"rules":       {values: rules, list: true},
		"alerts-from": {values: export.Names},
		"min":         {values: demands, list: true, prefix: true},
		"on":          {dirs: true},
		"tune":        {dirs: true},
		"sister":      {dirs: true},
	}
}

// ofVerbs are flags that mean something else at one verb.
func ofVerbs() map[string]flag {
	return map[string]flag{
		"generate --output":    {dirs: true},
		"generate --shard":     {values: words("off"), prefix: true},
		"merge --output":       {dirs: true},
		"features --output":    {dirs: true},
		"features --format":    {values: words("csv", "parquet"), list: true},
		"features --tables":    {values: words(features.DaysName, features.SessionsName), list: true},
		"fixture --output":     {dirs: true},
		"fixture --as":         {values: forms},
		"detect --rules":       {values: rulesOrAll, list: true},
		"detect --set":         {values: parameters, prefix: true},
		"arena --output":       {dirs: true},
		"arena --rules":        {values: rules, list: true, files: true},
		"arena --compare":      {values: rules, list: true},
		"arena --param":        {values: parameters, prefix: true},
		"arena --action":       {values: arena.Actions, list: true},
		"arena --beyond":       {values: words("wait", "drop")},
		"arena --order":        {values: words("first", "score")},
		"arena --hours":        {values: words("all", "08:30-18:00")},
		"arena --days":         {values: words("all", "mon-fri")},
		"ladder --rules":       {values: rules, list: true},
		"cite --format":        {values: words("plain", "bibtex", "cff")},
		"replay --logs":        {values: words("audit", "access", "both")},
		"replay --body":        {values: open.Bodies},
		"replay --framing":     {values: words("octet", "newline")},
		"replay --speed":       {values: words("1x", "60x", "max")},
		"replay --rebase":      {values: words("now"), prefix: true},
		"replay --truth":       {dirs: true},
		"seal --output":        {dirs: true},
		"unseal --output":      {dirs: true},
		"suite make --output":  {dirs: true},
		"suite score --alerts": {dirs: true},
	}
}

// complete offers the values; in a list, those that are not there yet, behind those that are.
func (f flag) complete(_ *cobra.Command, _ []string, word string) ([]string, cobra.ShellCompDirective) {
	if f.dirs {
		return nil, cobra.ShellCompDirectiveFilterDirs
	}
	how := cobra.ShellCompDirectiveNoFileComp
	if f.files {
		how = cobra.ShellCompDirectiveDefault
	}
	if f.list || f.prefix {
		how |= cobra.ShellCompDirectiveNoSpace
	}
	before := ""
	if i := strings.LastIndex(word, ","); f.list && i >= 0 {
		before = word[:i+1]
	}
	var all []string
	for _, v := range f.values() {
		name, _, _ := strings.Cut(v, "\t")
		if !strings.Contains(","+before, ","+name+",") && strings.HasPrefix(before+name, word) {
			all = append(all, before+v)
		}
	}
	return all, how
}

func words(all ...string) offer { return func() []string { return all } }

// builtins are the built-in scenarios whose ids begin with a word.
func builtins(word string) (all []string) {
	for _, b := range library.Builtins() {
		if strings.HasPrefix(b.ID, word) {
			all = append(all, b.ID+"\t"+b.Title)
		}
	}
	return all
}

func logFormats() []string {
	return formats(func(f schema.Format) bool { return f.Stream != schema.Records })
}

func recordFormats() []string {
	return formats(func(f schema.Format) bool { return f.Stream == schema.Records && !f.Always })
}

func formats(wanted func(schema.Format) bool) (all []string) {
	for _, f := range encode.Formats() {
		if wanted(f) {
			all = append(all, f.Name+"\t"+f.Description)
		}
	}
	return all
}

func rules() []string {
	all := detect.Rules()
	for _, r := range detect.Further() {
		all = append(all, r[0]+"\t"+r[1])
	}
	return all
}

func rulesOrAll() []string { return append(rules(), "all") }

func parameters() (all []string) {
	p := detect.Defaults()
	for _, s := range p.Settings() {
		all = append(all, s.Name+"=\t"+s.What)
	}
	return all
}

// demands are figures with the sign that asks for more of what is good.
func demands() (all []string) {
	for _, m := range report.Metrics() {
		if m.Gauge {
			continue
		}
		sign := "<="
		if m.Higher {
			sign = ">="
		}
		all = append(all, m.Name+sign+"\t"+m.About)
	}
	return all
}

func forms() (all []string) {
	for _, f := range fixtures.Forms() {
		all = append(all, f.Name)
	}
	return all
}

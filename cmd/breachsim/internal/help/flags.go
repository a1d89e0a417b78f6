package help

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// group is a number of flags under a title.
type group struct {
	title string
	names string // of the flags, in order, with blanks between
}

// first is the title of the flags that are used most, or of all.
const first = "Flags"

// groups sorts the flags of commands that have many of them, by command; those that are used
// most come first. Commands that are not listed have one group.
func groups() map[string][]group {
	return map[string][]group{
		"generate": {
			{first, "output seed scale set from to format compress resume force quiet"},
			{"Which world", "scale-keep replicates without-campaigns without-controls history secret"},
			{"What is written", "records persons truth labels json"},
			{"On many processors and machines", "workers shard"},
		},
		"score": {
			{first, "alerts min all incidents json markdown junit quiet"},
			{"Which alerts", "alerts-from rules"},
			{"What to compare with", "baseline reference sister sister-alerts"},
			{"Sealed datasets", "key"},
			{"Intervals and prevalence", "resamples deployment-prevalence"},
		},
		"arena": {
			{first, "exec rules output action compare replicates evade json quiet"},
			{"The detector", "param timeout step"},
			{"The analysts", "latency work analysts hours days budget beyond order analyst-error for"},
			{"The world", "seed scale scale-keep set keep-controls worst"},
			{"What is written", "format records compress persons truth-full workers force"},
		},
		"replay": {
			{first, "to format logs body speed rebase loop json quiet"},
			{"Which lines", "from to-time truth"},
			{"The connection", "allow-remote credentials-file framing ca-file cert-file key-file insecure timeout"},
			{"Batches and repeats", "state batch-lines batch-bytes batch-age retries retry-for"},
			{"Lines spoilt on purpose", "late duplicate drop shuffle skew seed-delivery delivery-truth force"},
		},
		"ladder": {
			{first, "seeds accounts rules scale output json quiet"},
			{"Larger worlds", "large large-seeds"},
			{"Detectors of yours", "datasets add learned"},
			{"How it is measured", "budget resamples cache check"},
		},
	}
}

// flags tells the flags of a command by group, or the first group alone, and reports whether
// some were left out.
func flags(section func(title, body string), cmd *cobra.Command, whole bool) (left bool) {
	all, listed := groups()[cmd.Name()]
	if !listed || cmd.Parent() != cmd.Root() {
		section(first, wrapped(cmd.Flags()))
		return false
	}
	for i, g := range all {
		if i > 0 && !whole {
			return true
		}
		set := pflag.NewFlagSet(g.title, pflag.ContinueOnError)
		set.SortFlags = false
		for name := range strings.FieldsSeq(g.names) {
			set.AddFlag(cmd.Flags().Lookup(name))
		}
		if i == 0 {
			set.AddFlag(cmd.Flags().Lookup("help"))
		}
		section(g.title, wrapped(set))
	}
	return false
}

// wrapped lists flags within a screen.
func wrapped(set *pflag.FlagSet) string { return set.FlagUsagesWrapped(width) }

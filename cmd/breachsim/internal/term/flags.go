package term

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/breachsim/breachsim/scenarios"
)

// Version goes into manifests, so it is written here and not taken from
// the build: two builds of one version must make the same bytes.
const Version = "0.1.0"

// KeepUsage says what --scale-keep does.
const KeepUsage = "" +
	"what of a campaign stays when scaled: accounts (each slower or faster) or rates (fewer or more accounts)"

// ParseKeep reads --scale-keep: whether rates are kept.
func ParseKeep(text string) (bool, error) {
	k, err := scenarios.ParseKeep(text)
	if err != nil {
		return false, Usagef("%w", err)
	}
	return k == scenarios.KeepRates, nil
}

// ParseScale reads --scale.
func ParseScale(text string) (scenarios.Scale, error) {
	f, err := scenarios.ParseScale(text)
	if err != nil {
		if strings.HasPrefix(text, "-") {
			return 0, Usagef("--scale %q: want a factor above 0, such as 0.02", text)
		}
		return 0, Usagef("%w", err)
	}
	return f, nil
}

// FlagFault is the error of a flag that could not be read, in words of the command line.
func FlagFault(cmd *cobra.Command, err error) error {
	f := &Failure{Code: ExitUsage, Err: err}
	var invalid *pflag.InvalidValueError
	if !errors.As(err, &invalid) {
		return f.WithHint("%s --help lists the flags", cmd.CommandPath())
	}
	flag := invalid.GetFlag()
	want := kindOf(flag.Value.Type())
	if own, ok := flag.Value.(interface{ Wants() string }); ok {
		want = own.Wants()
	}
	f.Err = fmt.Errorf("--%s %q: want %s", flag.Name, invalid.GetValue(), want)
	return f.WithHint("%s --help lists the flags", cmd.CommandPath())
}

// kindOf says what a flag of a type takes.
func kindOf(kind string) string {
	switch kind {
	case "uint64", "uint":
		return "a whole number from 0"
	case "int", "int64":
		return "a whole number"
	case "float64":
		return "a number"
	case "duration":
		return "a length of time such as 30s, 5m or 24h"
	case "bool":
		return "true or false"
	}
	return "a " + kind
}

// Wants checks the number of arguments; most is -1 for no limit.
func Wants(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		n := len(args)
		if n >= least && (most < 0 || n <= most) {
			return nil
		}
		got := Count(int64(n), "argument")
		if n == 0 {
			got = "none"
		}
		return Usagef("%s wants %s, got %s", cmd.Name(), what, got).WithHint("usage: %s", cmd.UseLine())
	}
}

// mostWorkers bounds --workers. Each holds buffers of its own, and more than this are a
// slip of the keyboard on any machine of today.
const mostWorkers = 1024

// AddWorkers adds --workers, which says how many of something are made at once. The flag
// takes 1 to mostWorkers; left out, n stays 0, which stands for one a processor. An explicit
// 0 is refused: programs differ in whether it means none, one or all.
func AddWorkers(f *pflag.FlagSet, n *int, made string) {
	f.Var((*workers)(n), "workers", made+" made at once, and processors used, 1 to "+strconv.Itoa(mostWorkers)+
		" (default all)")
}

// workers is the value of --workers.
type workers int

// Set reads a number of workers from 1 to mostWorkers.
func (w *workers) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > mostWorkers {
		return errors.New(w.Wants())
	}
	*w = workers(n)
	return nil
}

// String is the number; none is 0, so that help shows no default.
func (w *workers) String() string { return strconv.Itoa(int(*w)) }

// Type is what help shows behind the flag.
func (w *workers) Type() string { return "int" }

// Wants says what the flag takes, for the error of one that does not.
func (w *workers) Wants() string {
	return "a whole number from 1 to " + strconv.Itoa(mostWorkers) + ", or no --workers for one a processor"
}

package term

import (
	"errors"
	"fmt"
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
	f.Err = fmt.Errorf("--%s %q: want %s", flag.Name, invalid.GetValue(), kindOf(flag.Value.Type()))
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

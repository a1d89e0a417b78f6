package suite

import (
	"fmt"

	"github.com/breachsim/breachsim/output"
)

// unfit is a request that is wrong.
func unfit(format string, args ...any) error {
	return &output.Error{Kind: output.KindUsage, Err: fmt.Errorf(format, args...)}
}

package course

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

const million = calendar.Million

// Style is how the user of an extra session goes about it, where a profile says
// how its own users do.
type Style struct {
	Think   scenarios.Distribution
	Bad     int64 // share of wrong keys
	Missing int64 // share of numbers that nobody has
	Leaves  int64 // share of sessions that sign out
	Refused uint8 // refusals before the sign-in
	Reset   bool  // a new password after them
}

// LogNormal is a distribution about a median.
func LogNormal(median, sigma int64) scenarios.Distribution {
	return scenarios.Distribution{Law: scenarios.LogNormalLaw, Center: scenarios.Micros(median), Sigma: sigma}
}

// wait draws from a distribution of a scenario, at least a tenth of a second.
func wait(d scenarios.Distribution, draw *random.Rand) int64 {
	v := int64(d.Center)
	switch d.Law {
	case scenarios.NormalLaw:
		v += int64(d.SD) * draw.Normal() >> 16
	case scenarios.LogNormalLaw:
		v = draw.LogNormal(v, d.Sigma*random.One/million)
	case scenarios.ExponentialLaw:
		v = draw.Exp(v)
	}
	return max(v, calendar.Second/10)
}

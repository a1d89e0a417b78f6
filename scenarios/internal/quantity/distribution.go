package quantity

import (
	"fmt"
	"strings"

	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// DistributionPattern is what ParseDistribution reads, as a regular expression.
const DistributionPattern = `^(constant\(` + durationRegex + `\)|` +
	`normal\(mean=` + durationRegex + `, *sd=` + durationRegex + `\)|` +
	`lognormal\(median=` + durationRegex + `, *sigma=\d+(\.\d+)?\)|exponential\(mean=` + durationRegex + `\))$`

// Law is a family of distributions of lengths of time.
type Law uint8

// The laws.
const (
	ConstantLaw Law = iota
	NormalLaw
	LogNormalLaw
	ExponentialLaw
)

// Distribution is a distribution of lengths of time.
type Distribution struct {
	Law    Law
	Center Micros // constant: the value; lognormal: the median; else the mean
	SD     Micros // normal only
	Sigma  int64  // lognormal only: of the natural logarithm, in millionths
}

// laws names each law and its parameters, the centre first.
var laws = [...]struct {
	name   string
	law    Law
	params []string
}{
	{"constant", ConstantLaw, nil},
	{"normal", NormalLaw, []string{"mean", "sd"}},
	{"lognormal", LogNormalLaw, []string{"median", "sigma"}},
	{"exponential", ExponentialLaw, []string{"mean"}},
}

// ParseDistribution reads lognormal(median=12s, sigma=0.6),
// normal(mean=2s, sd=0.05s), exponential(mean=10m) or constant(12s).
func ParseDistribution(text string) (Distribution, error) {
	name, rest, ok := strings.Cut(text, "(")
	inside, ok2 := strings.CutSuffix(rest, ")")
	if !ok || !ok2 {
		return Distribution{}, &wording.Fault{What: wording.Quote(text) + " is not a distribution"}
	}
	known := make([]string, 0, len(laws))
	for _, l := range laws {
		if l.name == name {
			return parseLaw(text, inside, l.law, l.params)
		}
		known = append(known, l.name)
	}
	return Distribution{}, &wording.Fault{What: wording.Quote(name) + " is not a distribution",
		Hint: wording.DidYouMean(name, known)}
}

func parseLaw(text, inside string, law Law, params []string) (Distribution, error) {
	d := Distribution{Law: law}
	if law == ConstantLaw {
		c, err := ParseDuration(strings.TrimSpace(inside))
		d.Center = c
		return d, err
	}
	given := map[string]string{}
	for part := range strings.SplitSeq(inside, ",") {
		k, v, _ := strings.Cut(strings.TrimSpace(part), "=")
		if _, twice := given[k]; twice {
			return d, &wording.Fault{What: wording.Quote(text) + " gives " + k + " twice"}
		}
		given[k] = v
	}
	for _, p := range params {
		v, ok := given[p]
		if !ok {
			return d, &wording.Fault{What: fmt.Sprintf("%s lacks %s", wording.Quote(text), p)}
		}
		delete(given, p)
		if err := d.set(p, v); err != nil {
			return d, err
		}
	}
	for k := range given { // at most one is named; the smallest, for a stable message
		for other := range given {
			k = min(k, other)
		}
		return d, &wording.Fault{What: fmt.Sprintf("%s has an unknown parameter %s", wording.Quote(text),
			wording.Quote(k)), Hint: wording.DidYouMean(k, params)}
	}
	return d, nil
}

// set reads one parameter of a law.
func (d *Distribution) set(param, text string) (err error) {
	switch param {
	case "sigma":
		d.Sigma, err = ParseMillionths(text)
	case "sd":
		d.SD, err = ParseDuration(text)
	default:
		d.Center, err = ParseDuration(text)
	}
	return err
}

// String writes the distribution as the language does.
func (d Distribution) String() string {
	switch d.Law {
	case NormalLaw:
		return fmt.Sprintf("normal(mean=%v, sd=%v)", d.Center, d.SD)
	case LogNormalLaw:
		return fmt.Sprintf("lognormal(median=%v, sigma=%s)", d.Center, FormatMillionths(d.Sigma))
	case ExponentialLaw:
		return fmt.Sprintf("exponential(mean=%v)", d.Center)
	}
	return fmt.Sprintf("constant(%v)", d.Center)
}

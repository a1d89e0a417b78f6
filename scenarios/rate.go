package scenarios

import (
	"fmt"
	"strings"
)

// ParseRate reads 0.3/s (look-ups a second, all accounts together), 35/d (a
// day and account) or 0.5x (times the account owner's own mean).
func ParseRate(text string) (Rate, error) {
	for _, u := range []struct {
		suffix string
		unit   RateUnit
	}{{"/s", PerSecond}, {"/d", PerDay}, {"x", OwnerMean}} {
		number, ok := strings.CutSuffix(text, u.suffix)
		if !ok {
			continue
		}
		n, err := parseMillionths(number)
		if err != nil {
			return Rate{}, &fault{what: quote(text) + " is not a rate"}
		}
		if n == 0 {
			return Rate{}, &fault{what: text + " is no rate at all", hint: "write a rate above zero"}
		}
		return Rate{Unit: u.unit, Amount: n}, nil
	}
	return Rate{}, &fault{what: quote(text) + " is not a rate"}
}

// String writes the rate as the language does; no rate is the empty string.
func (r Rate) String() string {
	n := formatMillionths(r.Amount)
	switch r.Unit {
	case PerSecond:
		return n + "/s"
	case PerDay:
		return n + "/d"
	case OwnerMean:
		return n + "x"
	}
	return ""
}

// Threshold is a number of requests within a length of time.
type Threshold struct {
	Count int
	Per   Micros
}

// String writes the threshold as ParseThreshold reads it.
func (t Threshold) String() string { return fmt.Sprintf("%d/%v", t.Count, t.Per) }

// ParseThreshold reads `20/5m`.
func ParseThreshold(text string) (Threshold, error) {
	count, per, ok := strings.Cut(text, "/")
	if !ok || !isDigits(count) {
		return Threshold{}, &fault{what: quote(text) + " is not a threshold"}
	}
	n, err := parseInt(count, 1, 1e9)
	if err != nil {
		return Threshold{}, err
	}
	d, err := ParseDuration(per)
	if err != nil {
		return Threshold{}, err
	}
	if d == 0 {
		return Threshold{}, &fault{what: text + " counts over no time at all"}
	}
	return Threshold{int(n), d}, nil
}

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
		return Distribution{}, &fault{what: quote(text) + " is not a distribution"}
	}
	known := make([]string, 0, len(laws))
	for _, l := range laws {
		if l.name == name {
			return parseLaw(text, inside, l.law, l.params)
		}
		known = append(known, l.name)
	}
	return Distribution{}, &fault{what: quote(name) + " is not a distribution", hint: didYouMean(name, known)}
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
			return d, &fault{what: quote(text) + " gives " + k + " twice"}
		}
		given[k] = v
	}
	for _, p := range params {
		v, ok := given[p]
		if !ok {
			return d, &fault{what: fmt.Sprintf("%s lacks %s", quote(text), p)}
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
		return d, &fault{what: fmt.Sprintf("%s has an unknown parameter %s", quote(text), quote(k)), hint: didYouMean(k, params)}
	}
	return d, nil
}

// set reads one parameter of a law.
func (d *Distribution) set(param, text string) (err error) {
	switch param {
	case "sigma":
		d.Sigma, err = parseMillionths(text)
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
		return fmt.Sprintf("lognormal(median=%v, sigma=%s)", d.Center, formatMillionths(d.Sigma))
	case ExponentialLaw:
		return fmt.Sprintf("exponential(mean=%v)", d.Center)
	}
	return fmt.Sprintf("constant(%v)", d.Center)
}

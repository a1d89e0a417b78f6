package schema

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the same zones on machines that have none
	"unicode"
	"unicode/utf8"

	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// words is the name of text that is read by people alone.
const words = "text"

// Text is words for a reader, of so many characters at most, on one line or
// several. The value is a string, without space around it.
func Text(most int, lines bool) Kind {
	parse := func(s string) (any, error) {
		s = strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
		if s == "" {
			return nil, &wording.Fault{What: "is empty"}
		}
		if n := utf8.RuneCountInString(s); n > most {
			return nil, &wording.Fault{What: fmt.Sprintf("%d characters are more than %d", n, most),
				Hint: "shorten it"}
		}
		for _, r := range s {
			if unicode.IsControl(r) && (r != '\n' || !lines) {
				return nil, &wording.Fault{What: fmt.Sprintf("the character U+%04X does not belong here", r)}
			}
		}
		return s, nil
	}
	return &Scalar{Name: words, Want: "a few words", Parse: parse, Quoted: true, Lines: lines}
}

// longestWord is how many bytes a Word may have.
const longestWord = 64

// Word is text of one pattern, as a string. name says what it is, want what to
// write.
func Word(name, want, pattern string) *Scalar {
	parse := func(s string) (any, error) {
		if len(s) > longestWord || !quantity.Matches(pattern, s) {
			return nil, &wording.Fault{What: wording.Quote(s) + " is not " + name}
		}
		return s, nil
	}
	return &Scalar{Name: name, Want: want, Regex: pattern, Parse: parse}
}

// Identifier is a name that files and logs can carry.
func Identifier() Kind {
	s := Word("an id", "lower-case letters, digits and -, such as c1", `^[a-z][a-z0-9]*([-_][a-z0-9]+)*$`)
	s.Quoted = true // null and true are good ids
	return s
}

// Whole is a whole number within bounds, as int64.
func Whole(least, most int64) *Scalar {
	s := &Scalar{
		Name: fmt.Sprintf("integer %d to %d", least, most), Shape: integerShape,
		Want:  fmt.Sprintf("a whole number from %d to %d", least, most),
		Parse: func(s string) (any, error) { return Boxed(quantity.ParseInt(s, least, most)) },
	}
	if most != 0 {
		s.limits = [2]string{strconv.FormatInt(least, 10), strconv.FormatInt(most, 10)}
	}
	return s
}

// Share is a share of one not below least.
func Share(least quantity.Share) Kind {
	return &Scalar{
		Name: "share " + least.String() + " to 1", Shape: numberShape, limits: [2]string{least.String(), "1"},
		Want: "a share from " + least.String() + " to 1, such as 0.25",
		Parse: func(s string) (any, error) {
			v, err := quantity.ParseShare(s)
			if err == nil && v < least {
				return nil, &wording.Fault{What: s + " is less than " + least.String()}
			}
			return Boxed(v, err)
		},
	}
}

// Factor is a decimal number within bounds in millionths, as a Share.
func Factor(least, most quantity.Share) Kind {
	span := least.String() + " to " + most.String()
	return &Scalar{
		Name: "number " + span, Shape: numberShape, limits: [2]string{least.String(), most.String()},
		Want: "a number from " + span,
		Parse: func(s string) (any, error) {
			n, err := quantity.ParseMillionths(s)
			switch v := quantity.Share(n); {
			case err != nil:
				return nil, err
			case v < least:
				return nil, &wording.Fault{What: s + " is less than " + least.String()}
			case v > most:
				return nil, &wording.Fault{What: s + " is more than " + most.String()}
			default:
				return v, nil
			}
		},
	}
}

// Boolean is true or false, as bool.
func Boolean() Kind {
	parse := func(s string) (any, error) {
		switch s {
		case "true":
			return true, nil
		case "false":
			return false, nil
		}
		return nil, &wording.Fault{What: wording.Quote(s) + " is neither true nor false", Hint: boolHint(s)}
	}
	return &Scalar{Name: "`true` or `false`", Want: "true or false", Shape: booleanShape, Parse: parse}
}

// boolHint translates the words that older YAML took for a truth value.
func boolHint(s string) string {
	switch strings.ToLower(s) {
	case "yes", "y", "on", "true":
		return "write true"
	case "no", "n", "off", "false":
		return "write false"
	}
	return ""
}

// Moment is a time. It stays text, as a [stamp], until [Walk.Times] knows the time
// zone; from then on it is a time.Time.
func Moment() Kind {
	return &Scalar{
		Name: "time", Want: "a date such as 2022-03-11 or a time such as 2022-03-11T16:00:00+01:00",
		Regex: "(" + quantity.DatePattern + ")|(" + quantity.TimePattern + ")",
		Parse: func(s string) (any, error) {
			if _, lacks := quantity.WithoutZone(s, time.UTC); lacks {
				return stamp(s), nil // Walk.Times says what its zone would be
			}
			_, err := quantity.ReadTime(s, time.UTC)
			return Boxed(stamp(s), err)
		},
	}
}

// stamp is the text of a time that was read without fault, or lacks its zone.
type stamp string

// Duration is a length of time, as quantity.Micros.
func Duration() Kind {
	return &Scalar{Name: "duration", Want: "a duration such as 10m, 24h, 90d or 1h30m",
		Regex: quantity.DurationPattern,
		Parse: func(s string) (any, error) { return Boxed(quantity.ParseDuration(s)) }}
}

// Rate is a quantity.Rate.
func Rate() Kind {
	return &Scalar{Name: "rate", Want: "a rate such as 0.3/s, 35/d or 0.5x", Regex: quantity.RatePattern,
		Parse: func(s string) (any, error) { return Boxed(quantity.ParseRate(s)) }}
}

// Range is a quantity.Range.
func Range() Kind {
	return &Scalar{Name: "range", Want: "a range such as 120-400", Regex: quantity.RangePattern,
		Parse: func(s string) (any, error) { return Boxed(quantity.ParseRange(s)) }}
}

// Distribution is a quantity.Distribution.
func Distribution() Kind {
	const want = `a distribution such as "lognormal(median=12s, sigma=0.6)"`
	return &Scalar{Name: "distribution", Want: want, Regex: quantity.DistributionPattern, Quoted: true,
		Parse: func(s string) (any, error) { return Boxed(quantity.ParseDistribution(s)) }}
}

// Threshold is a quantity.Threshold.
func Threshold() Kind {
	const want = "a number of requests within a time, such as 20/5m"
	return &Scalar{Name: "threshold", Want: want, Regex: quantity.ThresholdPattern,
		Parse: func(s string) (any, error) { return Boxed(quantity.ParseThreshold(s)) }}
}

// Schedule is a time of day, and days of the week if not all: a quantity.Schedule.
func Schedule() Kind {
	return &Scalar{Name: "schedule", Want: `a time and days such as "06:30 mon-sat"`,
		Regex: quantity.SchedulePattern, Quoted: true,
		Parse: func(s string) (any, error) { return Boxed(quantity.ParseSchedule(s)) }}
}

// Shares is how a whole is divided among several: a quantity.Shares.
func Shares() Kind {
	const name, want = "`equal`, `owner` or `dirichlet(A)`", "equal, owner or dirichlet(12)"
	return &Scalar{Name: name, Want: want, Regex: quantity.SharesPattern,
		Parse: func(s string) (any, error) { return Boxed(quantity.ParseShares(s)) }}
}

// Timezone is an IANA time zone, as *time.Location.
func Timezone() Kind {
	const pattern = `^[A-Z][A-Za-z0-9_+/-]*$`
	parse := func(s string) (any, error) {
		if s == "Local" || !quantity.Matches(pattern, s) { // Local would depend on the machine
			return nil, &wording.Fault{What: wording.Quote(s) + " is not a time zone"}
		}
		loc, err := time.LoadLocation(s)
		if err != nil {
			return nil, &wording.Fault{What: wording.Quote(s) + " is not a known time zone"}
		}
		return loc, nil
	}
	return &Scalar{Name: "time zone", Want: "an IANA time zone such as Europe/Paris", Regex: pattern, Parse: parse}
}

// Country is an ISO 3166 code out of those that the program knows, as a string.
func Country(known []string) *Scalar {
	const pattern = `^[A-Z]{2}$`
	parse := func(s string) (any, error) {
		upper := strings.ToUpper(s)
		switch {
		case quantity.Matches(pattern, upper) && s != upper:
			return nil, &wording.Fault{What: wording.Quote(s) + " is not a country code", Hint: `write "` + upper + `"`}
		case !quantity.Matches(pattern, s):
			return nil, &wording.Fault{What: wording.Quote(s) + " is not a country code", Hint: countryHint(s)}
		}
		for _, c := range known {
			if c == s {
				return s, nil
			}
		}
		return nil, &wording.Fault{
			What: wording.Quote(s) + " is not a country that this program knows",
			Hint: "write " + wording.OneOf(known),
		}
	}
	want := "an ISO country code: " + wording.OneOf(known)
	return &Scalar{Name: "country", Want: want, Regex: pattern, Parse: parse, Quoted: true}
}

// countryHint explains what Norway has become in other YAML readers.
func countryHint(s string) string {
	if s == "false" {
		return `write "NO" with quotes for Norway`
	}
	return ""
}

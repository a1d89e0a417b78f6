package scenarios

import (
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // the same zones on machines that have none
	"unicode"
	"unicode/utf8"
)

// The patterns of the single values, for the checks and for the JSON Schema.
const (
	datePattern     = `^\d{4}-\d{2}-\d{2}$`
	timePattern     = `^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$`
	durationRegex   = `(\d+(\.\d+)?(d|h|ms|m|s))+`
	durationPattern = `^` + durationRegex + `$`
	ratePattern     = `^\d+(\.\d+)?(/s|/d|x)$`
	rangePattern    = `^\d+-\d+$`
	idPattern       = `^[a-z][a-z0-9]*([-_][a-z0-9]+)*$`
	techniquePat    = `^T\d{4}(\.\d{3})?$`
	rulePattern     = `^R[1-59]$`
	countryPattern  = `^[A-Z]{2}$`
	distPattern     = `^(constant\(` + durationRegex + `\)|normal\(mean=` + durationRegex + `, *sd=` + durationRegex +
		`\)|lognormal\(median=` + durationRegex + `, *sigma=\d+(\.\d+)?\)|exponential\(mean=` + durationRegex + `\))$`
	thresholdPattern = `^\d+/` + durationRegex + `$`
)

// text is words for a reader, on one line or several.
func text(most int, lines bool) kind {
	parse := func(s string) (any, error) {
		s = strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
		if s == "" {
			return nil, &fault{what: "is empty"}
		}
		if n := utf8.RuneCountInString(s); n > most {
			return nil, &fault{what: fmt.Sprintf("%d characters are more than %d", n, most), hint: "say it shorter"}
		}
		for _, r := range s {
			if unicode.IsControl(r) && (r != '\n' || !lines) {
				return nil, &fault{what: fmt.Sprintf("the character U+%04X does not belong here", r)}
			}
		}
		return s, nil
	}
	return &leaf{name: "text", want: "a few words", shape: "string", parse: parse}
}

// word is text of one pattern.
func word(name, want, pattern string) kind {
	parse := func(s string) (any, error) {
		if len(s) > 64 || !matches(pattern, s) {
			return nil, &fault{what: quote(s) + " is not " + name}
		}
		return s, nil
	}
	return &leaf{name: name, want: want, shape: "string", regex: pattern, parse: parse}
}

func identifier() kind {
	return word("an id", "lower-case letters, digits and -, such as c1", idPattern)
}

// whole is a whole number, kept as int64.
func whole(least, most int64) kind {
	return &leaf{
		name: fmt.Sprintf("integer %d to %d", least, most), shape: "integer", least: least, most: most, unit: 1,
		want:  fmt.Sprintf("a whole number from %d to %d", least, most),
		parse: func(s string) (any, error) { return boxed(parseInt(s, least, most)) },
	}
}

// languageVersion is the one version there is.
func languageVersion() kind {
	return &leaf{name: "integer 1", shape: "integer", least: Version, most: Version, unit: 1, want: fmt.Sprint(Version),
		parse: func(s string) (any, error) {
			v, err := parseInt(s, Version, Version)
			if err != nil {
				return nil, &fault{what: fmt.Sprintf("%s is not the version of the language that this program reads", quote(s))}
			}
			return v, nil
		}}
}

// share is a share of one not below least (in millionths).
func share(least Share) kind {
	from := formatMillionths(int64(least))
	return &leaf{
		name: "share " + from + " to 1", shape: "number", least: int64(least), most: one, unit: one,
		want: "a share from " + from + " to 1, such as 0.25",
		parse: func(s string) (any, error) {
			v, err := ParseShare(s)
			if err == nil && v < least {
				return nil, &fault{what: s + " is less than " + from}
			}
			return boxed(v, err)
		},
	}
}

// factor is a decimal number in millionths, kept as Share.
func factor(least, most int64) kind {
	return &leaf{
		name: fmt.Sprintf("number %s to %s", formatMillionths(least), formatMillionths(most)), shape: "number", least: least, most: most, unit: one,
		want: fmt.Sprintf("a number from %s to %s", formatMillionths(least), formatMillionths(most)),
		parse: func(s string) (any, error) {
			n, err := parseMillionths(s)
			if err == nil && n < least {
				return nil, &fault{what: s + " is less than " + formatMillionths(least)}
			}
			if err == nil && n > most {
				return nil, &fault{what: s + " is more than " + formatMillionths(most)}
			}
			return boxed(Share(n), err)
		},
	}
}

func boolean() kind {
	return &leaf{name: "`true` or `false`", want: "true or false", shape: "boolean", parse: func(s string) (any, error) {
		switch s {
		case "true":
			return true, nil
		case "false":
			return false, nil
		}
		return nil, &fault{what: quote(s) + " is neither true nor false", hint: boolHint(s)}
	}}
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

func duration() kind {
	return &leaf{name: "duration", want: "a duration such as 10m, 24h, 90d or 1h30m", shape: "string", regex: durationPattern,
		parse: func(s string) (any, error) { return boxed(ParseDuration(s)) }}
}

// moment is a time; it stays text until the time zone is known.
func moment() kind {
	return &leaf{
		name: "time", want: "a date such as 2022-03-11 or a time such as 2022-03-11T16:00:00+01:00", shape: "string",
		regex: "(" + datePattern + ")|(" + timePattern + ")",
		parse: func(s string) (any, error) {
			_, err := readTime(s, time.UTC)
			return boxed(stamp(s), err)
		},
	}
}

// stamp is the text of a time that was read without fault.
type stamp string

func rate() kind {
	return &leaf{name: "rate", want: "a rate such as 0.3/s, 35/d or 0.5x", shape: "string", regex: ratePattern,
		parse: func(s string) (any, error) { return boxed(ParseRate(s)) }}
}

func span() kind {
	return &leaf{name: "range", want: "a range such as 120-400", shape: "string", regex: rangePattern,
		parse: func(s string) (any, error) { return boxed(ParseRange(s)) }}
}

func distribution() kind {
	return &leaf{name: "distribution", want: `a distribution such as "lognormal(median=12s, sigma=0.6)"`, shape: "string", regex: distPattern,
		parse: func(s string) (any, error) { return boxed(ParseDistribution(s)) }}
}

func threshold() kind {
	return &leaf{name: "threshold", want: "a number of requests within a time, such as 20/5m", shape: "string", regex: thresholdPattern,
		parse: func(s string) (any, error) { return boxed(ParseThreshold(s)) }}
}

func timezone() kind {
	return &leaf{name: "time zone", want: "an IANA time zone such as Europe/Paris", shape: "string", regex: `^[A-Z][A-Za-z0-9_+/-]*$`,
		parse: func(s string) (any, error) {
			if s == "Local" || !matches(`^[A-Z][A-Za-z0-9_+/-]*$`, s) { // Local would depend on the machine
				return nil, &fault{what: quote(s) + " is not a time zone"}
			}
			loc, err := time.LoadLocation(s)
			if err != nil {
				return nil, &fault{what: quote(s) + " is not a known time zone"}
			}
			return loc, nil
		}}
}

// country is an ISO 3166 code out of those that the program knows.
func country(known []string) kind {
	return &leaf{name: "country", want: "an ISO country code: " + oneOf(known), shape: "string", regex: countryPattern,
		parse: func(s string) (any, error) {
			switch {
			case matches(countryPattern, strings.ToUpper(s)) && s != strings.ToUpper(s):
				return nil, &fault{what: quote(s) + " is not a country code", hint: `write "` + strings.ToUpper(s) + `"`}
			case !matches(countryPattern, s):
				return nil, &fault{what: quote(s) + " is not a country code", hint: countryHint(s)}
			}
			for _, c := range known {
				if c == s {
					return s, nil
				}
			}
			return nil, &fault{what: quote(s) + " is not a country that this program knows", hint: "write " + oneOf(known)}
		}}
}

// countryHint explains what Norway has become in other YAML readers.
func countryHint(s string) string {
	if s == "false" {
		return `write "NO" with quotes for Norway`
	}
	return ""
}

// boxed passes a value on as any, or no value with its error.
func boxed[T any](v T, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return v, nil
}

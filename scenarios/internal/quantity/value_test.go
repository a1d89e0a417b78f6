package quantity

import (
	"strings"
	"testing"
	"time"
)

// value cases: the text, the value written back, or the exact error.
type valueCase struct{ text, want string }

func check[T any](t *testing.T, parse func(string) (T, error), show func(T) string, cases []valueCase) {
	t.Helper()
	for _, c := range cases {
		v, err := parse(c.text)
		got := show(v)
		if err != nil {
			got = "error: " + err.Error()
		}
		if got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestParseShare(t *testing.T) {
	check(t, ParseShare, func(s Share) string { return FormatMillionths(int64(s)) }, []valueCase{
		{"0", "0"}, {"1", "1"}, {"1.0", "1"}, {"0.5", "0.5"}, {"0.1", "0.1"}, {"0.000001", "0.000001"}, {"0.999999",
			"0.999999"},
		{"1.000001", "error: 1.000001 is more than 1; a share is written from 0 to 1: 0.01, not per cent"},
		{"101", "error: 101 is more than 1"},
		{"0.0000001", "error: 0.0000001 has more than 6 decimals; round it to 0.000000"},
		{"25%", `error: "25%" is not a plain decimal number; write 0.25`},
		{".5", `error: ".5" is not a plain decimal number; write 0.5`},
		{"1.", `error: "1." is not a plain decimal number; write 1`},
		{"0,5", `error: "0,5" is not a plain decimal number; write 0.5`},
		{"-0.5", `error: "-0.5" is not a plain decimal number`},
		{"1e-3", `error: "1e-3" is not a plain decimal number`},
		{"", `error: "" is not a plain decimal number`},
		{"99999999999999999999", "error: 99999999999999999999 is too large"},
	})
}

func TestParseDuration(t *testing.T) {
	check(t, ParseDuration, Micros.String, []valueCase{
		{"10m", "10m"}, {"24h", "1d"}, {"90d", "90d"}, {"14s", "14s"}, {"1h30m", "1h30m"}, {"0.05s", "0.05s"}, {"0s",
			"0s"},
		{"1.5h", "1h30m"}, {"250ms", "0.25s"}, {"0.001ms", "0.000001s"}, {"1d2h3m4.5s", "1d2h3m4.5s"}, {"36525d",
			"36525d"},
		{"36526d", "error: 36526d is more than a hundred years"},
		{"36525d1s", "error: 36525d1s is more than a hundred years"},
		{"999999999999d", "error: 999999999999d is more than a hundred years"},
		{"12", `error: "12" has no unit; write 12s, 12m, 12h or 12d`},
		{"0.0000001s", `error: "0.0000001s" is not a duration`},
		{"0.0001ms", "error: 0.0001ms is finer than a microsecond"},
		{"30m1h", `error: "30m1h" is not a duration`}, {"1h1h", `error: "1h1h" is not a duration`},
		{"1w", `error: "1w" is not a duration`}, {"h", `error: "h" is not a duration`}, {"", `error: "" is not a duration`},
		{"-1h", `error: "-1h" is not a duration`}, {"1h ", `error: "1h " is not a duration`}, {"1.h", `error: "1.h" is not a duration`},
	})
	if got := (-90 * Micros(One)).String(); got != "-1m30s" {
		t.Errorf("a negative length is %s", got)
	}
}

func TestParseRate(t *testing.T) {
	check(t, ParseRate, Rate.String, []valueCase{
		{"0.3/s", "0.3/s"}, {"35/d", "35/d"}, {"0.5x", "0.5x"},
		{"0/s", "error: 0/s is zero; write a rate above zero"},
		{"3/h", `error: "3/h" is not a rate`}, {"x", `error: "x" is not a rate`}, {"0.3", `error: "0.3" is not a rate`},
	})
}

func TestParseDistribution(t *testing.T) {
	check(t, ParseDistribution, Distribution.String, []valueCase{
		{"lognormal(median=12s, sigma=0.6)", "lognormal(median=12s, sigma=0.6)"},
		{"lognormal(sigma=0.6,median=12s)", "lognormal(median=12s, sigma=0.6)"},
		{"normal(mean=2s, sd=0.05s)", "normal(mean=2s, sd=0.05s)"},
		{"exponential(mean=10m)", "exponential(mean=10m)"}, {"constant(12s)", "constant(12s)"},
		{"lognormal(median=12s)", `error: "lognormal(median=12s)" lacks sigma`},
		{"lognormal(median=12, sigma=0.6)", `error: "12" has no unit; write 12s, 12m, 12h or 12d`},
		{"lognormal(median=12s, sigma=0.6, mu=1)", `error: "lognormal(median=12s, sigma=0.6, mu=1)" has an unknown parameter "mu"; write median or sigma`},
		{"normal(mean=1s, mean=2s)", `error: "normal(mean=1s, mean=2s)" gives mean twice`},
		{"lognormla(median=12s, sigma=0.6)", `error: "lognormla" is not a distribution; did you mean lognormal?`},
		{"12s", `error: "12s" is not a distribution`},
	})
}

func TestParseRange(t *testing.T) {
	check(t, ParseRange, func(r Range) string {
		return FormatMillionths(int64(r.Min)*One) + "-" + FormatMillionths(int64(r.Max)*One)
	}, []valueCase{
		{"120-400", "120-400"}, {"8-8", "8-8"},
		{"400-120", "error: 400-120 runs backwards; write 120-400"},
		{"120", `error: "120" is not a range`}, {"-5", `error: "-5" is not a range`}, {"1-2-3", `error: "1-2-3" is not a range`},
		{"1-99999999999", "error: 99999999999 is more than 1000000000"},
	})
}

func TestParseThreshold(t *testing.T) {
	check(t, ParseThreshold, func(h Threshold) string {
		return FormatMillionths(int64(h.Count)*One) + "/" +
			h.Per.String()
	}, []valueCase{
		{"20/5m", "20/5m"}, {"200/1d", "200/1d"},
		{"20/0s", "error: 20/0s has a time of zero"}, {"20", `error: "20" is not a threshold`}, {"0/5m", "error: 0 is less than 1"},
	})
}

func TestParseShares(t *testing.T) {
	check(t, ParseShares, func(s Shares) string {
		if s == (Shares{}) {
			return "" // of an error
		}
		return s.String()
	}, []valueCase{
		{"equal", "equal"}, {"owner", "owner"}, {"dirichlet(12)", "dirichlet(12)"}, {"dirichlet(1)",
			"dirichlet(1)"}, {"dirichlet(2.5)", "dirichlet(2.5)"}, {"dirichlet(1000)", "dirichlet(1000)"},
		{"dirichlet(0.5)", "error: dirichlet(0.5) has a concentration below 1; write dirichlet(1), where shares " +
			"differ most"},
		{"dirichlet(1001)", "error: dirichlet(1001) has a concentration above 1000; write equal"},
		{"dirichlet()", `error: "" is not a plain decimal number`},
		{"dirichlet", `error: "dirichlet" is not a way to divide a list; write dirichlet(12)`},
		{"equall", `error: "equall" is not a way to divide a list; did you mean equal?`},
		{"0.5", `error: "0.5" is not a way to divide a list`},
	})
	if s, err := ParseShares("dirichlet(12)"); err != nil || s != (Shares{DirichletShares, 12_000_000}) {
		t.Errorf("dirichlet(12) is %+v, %v", s, err)
	}
}

func TestParseTime(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	parse := func(s string) (time.Time, error) { return ParseTime(s, paris) }
	check(t, parse, FormatTime, []valueCase{
		{"2022-02-14", "2022-02-14T00:00:00+01:00"}, {"2022-03-28", "2022-03-28T00:00:00+02:00"},
		{"2022-03-11T16:00:00+01:00", "2022-03-11T16:00:00+01:00"}, {"2022-03-11T15:00:00Z",
			"2022-03-11T16:00:00+01:00"},
		{"2022-03-11T15:00:00.000001Z", "2022-03-11T16:00:00.000001+01:00"},
		{"2022-03-11T15:00:00.0000001Z", "error: 2022-03-11T15:00:00.0000001Z is finer than a microsecond"},
		{"2022-03-11 16:00", `error: "2022-03-11 16:00" is not a time; write it with a zone: 2022-03-11T16:00:00+01:00`},
		{"2022-09-07T22:00", `error: "2022-09-07T22:00" is not a time; write it with a zone: 2022-09-07T22:00:00+02:00`},
		{"2022-02-30", `error: "2022-02-30" is not a time; is that day in the calendar?`},
		{"2022-3-1", `error: "2022-3-1" is not a time`}, {"2022-03-11T1:00:00Z", `error: "2022-03-11T1:00:00Z" is not a time`},
		{"1979-12-31", "error: the year 1979 is outside 1980 to 2200"},
	})
}

func TestParseScale(t *testing.T) {
	check(t, ParseScale, Scale.String, []valueCase{
		{"0.02", "0.02"}, {"1", "1"}, {"10", "10"},
		{"0", "error: reading scale: 0 leaves nothing; write a factor above 0, such as 0.02"},
		{"1001", "error: reading scale: 1001 is more than 1000"},
		{"2%", `error: reading scale: "2%" is not a plain decimal number; write 0.02`},
	})
}

// The patterns of the JSON Schema accept what the parsers accept.
func TestPatternsAgree(t *testing.T) {
	for pattern, texts := range map[string]string{
		DurationPattern:  "10m 24h 90d 14s 1h30m 0.05s 250ms 0s 1d2h3m4.5s",
		RatePattern:      "0.3/s 35/d 0.5x",
		RangePattern:     "120-400",
		ThresholdPattern: "20/5m 200/1d",
		SharesPattern:    "equal owner dirichlet(12) dirichlet(2.5)",
		DistributionPattern: "lognormal(median=12s,sigma=0.6) normal(mean=2s,sd=0.05s) exponential(mean=10m) " +
			"constant(12s)",
	} {
		for _, text := range strings.Fields(texts) {
			if !Matches(pattern, text) {
				t.Errorf("%q does not match %s", text, pattern)
			}
		}
	}
}

package retime

import (
	"testing"
	"time"
)

func paris(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func at(t *testing.T, text string) int64 {
	t.Helper()
	v, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		t.Fatal(err)
	}
	return v.UnixMicro()
}

func shiftOf(t *testing.T, weeks int) *Shift {
	t.Helper()
	s, err := NewShift(paris(t), weeks, at(t, "2022-03-01T00:00:00Z"), at(t, "2022-04-10T00:00:00Z"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Outside the nights in which a clock is set, weekday and time of day stay, whatever
// the number of weeks.
func TestShiftKeepsTheWallClock(t *testing.T) {
	zone := paris(t)
	for weeks := -150; weeks <= 260; weeks++ {
		s := shiftOf(t, weeks)
		if !s.sorted() {
			t.Fatalf("%d weeks: pieces out of order: %+v", weeks, s.pieces)
		}
		for old := at(t, "2022-01-01T05:00:00Z"); old < at(t, "2022-12-31T00:00:00Z"); old += 7*3600*second + 123457 {
			was, now := time.UnixMicro(old).In(zone), time.UnixMicro(s.At(old)).In(zone)
			if was.Hour() < 5 {
				continue // a clock may have been set
			}
			want := time.Date(was.Year(), was.Month(), was.Day()+7*weeks, was.Hour(), was.Minute(), was.Second(),
				was.Nanosecond(), zone)
			if !now.Equal(want) {
				t.Fatalf("%d weeks: %v became %v, want %v", weeks, was, now, want)
			}
			if _, offset := now.Zone(); offset != second0(s.Local(old)) {
				t.Fatalf("%d weeks: %v: offset %d", weeks, now, second0(s.Local(old)))
			}
		}
	}
}

func second0(_ int64, offset int) int { return offset }

// The order of times is kept in every night, and gaps never turn round.
func TestShiftKeepsTheOrder(t *testing.T) {
	for _, weeks := range []int{-104, -52, -3, 0, 1, 2, 3, 26, 30, 34, 52, 104, 209, 240} {
		s := shiftOf(t, weeks)
		last := s.At(at(t, "2022-01-01T00:00:00Z"))
		for old := at(t, "2022-01-01T00:00:00Z"); old < at(t, "2023-01-01T00:00:00Z"); old += 97 * second {
			moved := s.At(old)
			if moved < last {
				t.Fatalf("%d weeks: %s goes back to %s", weeks, moment(old), moment(moved))
			}
			last = moved
		}
	}
}

// Three nights: the new clock is set forward, the old one was, and both are.
func TestShiftInTheNightOfAChange(t *testing.T) {
	for _, c := range []struct {
		weeks     int
		old, want string
	}{
		// 27 March 2022 is a night of change; two weeks later is none.
		{2, "2022-03-27T00:59:59Z", "2022-04-10T01:59:59+02:00"}, // 01:59 in winter
		{2, "2022-03-27T01:00:00Z", "2022-04-10T03:00:00+02:00"}, // 03:00 in summer
		// 13 March becomes 27 March, which has no hour from two to three.
		{2, "2022-03-13T00:59:59Z", "2022-03-27T01:59:59+01:00"},
		{2, "2022-03-13T02:00:00Z", "2022-03-27T03:30:00+02:00"}, // pressed together
		{2, "2022-03-13T03:00:00Z", "2022-03-27T04:00:00+02:00"},
		// 30 October 2022 is set back: its hour from two to three comes twice.
		{1, "2022-10-29T23:30:00Z", "2022-11-06T01:30:00+01:00"},
		{1, "2022-10-30T01:00:00Z", "2022-11-06T02:30:00+01:00"}, // pressed together
		{1, "2022-10-30T02:00:00Z", "2022-11-06T03:00:00+01:00"},
	} {
		s := shiftOf(t, c.weeks)
		if got := s.At(at(t, c.old)); got != at(t, c.want) {
			t.Errorf("%s by %d weeks: %s, want %s", c.old, c.weeks, moment(got), c.want)
		}
	}
}

// Where both clocks are set in the same night, the night is as it was.
func TestShiftBetweenTwoChanges(t *testing.T) {
	s := shiftOf(t, 52) // 27 March 2022 and 26 March 2023
	for old := at(t, "2022-03-26T20:00:00Z"); old < at(t, "2022-03-27T06:00:00Z"); old += 61 * second {
		if got := s.At(old) - old; got != 52*week {
			t.Fatalf("%s is moved by %v", moment(old), time.Duration(got)*time.Microsecond)
		}
	}
}

func TestShiftRefusesYearsOutOfReach(t *testing.T) {
	if _, err := NewShift(paris(t), 500_000, at(t, "2022-03-01T00:00:00Z"), at(t, "2022-03-02T00:00:00Z")); err == nil {
		t.Error("a shift into the year 11000 was taken")
	}
}

func TestWeeksTo(t *testing.T) {
	from := at(t, "2022-03-10T00:00:00Z")
	for moment, want := range map[string]int{"2022-03-10T00:00:00Z": 0, "2022-03-16T23:59:59Z": 0, "2022-03-17T00:00:00Z": 1,
		"2022-03-09T23:59:59Z": -1, "2022-03-03T00:00:00Z": -1, "2022-03-02T00:00:00Z": -2} {
		if got := WeeksTo(from, at(t, moment)); got != want {
			t.Errorf("to %s: %d, want %d", moment, got, want)
		}
	}
}

func TestTextMovesEveryTime(t *testing.T) {
	s := shiftOf(t, 4) // from winter into summer: 8 March becomes 5 April
	for text, want := range map[string]string{
		`{"ts":"2022-03-08T07:15:01.000042Z","x":null}`:    `{"ts":"2022-04-05T06:15:01.000042Z","x":null}`,
		`time: {start: 2022-03-08T08:15:01+01:00}`:         `time: {start: 2022-04-05T08:15:01+02:00}`,
		`"2022-03-08 07:15:01.250000",`:                    `"2022-04-05 06:15:01.250000",`,
		`a - PS1 [08/Mar/2022:08:15:01 +0100] "GET`:        `a - PS1 [05/Apr/2022:08:15:01 +0200] "GET`,
		`,"time":1646723701000,"status":1`:                 `,"time":1649139301000,"status":1`,
		`2022-03-08T07:15:01-05:00`:                        `2022-04-05T06:15:01-05:00`, // not the scenario's own offset
		`{"date":"2022-03-08","birth_date":"1959-03-06"}`:  `{"date":"2022-04-05","birth_date":"1959-03-06"}`,
		`"latency":1646723701000 and 2022-99-99T99:99:99Z`: `"latency":1646723701000 and 2022-99-99T99:99:99Z`,
	} {
		if got := string(s.Text([]byte(text))); got != want {
			t.Errorf("%s\nbecame %s\nwant   %s", text, got, want)
		}
	}
}

package dataset_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios"
)

// period is what a dataset's logs say of their days.
type period struct {
	zone    *time.Location
	days    []string
	lookUps map[string]int    // by local day
	hours   map[time.Time]int // access lines by the UTC hour
	seen    map[uint64]bool   // event ids
	session map[uint64][]int64
}

// readPeriod reads both logs and holds every line to its place: the file of
// its local day, the offset that the zone has at that moment, and the order of
// time, over the ends of days too.
func readPeriod(ctx context.Context, dir, zone string) (*period, error) {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return nil, err
	}
	set, err := read.OpenDataset(dir)
	if err != nil {
		return nil, err
	}
	p := &period{zone: loc, lookUps: map[string]int{}, hours: map[time.Time]int{}, seen: map[uint64]bool{}, session: map[uint64][]int64{}}
	return p, errors.Join(p.readAudit(ctx, set), p.readAccess(ctx, set))
}

func (p *period) readAudit(ctx context.Context, set *read.Dataset) error {
	log, err := set.AuditLog()
	if err != nil {
		return err
	}
	last := int64(0)
	for ev, err := range log.All(ctx) {
		if err != nil {
			return err
		}
		date, err := p.place(log.Where, ev.TS, &last)
		if err != nil {
			return err
		}
		if n := len(p.days); n == 0 || p.days[n-1] != date {
			p.days = append(p.days, date)
		}
		if ev.Action == "lookup" {
			p.lookUps[date]++
		}
		if p.seen[ev.EventID] {
			return fmt.Errorf("%s: event %016x comes twice", date, ev.EventID)
		}
		p.seen[ev.EventID] = true
		if ev.SessionID != 0 {
			p.session[ev.SessionID] = append(p.session[ev.SessionID], ev.TS)
		}
	}
	return nil
}

func (p *period) readAccess(ctx context.Context, set *read.Dataset) error {
	log, err := set.AccessLog()
	if err != nil {
		return err
	}
	last := int64(0)
	for q, err := range log.All(ctx) {
		if err != nil {
			return err
		}
		if _, err := p.place(log.Where, q.TS, &last); err != nil {
			return err
		}
		now := time.UnixMicro(q.TS)
		if _, offset := now.In(p.zone).Zone(); offset != q.Offset {
			return fmt.Errorf("%s with an offset of %d s", now.In(p.zone), q.Offset)
		}
		p.hours[now.UTC().Truncate(time.Hour)]++
	}
	return nil
}

// place holds one line to its file and to the line before, and returns its day.
func (p *period) place(where func() (string, int), ts int64, last *int64) (string, error) {
	file, line := where()
	date := time.UnixMicro(ts).In(p.zone).Format(time.DateOnly)
	if base := filepath.Base(file); base[:len(date)] != date {
		return "", fmt.Errorf("%s:%d: a line of %s", file, line, date)
	}
	if ts < *last {
		return "", fmt.Errorf("%s:%d: earlier than the line before", file, line)
	}
	*last = ts
	return date, nil
}

// ordinary writes days without an attack. (The epidemic of the built-in
// scenario is of another season.)
func ordinary(t *testing.T, from, to, scale string, more ...string) *period {
	t.Helper()
	f, err := scenarios.ParseScale(scale)
	if err != nil {
		t.Fatal(err)
	}
	p, err := readPeriod(t.Context(), ordinaryDays(t, from, to, f, more...), "Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func ordinaryDays(t *testing.T, from, to string, scale scenarios.Scale, more ...string) string {
	t.Helper()
	more = append(more, "time.start="+from, "time.end="+to, "calendar.epidemic=[]")
	return datasettest.Write(t, "baseline", generator.Options{Scale: scale}, output.Options{}, more...)
}

// awake is a world in which nights have something to count: most trades sleep, half
// of this one's accounts are desks of hospitals.
const awake = "population.profile_mix={hospital_desk: 0.5, gp: 0.3, nurse: 0.2}"

func (p *period) wantDays(t *testing.T, days ...string) {
	t.Helper()
	if got, want := strings.Join(p.days, " "), strings.Join(days, " "); got != want {
		t.Errorf("the logs have the days %s, want %s", got, want)
	}
}

func at(t *testing.T, text string) time.Time {
	t.Helper()
	v, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Clocks go from 02:00 to 03:00 on 27 March 2022: that day has 23 hours, each
// of them with traffic, and none begins at 02:00.
func TestClocksGoForward(t *testing.T) {
	p := ordinary(t, "2022-03-26", "2022-03-29", "0.1", awake)
	p.wantDays(t, "2022-03-26", "2022-03-27", "2022-03-28")
	p.wantHours(t, "2022-03-27", 23)
	for hour := range p.hours {
		if l := hour.In(p.zone); l.Format(time.DateOnly) == "2022-03-27" && l.Hour() == 2 {
			t.Errorf("lines at %s, which there is not", l)
		}
	}
	wantLike(t, p.of("2022-03-27", 3), p.of("2022-03-26", 3), p.of("2022-03-27", 1), p.of("2022-03-26", 1))
	p.wantThrough(t, "2022-03-27T01:00:00Z")
}

// Clocks go from 03:00 back to 02:00 on the last Sunday of October: that day has
// 25 hours, each of them with traffic; the hour that comes twice has no event
// twice, and neither time more lines than an hour has. Who works through the night
// is there for both: they are counted apart. A night has few sessions: those of two
// years are counted together.
func TestClocksGoBack(t *testing.T) {
	var first, second, before, other, otherBefore int
	for _, saturday := range []string{"2022-10-29", "2023-10-28"} {
		begin := at(t, saturday+"T00:00:00Z")
		sunday, monday := begin.AddDate(0, 0, 1).Format(time.DateOnly), begin.AddDate(0, 0, 2).Format(time.DateOnly)
		p := ordinary(t, saturday, begin.AddDate(0, 0, 3).Format(time.DateOnly), "0.1", awake)
		p.wantDays(t, saturday, sunday, monday)
		p.wantHours(t, sunday, 25)
		p.wantThrough(t, sunday+"T01:00:00Z")
		first, second = first+p.hours[at(t, sunday+"T00:00:00Z")], second+p.hours[at(t, sunday+"T01:00:00Z")]
		before += p.of(saturday, 2)
		other, otherBefore = other+p.of(sunday, 1), otherBefore+p.of(saturday, 1)
	}
	wantLike(t, first, before, other, otherBefore)
	wantLike(t, second, before, other, otherBefore)
}

// wantHours checks how many hours a local day has, and that each has lines.
func (p *period) wantHours(t *testing.T, date string, want int) {
	t.Helper()
	if err := p.hoursAre(date, want); err != nil {
		t.Error(err)
	}
}

func (p *period) hoursAre(date string, want int) error {
	n := 0
	for hour, lines := range p.hours {
		if hour.In(p.zone).Format(time.DateOnly) == date && lines > 0 {
			n++
		}
	}
	if n != want {
		return fmt.Errorf("%s has lines in %d hours, want %d", date, n, want)
	}
	return nil
}

// of counts the access lines of a local hour; of both where it comes twice.
func (p *period) of(date string, clock int) (lines int) {
	for hour, n := range p.hours {
		if l := hour.In(p.zone); l.Format(time.DateOnly) == date && l.Hour() == clock {
			lines += n
		}
	}
	return lines
}

// wantLike checks that an hour is to the same hour of the day before about
// what another one is to its own: nothing is lost and nothing is double.
func wantLike(t *testing.T, hour, before, other, otherBefore int) {
	t.Helper()
	if min(hour, before, other, otherBefore) < 500 {
		t.Fatalf("too few lines: %d %d %d %d", hour, before, other, otherBefore)
	}
	if ratio := float64(hour) * float64(otherBefore) / float64(before) / float64(other); ratio < 0.6 || ratio > 1.6 {
		t.Errorf("%d lines after %d the day before, but %d after %d in the hour beside", hour, before, other, otherBefore)
	} else {
		t.Logf("%d lines after %d, %d after %d: ratio %.2f", hour, before, other, otherBefore, ratio)
	}
}

// wantThrough checks that some sessions go on over a moment, few of them after a
// gap of more than an hour.
func (p *period) wantThrough(t *testing.T, moment string) {
	t.Helper()
	at, err := time.Parse(time.RFC3339, moment)
	if err != nil {
		t.Fatal(err)
	}
	const hour = int64(time.Hour / time.Microsecond)
	n, long := 0, 0
	for _, list := range p.session {
		for i := 1; i < len(list); i++ {
			from, to := list[i-1], list[i]
			if from >= at.UnixMicro() || to < at.UnixMicro() {
				continue
			}
			if n++; to-from > hour {
				long++
			}
		}
	}
	if n == 0 || 3*long > n {
		t.Errorf("%d sessions go on over %s, %d of them more than an hour later", n, moment, long)
	}
}

func TestLeapDay(t *testing.T) {
	p := ordinary(t, "2024-02-28", "2024-03-02", "0.03")
	p.wantDays(t, "2024-02-28", "2024-02-29", "2024-03-01")
	p.wantHours(t, "2024-02-29", 24)
	p.wantShare(t, "2024-02-29", 0.7, 1.5, "2024-02-28", "2024-03-01")
}

func TestTurnOfTheYear(t *testing.T) {
	p := ordinary(t, "2021-12-30", "2022-01-09", "0.05")
	p.wantDays(t, "2021-12-30", "2021-12-31", "2022-01-01", "2022-01-02", "2022-01-03", "2022-01-04", "2022-01-05", "2022-01-06", "2022-01-07", "2022-01-08")
	p.wantShare(t, "2021-12-31", 0.5, 1.5, "2022-01-07")
	p.wantShare(t, "2022-01-01", 0, 0.3, "2022-01-08") // a Saturday, and a bank holiday
	ordinary(t, "2021-12-30", "2022-01-03", "0.05", awake).wantThrough(t, "2021-12-31T23:00:00Z")
}

// In May 2022 the first and the eighth are Sundays and bank holidays, the 26th
// is Ascension, a Thursday.
func TestBankHolidaysOfMay(t *testing.T) {
	p := ordinary(t, "2022-05-01", "2022-06-01", "0.02")
	if len(p.days) != 31 {
		t.Errorf("%d days", len(p.days))
	}
	sundays, thursdays := []string{"2022-05-15", "2022-05-22", "2022-05-29"}, []string{"2022-05-12", "2022-05-19"}
	p.wantShare(t, "2022-05-01", 0, 0.7, sundays...)
	p.wantShare(t, "2022-05-08", 0, 0.7, sundays...)
	p.wantShare(t, "2022-05-26", 0, 0.3, thursdays...)
	p.wantShare(t, "2022-05-05", 0.8, 1.25, thursdays...)
	p.wantShare(t, "2022-05-15", 0.8, 1.25, sundays...)
}

// wantShare checks a day's look-ups against the mean of other days.
func (p *period) wantShare(t *testing.T, day string, lo, hi float64, others ...string) {
	t.Helper()
	sum := 0
	for _, d := range others {
		sum += p.lookUps[d]
	}
	if sum < 100*len(others) {
		t.Fatalf("too few look-ups: %v", p.lookUps)
	}
	if share := float64(p.lookUps[day]) * float64(len(others)) / float64(sum); share < lo || share > hi {
		t.Errorf("%s has %d look-ups, %.2f of %v; want %g to %g", day, p.lookUps[day], share, others, lo, hi)
	}
}

// What would be wrong with days is seen: each fault is planted in the two logs
// of the night in which the clocks go back.
func TestMisplacedLinesAreSeen(t *testing.T) {
	scale, err := scenarios.ParseScale("0.05")
	if err != nil {
		t.Fatal(err)
	}
	clean := ordinaryDays(t, "2022-10-29", "2022-11-01", scale)
	for name, f := range map[string]struct {
		file   string
		change func(lines []string) []string
		want   string
	}{
		"the day before's line": {"logs/audit/2022-10-30.jsonl", func(l []string) []string {
			l[0] = strings.Replace(l[0], "2022-10-29T22", "2022-10-29T21", 1)
			return l
		}, "a line of 2022-10-29"},
		"two lines change places": {"logs/audit/2022-10-30.jsonl", func(l []string) []string {
			l[40], l[41] = l[41], l[40]
			return l
		}, "earlier than the line before"},
		"an event twice": {"logs/audit/2022-10-30.jsonl", func(l []string) []string { return slices.Insert(l, 7, l[6]) }, "comes twice"},
		"the offset of summer all day": {"logs/access/2022-10-30.log", func(l []string) []string {
			for i := range l {
				l[i] = strings.Replace(l[i], " +0100]", " +0200]", 1)
			}
			return l
		}, "offset"},
		"the hour that comes twice, once": {"logs/access/2022-10-30.log", func(l []string) []string {
			return slices.DeleteFunc(l, func(s string) bool { return strings.Contains(s, "/2022:02:") && strings.Contains(s, " +0100]") })
		}, "lines in 24 hours"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(clean)); err != nil {
				t.Fatal(err)
			}
			b, err := os.ReadFile(filepath.Join(dir, f.file))
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.SplitAfter(strings.TrimSuffix(string(b), "\n"), "\n")
			if err := os.WriteFile(filepath.Join(dir, f.file), []byte(strings.Join(f.change(lines), "")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			p, err := readPeriod(t.Context(), dir, "Europe/Paris")
			if err == nil {
				err = p.hoursAre("2022-10-30", 25)
			}
			if err == nil || !strings.Contains(err.Error(), f.want) {
				t.Errorf("%v, want %q", err, f.want)
			}
		})
	}
}

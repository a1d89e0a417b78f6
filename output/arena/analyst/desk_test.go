package analyst

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/draw"
	"github.com/breachsim/breachsim/output/arena/alarm"
	"github.com/breachsim/breachsim/scenarios"
)

const minute = hour / 60

// month is March and April 2022 in France: a change of clocks, and Easter Monday on 18 April.
func month(t *testing.T) *calendar.Calendar {
	t.Helper()
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	sc := &scenarios.Scenario{}
	sc.Time.Location = paris
	sc.Time.Start = time.Date(2022, 3, 1, 0, 0, 0, 0, paris)
	sc.Time.End = time.Date(2022, 5, 1, 0, 0, 0, 0, paris)
	sc.Calendar.Country = "FR"
	return calendar.New(sc)
}

func at(text string) int64 {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return t.UnixMicro()
}

// lock is the response of these tests: an account is locked until a day later.
var lock = []Response{{Kind: "account", Do: "lock", Stands: 24 * hour}}

func alert(t int64, id string) alarm.Alert {
	return alarm.Alert{T: t, Kind: "account", ID: id, Score: 1, Rule: "r"}
}

// times lists who was acted on when.
func times(list []Action) (out []string) {
	for _, a := range list {
		out = append(out, fmt.Sprintf("%s %s %s", time.UnixMicro(a.T).UTC().Format("02T15:04"), a.Do, a.ID))
	}
	return out
}

// play takes alerts in their order and returns what is done until the end of April.
func play(t *testing.T, s Shift, alerts ...alarm.Alert) ([]Action, Figures) {
	t.Helper()
	if err := s.Check(); err != nil {
		t.Fatal(err)
	}
	d := New(draw.New(7), s)
	for _, a := range alerts {
		d.Take(a)
	}
	return d.Until(at("2022-05-01T00:00:00+02:00")), d.Figures()
}

func TestShifts(t *testing.T) {
	cal := month(t)
	office := Shift{
		Calendar: cal, Opens: 9 * hour, Closes: 17 * hour, Latency: Span{hour, hour}, Responses: lock,
		Weekdays: [7]bool{time.Monday: true, time.Tuesday: true, time.Wednesday: true, time.Thursday: true, time.Friday: true},
		ClosedOn: BankHolidays,
	}
	with := func(change func(*Shift)) Shift {
		s := office
		change(&s)
		return s
	}
	friday, night := alert(at("2022-03-11T10:00:00Z"), "a"), alert(at("2022-03-11T17:00:00Z"), "b")
	for name, c := range map[string]struct {
		shift  Shift
		alerts []alarm.Alert
		want   []string
	}{
		"an alert is acted on after the latency": {office, []alarm.Alert{friday}, []string{"11T11:00 lock a"}},
		"after hours it waits for Monday":        {office, []alarm.Alert{night}, []string{"14T08:00 lock b"}},
		"a look takes its time": {
			with(func(s *Shift) { s.Work = 30 * minute }), []alarm.Alert{friday}, []string{"11T11:30 lock a"}},
		"a look that would not be done today begins on the next day of work": {
			with(func(s *Shift) { s.Work = 90 * minute }), []alarm.Alert{alert(at("2022-03-11T14:00:00Z"), "a")},
			[]string{"14T09:30 lock a"}},
		"one analyst does one after the other": {
			with(func(s *Shift) { s.Work = 30 * minute }), []alarm.Alert{friday, alert(friday.T, "c")},
			[]string{"11T11:30 lock a", "11T12:00 lock c"}},
		"two do them at the same time": {
			with(func(s *Shift) { s.Work, s.Analysts = 30*minute, 2 }), []alarm.Alert{friday, alert(friday.T, "c")},
			[]string{"11T11:30 lock a", "11T11:30 lock c"}},
		"over Easter, and in summer time": {
			office, []alarm.Alert{alert(at("2022-04-15T18:00:00Z"), "a")}, []string{"19T07:00 lock a"}},
		"a budget carries over": {
			with(func(s *Shift) { s.Budget = 1 }), []alarm.Alert{friday, alert(friday.T+1, "c"), night},
			[]string{"11T11:00 lock a", "14T08:00 lock c", "15T08:00 lock b"}},
		"or what is beyond it is dropped": {
			with(func(s *Shift) { s.Budget, s.Beyond = 1, Drop }), []alarm.Alert{friday, alert(friday.T+1, "c"), night},
			[]string{"11T11:00 lock a", "14T08:00 lock b"}},
		"the same account is not locked twice": {
			office, []alarm.Alert{friday, alert(friday.T+minute, "a"), alert(friday.T+2*hour, "a")}, []string{"11T11:00 lock a"}},
		"until its lock is over": {
			office, []alarm.Alert{friday, alert(at("2022-03-14T10:00:00Z"), "a")}, []string{"11T11:00 lock a", "14T11:00 lock a"}},
		"nobody answers to a session": {office, []alarm.Alert{{T: friday.T, Kind: "session", ID: "s"}}, nil},
		"around the clock, on days of work": {
			with(func(s *Shift) { s.Opens, s.Closes = 0, 0 }), []alarm.Alert{night, alert(at("2022-03-12T04:00:00Z"), "c")},
			[]string{"11T18:00 lock b", "13T23:00 lock c"}},
		"the zero shift": {Shift{Responses: lock}, []alarm.Alert{night}, []string{"11T17:00 lock b"}},
	} {
		t.Run(name, func(t *testing.T) {
			list, _ := play(t, c.shift, c.alerts...)
			if got := times(list); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestQueueByScore(t *testing.T) {
	s := Shift{Calendar: month(t), Opens: 9 * hour, Closes: 17 * hour, Budget: 1, Order: ByScore, Responses: lock}
	low, high := alert(at("2022-03-02T01:00:00Z"), "low"), alert(at("2022-03-02T02:00:00Z"), "high")
	high.Score = 5
	list, f := play(t, s, low, high)
	if got, want := times(list), []string{"02T08:00 lock high", "03T08:00 lock low"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if f.Longest != 2 || f.LongestAt != high.T {
		t.Errorf("the queue was %d long at %d", f.Longest, f.LongestAt)
	}

	again := alert(low.T+minute, "low") // a waiting case rises with a later alert
	again.Score = 9
	if list, _ = play(t, s, low, again, high); list[0].ID != "low" || list[0].Alert != low {
		t.Errorf("first is %+v", list[0])
	}
}

func TestTriage(t *testing.T) {
	s := Shift{Responses: lock, True: func(a alarm.Alert) bool { return a.ID[0] == 't' }}
	var list []alarm.Alert
	for i := range 4000 {
		list = append(list, alert(int64(i+1)*hour, fmt.Sprintf("%c%d", "tf"[i%2], i)))
	}
	done, f := play(t, s, list...)
	if len(done) != 2000 || f.Missed+f.Fooled != 0 || f.Dismissed != 2000 {
		t.Errorf("without errors: %d acted on, %+v", len(done), f)
	}
	s.Missed, s.Fooled = 200_000, 50_000
	done, f = play(t, s, list...)
	if f.Missed < 340 || f.Missed > 460 || f.Fooled < 65 || f.Fooled > 140 || len(done) != 2000-f.Missed+f.Fooled {
		t.Errorf("with errors: %d acted on, %+v", len(done), f)
	}
	if f.Acted != len(done) || f.Looked != f.Acted+f.Dismissed {
		t.Errorf("figures do not add up: %+v", f)
	}
}

// A late alert changes nothing that was decided.
func TestLateAlerts(t *testing.T) {
	d := New(draw.New(1), Shift{Latency: Span{hour, hour}, Responses: lock})
	noon := at("2022-03-02T12:00:00Z")
	if list := d.Until(noon); len(list) > 0 {
		t.Fatal(list)
	}
	d.Take(alert(noon-3*hour, "a"))
	d.Take(alert(noon-minute, "b"))
	got, want := times(d.Until(noon+2*hour)), []string{"02T12:00 lock a", "02T12:59 lock b"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// drawn makes a shift and alerts by chance.
func drawn(r *rand.Rand, cal *calendar.Calendar) (Shift, []alarm.Alert) {
	s := Shift{
		Calendar: cal, Responses: append([]Response{{Kind: "ip", Do: "ban", Stands: Forever}}, lock...),
		Latency: Span{Least: r.Int64N(2 * hour)}, Work: r.Int64N(40 * minute), Analysts: r.IntN(4),
		Budget: r.IntN(6), Order: Order(r.IntN(2)), Beyond: Beyond(r.IntN(2)), Missed: r.Int64N(400_000), Fooled: r.Int64N(400_000),
		True: func(a alarm.Alert) bool { return len(a.ID)%2 == 0 },
	}
	s.Latency.Most = s.Latency.Least + r.Int64N(2)*r.Int64N(hour)
	if r.IntN(2) == 0 {
		s.Opens = r.Int64N(12) * hour
		s.Closes = s.Opens + hour + r.Int64N(11)*hour
	}
	if r.IntN(2) == 0 {
		s.Weekdays, s.ClosedOn = [7]bool{1: true, 2: true, 5: true, 6: true}, BankHolidays
	}
	list := make([]alarm.Alert, 10+r.IntN(200))
	for i := range list {
		list[i] = alarm.Alert{
			T: at("2022-03-18T00:00:00Z") + r.Int64N(35*24)*hour + r.Int64N(3)*minute, Kind: []string{"account", "ip"}[r.IntN(2)],
			ID: "123456789"[:1+r.IntN(9)], Score: float64(r.IntN(5)), Rule: "r",
		}
	}
	slices.SortStableFunc(list, func(a, b alarm.Alert) int { return compare(&a, &b) })
	return s, list
}

const worlds = 300

func TestPromises(t *testing.T) {
	cal := month(t)
	done := 0
	for n := range uint64(worlds) {
		s, alerts := drawn(rand.New(rand.NewPCG(n, 1)), cal)
		list, f := play(t, s, alerts...)
		done += len(list)
		holdTimes(t, &s, list)
		holdStanding(t, list)
		if f.Alerts != len(alerts) || f.Alerts != f.Merged+f.Looked+f.NeverLooked() {
			t.Errorf("world %d: an alert got lost: %+v", n, f)
		}
		if f.Work != int64(f.Looked)*s.Work || f.Looked < f.Acted+f.Dismissed {
			t.Errorf("world %d: figures do not add up: %+v", n, f)
		}
	}
	if done < 10*worlds {
		t.Errorf("only %d actions were judged", done)
	}
}

// holdTimes fails where an action comes before the latency, outside of hours, out of
// order or beyond the budget of the day on which its look began.
func holdTimes(t *testing.T, s *Shift, list []Action) {
	t.Helper()
	looks := map[int32]map[entity]bool{}
	last := int64(0)
	for _, a := range list {
		begun := a.T - s.Work
		if a.T < last || begun < a.Alert.T+s.Latency.Least {
			t.Errorf("%+v comes after %d, latency %d", a, last, s.Latency.Least)
		}
		last = a.T
		d := s.Calendar.Of(begun)
		if looks[d.Number] == nil {
			looks[d.Number] = map[entity]bool{}
		}
		looks[d.Number][entity{a.Kind, a.ID}] = true
		if s.Budget > 0 && len(looks[d.Number]) > s.Budget {
			t.Errorf("%d looks on day %d, budget %d", len(looks[d.Number]), d.Number, s.Budget)
		}
		if s.Weekdays != [7]bool{} && (!s.Weekdays[d.Weekday] || d.Bank) {
			t.Errorf("%+v was looked at on a %v", a, d.Weekday)
		}
		local := time.UnixMicro(begun).In(s.Calendar.Loc)
		wall := int64(local.Hour())*hour + int64(local.Minute())*minute
		if s.Closes > 0 && (wall < s.Opens || wall+s.Work > s.Closes) {
			t.Errorf("%+v was looked at from %v, hours %d to %d", a, local, s.Opens/hour, s.Closes/hour)
		}
	}
}

// holdStanding fails where something is done twice while it stands.
func holdStanding(t *testing.T, list []Action) {
	t.Helper()
	before := map[entity]int64{}
	for _, a := range list {
		e := entity{a.Kind, a.ID}
		if at, done := before[e]; done && (a.Kind == "ip" || a.T < at+24*hour) {
			t.Errorf("%+v is done again, first at %d", a, at)
		}
		before[e] = a.T
	}
}

// The order in which alerts are taken, and the steps in which time goes on, change nothing.
func TestOrderAndStepsChangeNothing(t *testing.T) {
	cal := month(t)
	for n := range uint64(worlds) {
		r := rand.New(rand.NewPCG(n, 2))
		s, alerts := drawn(r, cal)
		want, figures := play(t, s, alerts...)

		d := New(draw.New(7), s)
		var got []Action
		for now := at("2022-03-18T00:00:00Z"); now < at("2022-05-01T00:00:00+02:00"); now += 1 + r.Int64N(20*hour) {
			step := alerts[:0:0]
			for len(alerts) > 0 && alerts[0].T <= now {
				step, alerts = append(step, alerts[0]), alerts[1:]
			}
			r.Shuffle(len(step), func(i, j int) { step[i], step[j] = step[j], step[i] })
			for _, a := range step {
				d.Take(a)
			}
			got = append(got, d.Until(now)...)
		}
		got = append(got, d.Until(at("2022-05-01T00:00:00+02:00"))...)
		if !slices.Equal(got, want) {
			t.Fatalf("world %d: got %d actions, want %d", n, len(got), len(want))
		}
		if f := d.Figures(); !reflect.DeepEqual(f, figures) {
			t.Fatalf("world %d: got %+v, want %+v", n, f, figures)
		}
	}
}

// One more entity changes nothing for the others where they do not compete.
func TestCasesAreDrawnAlone(t *testing.T) {
	cal := month(t)
	for n := range uint64(20) {
		s, alerts := drawn(rand.New(rand.NewPCG(n, 3)), cal)
		s.Budget, s.Work, s.Latency.Most = 0, 0, s.Latency.Least+hour
		all, _ := play(t, s, alerts...)
		without := func(id string) func(alarm.Alert) bool { return func(a alarm.Alert) bool { return a.ID == id } }
		some, _ := play(t, s, slices.DeleteFunc(slices.Clone(alerts), without("123"))...)
		left := slices.DeleteFunc(slices.Clone(all), func(a Action) bool { return a.ID == "123" })
		if len(left) == len(all) && n == 0 || !slices.Equal(some, left) {
			t.Errorf("world %d: got %d actions, want %d", n, len(some), len(left))
		}
	}
}

func TestQueueInTheFigures(t *testing.T) {
	s := Shift{Calendar: month(t), Opens: 9 * hour, Closes: 17 * hour, Responses: lock}
	night := at("2022-03-02T01:00:00Z")
	_, f := play(t, s, alert(night, "a"), alert(night+minute, "b"), alert(night+hour, "c"))
	want := []Queued{{night, 2, 2}, {night + hour, 3, 3}, {night + 7*hour, 3, 0}}
	if !slices.Equal(f.Queue, want) {
		t.Errorf("got %v, want %v", f.Queue, want)
	}
}

func TestShiftsThatCannotBe(t *testing.T) {
	cal := month(t)
	for name, s := range map[string]Shift{
		"latency backwards":        {Latency: Span{2, 1}},
		"hours backwards":          {Calendar: cal, Opens: 9 * hour, Closes: 8 * hour},
		"no hours":                 {Calendar: cal, Opens: 9 * hour, Closes: 9 * hour},
		"a look longer than a day": {Calendar: cal, Opens: 9 * hour, Closes: 10 * hour, Work: 2 * hour},
		"a budget below 0":         {Calendar: cal, Budget: -1},
		"a share above 1":          {Missed: 1_000_001},
		"no calendar":              {Budget: 3},
		"a response to nothing":    {Responses: []Response{{Do: "lock"}}},
	} {
		if s.Check() == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

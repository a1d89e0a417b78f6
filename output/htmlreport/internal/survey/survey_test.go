package survey

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/read"
)

// rows reads files of JSON Lines by themselves.
func rows(t *testing.T, pattern string) (list []map[string]any) {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: %v, %d files", pattern, err, len(names))
	}
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		sc := bufio.NewScanner(f)
		for sc.Scan() {
			var row map[string]any
			if err := json.Unmarshal(sc.Bytes(), &row); err != nil {
				t.Fatal(err)
			}
			list = append(list, row)
		}
		f.Close()
	}
	return list
}

// What is counted is what a count from the files gives.
func TestCountsAreThoseOfTheFiles(t *testing.T) {
	dir := datasettest.Write(t, "mailbox-reset", generator.Options{Scale: 10_000}, output.Options{})
	d, err := read.OpenDataset(dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Take(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	labels := map[string]string{}
	for _, r := range rows(t, dir+"/truth/events/*.jsonl") {
		labels[r["event_id"].(string)] = r["label"].(string)
	}
	lanes := map[string]*[Sides]int{}
	for i := range s.Lanes {
		lanes[s.Lanes[i].Account] = &[Sides]int{}
	}
	var lookUps, found [Sides]int64
	events := rows(t, dir+"/logs/audit/*.jsonl")
	for _, e := range events {
		side := Honest
		switch labels[e["event_id"].(string)] {
		case "attack":
			side = Attack
		case "", "benign":
		default:
			continue
		}
		account, _ := e["account"].(string)
		if l := lanes[account]; l != nil {
			l[side]++
		}
		if e["action"] == "lookup" {
			lookUps[side]++
			if e["result"] == "found" {
				found[side]++
			}
		}
	}
	if s.Events != int64(len(events)) || s.LookUps != lookUps {
		t.Errorf("%d events, look-ups %v; want %d, %v", s.Events, s.LookUps, len(events), lookUps)
	}
	for side := range found {
		if s.Found[side] != (Share{found[side], lookUps[side]}) {
			t.Errorf("found %v, want %d of %d", s.Found[side], found[side], lookUps[side])
		}
	}
	exposed := rows(t, dir+"/truth/exposed_persons.jsonl")
	if s.Exposed != len(exposed) || s.Curve[Parts] != len(exposed) || s.Curve[0] != 0 {
		t.Errorf("%d exposed, the curve from %d to %d; want %d", s.Exposed, s.Curve[0], s.Curve[Parts], len(exposed))
	}
	if len(s.Lanes) == 0 || len(s.Lanes) != s.Stolen {
		t.Fatalf("%d lanes of %d stolen accounts", len(s.Lanes), s.Stolen)
	}
	through := 0
	for i := range s.Lanes {
		l := &s.Lanes[i]
		through += l.Exposed
		var got [Sides]int
		for k := range Parts {
			got[Honest] += int(l.Owner[k])
			got[Attack] += int(l.Thief[k])
		}
		if got != *lanes[l.Account] {
			t.Errorf("%s: %v events, want %v", l.Account, got, *lanes[l.Account])
		}
		if len(l.Acts) == 0 {
			t.Errorf("%s: nothing was done about it", l.Account)
		}
	}
	if through != len(exposed) {
		t.Errorf("%d persons through the lanes, want %d", through, len(exposed))
	}
	s.adds(t)
}

// adds holds sums of the survey against one another.
func (s *Survey) adds(t *testing.T) {
	for side := range Sides {
		hours, days, gaps := int64(0), int64(0), s.Gaps[side].All
		for _, day := range s.Hours[side] {
			for _, n := range day {
				hours += n
			}
		}
		for _, d := range s.Daily {
			days += d.Days[side].All
		}
		if hours != s.LookUps[side] || days == 0 || gaps == 0 || gaps > hours {
			t.Errorf("side %d: %d look-ups by hour, %d account-days, %d gaps", side, hours, days, gaps)
		}
	}
	ages := int64(0)
	for _, sex := range s.Ages {
		for _, n := range sex {
			ages += n
		}
	}
	if ages == 0 || len(s.Places) < 10 {
		t.Errorf("%d ages, %d places", ages, len(s.Places))
	}
}

// A value lies in its class, and the median in that of the middle value.
func TestSpread(t *testing.T) {
	var s Spread
	for _, v := range []float64{0.1, 0.5, 1, 7, 10, 99, 1e6} {
		k := classOf(v)
		if Lower(k) > v*1.0001 || Lower(k+1) < v*0.9999 {
			t.Errorf("%v is in class %d, %v to %v", v, k, Lower(k), Lower(k+1))
		}
		s.Add(v)
	}
	s.Add(0)
	if from, to := s.Ends(); from != 0 || to != classOf(1e6)+1 {
		t.Errorf("classes %d to %d", from, to)
	}
	if m := s.Median(); m < 7*0.7 || m > 7*1.4 {
		t.Errorf("median %v, want about 7", m)
	}
	if s.None != 1 || s.All != 8 {
		t.Errorf("%d of %d without a class", s.None, s.All)
	}
	if m := new(Spread).Median(); !math.IsNaN(m) {
		t.Errorf("median of nothing: %v", m)
	}
}

package replay_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/replay"
	"github.com/breachsim/breachsim/output/replay/open"
	"github.com/breachsim/breachsim/output/replay/rebase"
	"github.com/breachsim/breachsim/output/replay/retime"
	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/output/score"
	"github.com/breachsim/breachsim/output/score/alert"
	"github.com/breachsim/breachsim/output/score/report"
)

// busy is a rule as a receiver would have it: an account that looks up its fifth person
// of a local day.
func busy(t *testing.T, lines string, zone *time.Location) (all []alert.Alert) {
	t.Helper()
	type day struct{ account, date string }
	seen := map[day]map[uint64]bool{}
	for e, err := range read.NewAudit(strings.NewReader(lines)).All() {
		if err != nil {
			t.Fatal(err)
		}
		if e.Action != "lookup" {
			continue
		}
		d := day{e.Account, time.UnixMicro(e.TS).In(zone).Format(time.DateOnly)}
		if seen[d] == nil {
			seen[d] = map[uint64]bool{}
		}
		seen[d][e.Person()] = true
		if len(seen[d]) == 5 {
			all = append(all, alert.Alert{ID: e.Account, Score: 5, Rule: "busy", T: e.TS})
		}
	}
	return all
}

func worth(t *testing.T, dir, lines string) report.Worth {
	t.Helper()
	d := openDataset(t, dir)
	w, err := score.Alerts(t.Context(), d, busy(t, lines, d.Zone))
	if err != nil {
		t.Fatal(err)
	}
	return *w
}

// A rule of the receiver finds in the moved lines what it finds in the files, and against
// the moved truth it is worth the same: persons saved, minutes, false alerts.
func TestAlertsOfAReceiverAreWorthTheSame(t *testing.T) {
	dir := datasettest.Write(t, "tiny", generator.Options{WithoutControls: true}, output.Options{})
	d, o := openDataset(t, dir), options(t)
	o.Forms = o.Forms[:1]
	files := strings.Join(whole(t, d, o), "\n") + "\n"

	o.Weeks = 233 // from March to August
	from, until, err := replay.Period(d, o.Forms)
	if err != nil {
		t.Fatal(err)
	}
	shift, err := retime.NewShift(d.Zone, o.Weeks, from, until)
	if err != nil {
		t.Fatal(err)
	}
	moved := filepath.Join(t.TempDir(), "moved")
	if _, err := rebase.Write(t.Context(), d, shift, moved); err != nil {
		t.Fatal(err)
	}
	s := &server{t: t}
	s.start(0)
	to, err := open.Open("tcp://"+s.addr, open.Options{Options: sink.Options{Timeout: 10 * time.Second}})
	if err != nil {
		t.Fatal(err)
	}
	if sum, err := replay.Run(t.Context(), d, to, o); err != nil || !sum.Done {
		t.Fatalf("%+v, %v", sum, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	was, is := worth(t, dir, files), worth(t, moved, strings.Join(s.lines, "\n")+"\n")
	if was.Saved24h == 0 || was.Alerts == 0 {
		t.Fatalf("the rule finds nothing: %+v", was)
	}
	if is := fmt.Sprintf("%+v", is); is != fmt.Sprintf("%+v", was) {
		t.Errorf("worth %s, want %+v", is, was)
	}
}

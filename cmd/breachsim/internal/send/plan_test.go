package send

import (
	"testing"
	"time"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/read"
)

// A live run begins at this hour of the week, in the dataset's place; where its logs are
// over, at the beginning of next week's. Tiny is of a Thursday and a Friday.
func TestLiveBeginsAtThisHourOfTheWeek(t *testing.T) {
	data, err := read.OpenDataset(datasettest.Tiny(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ now, from, begins string }{
		{"2026-11-26T10:30:00", "2022-03-10T10:30:00", "2026-11-26"},
		{"2026-07-17T23:00:00", "2022-03-11T23:00:00", "2026-07-16"}, // in summer time
		{"2026-11-28T00:00:01", "", "2026-12-03"},                    // Saturday
		{"2026-12-02T12:00:00", "", "2026-12-03"},                    // Wednesday
	} {
		at, err := time.ParseInLocation("2006-01-02T15:04:05", c.now, data.Zone)
		if err != nil {
			t.Fatal(err)
		}
		o := options{Streams: &term.Streams{Now: func() time.Time { return at }}, to: "stdout:", logs: "both", rebase: now, from: now, speed: "1x",
			batchLines: 1, batchBytes: 1, late: "0", duplicate: "0", drop: "0", shuffle: "0", skew: "0"}
		o.sink.Timeout = time.Second
		j, err := o.plan(data)
		if err != nil {
			t.Fatal(err)
		}
		from := ""
		if j.do.From != 0 {
			from = time.UnixMicro(j.do.From).In(data.Zone).Format("2006-01-02T15:04:05")
		}
		begins := time.UnixMicro(j.from).In(data.Zone).AddDate(0, 0, 7*j.do.Weeks).Format(time.DateOnly)
		if from != c.from || begins != c.begins || j.do.Start != at.UnixMicro() {
			t.Errorf("at %s: from %s in the week of %s, want %s and %s", c.now, from, begins, c.from, c.begins)
		}
	}
}

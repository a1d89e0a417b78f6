package output

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"breachsim/output/truth"
)

// scoredFrom is how the manifest writes the moment from which alerts count;
// "" where all of them do.
func (i *Info) scoredFrom() string {
	if i.ScoredFrom.IsZero() {
		return ""
	}
	at := i.ScoredFrom
	if i.Location != nil {
		at = at.In(i.Location)
	}
	return at.Format(time.RFC3339Nano)
}

// warmup writes, where the dataset begins with a warm-up, which of its days
// belong to it.
func (f *finisher) warmup() error {
	if f.info.ScoredFrom.IsZero() {
		return nil
	}
	list := dayParts(days(f.src.Windows()), f.info.ScoredFrom.UnixMicro())
	return f.file(truth.DaysPath, int64(len(list)), func(w io.Writer) error {
		e := json.NewEncoder(w)
		for i := range list {
			if err := e.Encode(&list[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// dayParts lists the days of the dataset; one within which the warm-up ends is
// two.
func dayParts(all []day, scored int64) []truth.Day {
	var list []truth.Day
	for _, d := range all {
		from, to := d.windows[0].From, d.windows[len(d.windows)-1].To
		if end := min(to, scored); from < end {
			list = append(list, truth.Day{Date: d.date, From: truth.Time(from), To: truth.Time(end), Part: truth.WarmupPart})
		}
		if begin := max(from, scored); begin < to {
			list = append(list, truth.Day{Date: d.date, From: truth.Time(begin), To: truth.Time(to), Part: truth.ScoredPart})
		}
	}
	return list
}

// truthTables lists the truth files of the run.
func (p *plan) truthTables() []truth.Table {
	return slices.DeleteFunc(truth.Tables(), func(t truth.Table) bool { return t.Path == truth.DaysPath && p.run.ScoredFrom == "" })
}

// cardWarmup writes the part of the card that tells of the warm-up.
func (p *plan) cardWarmup(b *bytes.Buffer) {
	if s := p.run.ScoredFrom; s != "" {
		fmt.Fprintf(b, warmupCard, s)
	}
}

const warmupCard = `## The warm-up

The days before %s are a warm-up: days like all others, look-alikes included, for detectors to learn on. What is found in them does
not count: score by alerts, practitioner-days and exposures from that moment on (scored_from in manifest.json), as ` + "`breachsim score`" + ` does.
truth/days.jsonl says of each day to which part it belongs. A campaign may begin in the warm-up: truth/accounts.jsonl says when.

`

package dataset_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/delivery"
	"github.com/breachsim/breachsim/output/detect"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/replay"
	"github.com/breachsim/breachsim/output/replay/retime"
	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/output/truth"
	"github.com/breachsim/breachsim/scenarios/library"
)

const spoilt = "delivery={late: {share: 0.1, window: 30m}, duplicate: {share: 0.08}, drop: 0.06, " +
	"shuffle: {share: 0.3}, skew: {share: 0.4, window: 3m}}"

// opened writes a scenario and opens it.
func opened(t *testing.T, o output.Options, sets ...string) *read.Dataset {
	t.Helper()
	d, err := read.OpenDataset(datasettest.Write(t, "tiny", generator.Options{}, o, sets...))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// fileLines are the lines of a file, from index 1.
func fileLines(t *testing.T, d *read.Dataset, name string) []string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(d.Dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split("\n"+strings.TrimSuffix(string(b), "\n"), "\n")
}

func truthRows[T any](t *testing.T, d *read.Dataset, name string) []T {
	t.Helper()
	rows, err := truth.Rows[T](d, name)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// toldEvent is a line of the native audit log without its time.
type toldEvent struct {
	EventID truth.ID `json:"event_id"`
	TS      truth.Time
}

func eventOf(t *testing.T, line string) (e toldEvent) {
	t.Helper()
	if err := json.Unmarshal([]byte(line), &e); err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	return e
}

// What is delivered is what happened, without what was lost and with what came twice, and
// nothing else of the dataset has changed.
func TestDeliveredIsWhatHappenedLessAndMore(t *testing.T) {
	o := output.Options{TruthFull: true}
	was, is := opened(t, o), opened(t, o, spoilt)
	effects := map[string]map[truth.ID]int64{}
	for _, r := range truthRows[truth.Delivered](t, is, truth.DeliveryPath) {
		if r.Log != "audit" {
			continue
		}
		if effects[r.Effect] == nil {
			effects[r.Effect] = map[truth.ID]int64{}
		}
		if effects[r.Effect][r.EventID] != 0 {
			t.Errorf("event %s is %s twice", r.EventID, r.Effect)
		}
		effects[r.Effect][r.EventID] = r.ByUS
	}
	for _, e := range []string{"lost", "late", "twice", "skewed"} {
		if len(effects[e]) < 5 {
			t.Errorf("%d events are %s", len(effects[e]), e)
		}
	}
	for _, day := range was.Days("logs/audit", ".jsonl") {
		want := map[string]int{}
		for _, line := range fileLines(t, was, day)[1:] {
			e := eventOf(t, line)
			if _, lost := effects["lost"][e.EventID]; lost {
				continue
			}
			told := truth.Time(int64(e.TS) + effects["skewed"][e.EventID])
			want[strings.Replace(line, stampOf(e.TS), stampOf(told), 1)]++
			if _, twice := effects["twice"][e.EventID]; twice {
				want[strings.Replace(line, stampOf(e.TS), stampOf(told), 1)]++
			}
		}
		for _, line := range fileLines(t, is, day)[1:] {
			want[line]--
		}
		for line, n := range want {
			if n != 0 {
				t.Errorf("%s: %+d × %s", day, -n, line)
			}
		}
	}
	for _, f := range was.Manifest.Files {
		unlike := strings.HasPrefix(f.Path, "logs/") || strings.HasPrefix(f.Path, "truth/access/") ||
			!strings.Contains(f.Path, "/")
		if !unlike && !bytes.Equal(content(t, filepath.Join(was.Dir, f.Path)), content(t, filepath.Join(is.Dir, f.Path))) {
			t.Errorf("%s has changed", f.Path)
		}
	}
}

func stampOf(at truth.Time) string {
	return time.UnixMicro(int64(at)).UTC().Format("2006-01-02T15:04:05.000000Z")
}

// Each format of a log has the same lines in the same order, and every truth that counts
// lines points at the line of its event.
func TestTruthPointsAtTheDeliveredLine(t *testing.T) {
	d := opened(t, output.Options{TruthFull: true, Labels: []string{"lines"},
		Formats: []string{"jsonl", "csv", "parquet", "elastic", "combined", "csv-access"}}, spoilt)
	for _, day := range d.Days("logs/audit", ".jsonl") {
		date := read.DateOf(day)
		native := fileLines(t, d, day)
		table, bulk := fileLines(t, d, "logs/audit/csv/"+date+".csv"), fileLines(t, d, "logs/audit/elastic/"+date+".ndjson")
		columns, err := parquet.ReadFile[struct {
			ID string `parquet:"event_id"`
		}](filepath.Join(d.Dir, "logs/audit/parquet/date="+date+"/part-0.parquet"))
		if err != nil || len(columns) != len(native)-1 || len(table) != len(native)+1 {
			t.Fatalf("%d rows in Parquet, %d in CSV, of %d: %v", len(columns), len(table)-2, len(native)-1, err)
		}
		labels := labelsByEvent(t, d, date)
		labelled := truthRows[struct {
			Line   int
			Labels []string
		}](t, d, "truth/lines/audit/"+date+".jsonl")
		if len(labelled) != len(native)-1 {
			t.Errorf("%s: %d labelled lines of %d", date, len(labelled), len(native)-1)
		}
		for i, line := range native[1:] {
			id := eventOf(t, line).EventID
			if columns[i].ID != id.String() || !strings.HasPrefix(table[i+2], id.String()+",") ||
				!strings.Contains(bulk[2*i+1], id.String()) {
				t.Fatalf("%s line %d: %s, %s and %s", date, i+1, id, columns[i].ID, table[i+2])
			}
			if labelled[i].Line != i+1 || labelled[i].Labels[0] != labels[id] {
				t.Errorf("%s line %d: %v, want %s", date, i+1, labelled[i], labels[id])
			}
		}
		requests, combined := accessLines(t, d, date), fileLines(t, d, "logs/access/"+date+".log")
		for i, r := range truthRows[truth.Access](t, d, "truth/access/"+date+".jsonl") {
			if int(r.Line) != i+1 || requests[i+1]["request_id"] != r.RequestID.String() {
				t.Fatalf("%s: row %d is of line %d, %v", date, i+1, r.Line, requests[i+1])
			}
			if !strings.HasPrefix(combined[i+1], requests[i+1]["src_ip"]+" ") {
				t.Errorf("%s line %d: %s is not %v", date, i+1, combined[i+1], requests[i+1])
			}
		}
		for _, r := range truthRows[truth.Delivered](t, d, truth.DeliveryPath) {
			at := ""
			switch {
			case r.Date != date || r.Effect == "lost":
				continue
			case r.Log == "audit":
				at = eventOf(t, native[r.Line]).EventID.String()
			default:
				at = requests[r.Line]["request_id"]
			}
			if want := map[string]truth.ID{"audit": r.EventID, "access": r.RequestID}[r.Log]; at != want.String() {
				t.Errorf("%s line %d of %s is %s, not %s", date, r.Line, r.Log, at, want)
			}
		}
	}
}

func labelsByEvent(t *testing.T, d *read.Dataset, date string) map[truth.ID]string {
	t.Helper()
	of := map[truth.ID]string{}
	for _, e := range truthRows[truth.Event](t, d, "truth/events/"+date+".jsonl") {
		of[e.EventID] = e.Label
	}
	return of
}

// accessLines are the lines of an access log as a table, from index 1.
func accessLines(t *testing.T, d *read.Dataset, date string) (list []map[string]string) {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(content(t, filepath.Join(d.Dir, "logs/access/csv/"+date+".csv")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range all {
		of := map[string]string{}
		for i, name := range all[0] {
			of[name] = row[i]
		}
		list = append(list, of)
	}
	return list
}

// The bytes do not depend on who writes them: on the number of workers, on shards, on a
// run that was stopped and resumed.
func TestDeliveryIsTheSameHoweverItIsWritten(t *testing.T) {
	sc, err := library.Open("tiny", []string{spoilt})
	if err != nil {
		t.Fatal(err)
	}
	plan, err := generator.New(sc, generator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	src := dataset.Source(plan, "test")
	o := output.Options{Formats: []string{"jsonl", "parquet", "combined"}, Compress: "zstd", Labels: []string{"lines"}}
	write := func(change func(o *output.Options)) string {
		own := o
		own.Dir = filepath.Join(t.TempDir(), "d")
		change(&own)
		if _, err := output.Write(t.Context(), src, own); err != nil {
			t.Fatal(err)
		}
		return own.Dir
	}
	manifest := func(dir string) string { return string(content(t, filepath.Join(dir, "manifest.json"))) }
	want := manifest(write(func(o *output.Options) { o.Workers = 1 }))
	if got := manifest(write(func(o *output.Options) { o.Workers = 5 })); got != want {
		t.Error("five workers write something else")
	}
	var shards []string
	for i := range 2 {
		shards = append(shards, write(func(o *output.Options) { o.Shard = output.Shard{Index: i + 1, Count: 2} }))
	}
	merged := filepath.Join(t.TempDir(), "merged")
	_, err = output.Merge(t.Context(), shards, output.Options{Dir: merged}, func(output.ShardInfo) (output.Source, error) { return src, nil })
	if err != nil || manifest(merged) != want {
		t.Errorf("two shards make something else: %v", err)
	}
	stopped := filepath.Join(t.TempDir(), "stopped")
	ctx, stop := context.WithCancel(t.Context())
	own := o
	own.Dir, own.Workers, own.Progress = stopped, 1, func(p output.Progress) {
		if p.Done > p.Total/2 {
			stop()
		}
	}
	if _, err := output.Write(ctx, src, own); output.KindOf(err) != output.KindInterrupted {
		t.Fatalf("not stopped: %v", err)
	}
	own.Progress, own.Resume = nil, true
	s, err := output.Write(t.Context(), src, own)
	if err != nil || manifest(stopped) != want {
		t.Errorf("resumed after %d days it is something else: %v", s.ResumedDays, err)
	}
	var piped, files bytes.Buffer
	if err := output.Stream(t.Context(), src, &piped, 2); err != nil {
		t.Fatal(err)
	}
	plain := opened(t, output.Options{}, spoilt)
	for _, day := range plain.Days("logs/audit", ".jsonl") {
		files.Write(content(t, filepath.Join(plain.Dir, day)))
	}
	if !bytes.Equal(piped.Bytes(), files.Bytes()) {
		t.Error("the stream is not the files one after the other")
	}
}

// collector is a sink that keeps the lines.
type collector struct{ bytes.Buffer }

func (c *collector) Send(_ context.Context, batch []sink.Line) error {
	for _, l := range batch {
		c.Write(append(l.Bytes, '\n'))
	}
	return nil
}
func (c *collector) Close() error { return nil }

// A scenario's delivery is what replay makes of the perfect dataset, as long as nothing
// is held up beyond midnight.
func TestDeliveryIsThatOfReplay(t *testing.T) {
	const within = "delivery={late: {share: 0.1, window: 20m}, duplicate: {share: 0.08}, drop: 0.06, shuffle: {share: 0.3}, " +
		"skew: {share: 0.4, window: 1m}}"
	was, is := opened(t, output.Options{}), opened(t, output.Options{}, within)
	plan, err := delivery.Read(is.Manifest.Options["delivery"])
	if err != nil {
		t.Fatal(err)
	}
	plan.Seed = is.Manifest.Seed
	native, err := retime.FormNamed("jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var got collector
	_, err = replay.Run(t.Context(), was, &got, replay.Options{Forms: []retime.Form{native},
		Batch: replay.Batch{Lines: 100, Bytes: 1 << 20}, Delivery: plan})
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	for _, day := range is.Days("logs/audit", ".jsonl") {
		want.Write(content(t, filepath.Join(is.Dir, day)))
	}
	if !bytes.Equal(got.Bytes(), want.Bytes()) {
		t.Errorf("replay sends\n%s\nthe files have\n%s", got.Bytes(), want.Bytes())
	}
}

// Readers see the lines of a day by time: rules raise on lines that came late or out of
// order what they raise on those that did not.
func TestRulesReadLateLinesByTime(t *testing.T) {
	const late = "delivery={late: {share: 0.3, window: 6h}, shuffle: {share: 0.5, window: 30s}}"
	run := func(d *read.Dataset) (all []string) {
		p := detect.Defaults()
		for _, low := range []string{"R1.count=3", "R2.count=5"} {
			if err := p.Set(low); err != nil {
				t.Fatal(err)
			}
		}
		alerts, err := detect.Alerts(t.Context(), d, detect.Options{Params: p})
		if err != nil {
			t.Fatal(err)
		}
		for i := range alerts {
			all = append(all, string(alerts[i].Append(nil)))
		}
		return all
	}
	was := run(opened(t, output.Options{}, "controls=[]"))
	is := run(opened(t, output.Options{}, "controls=[]", late))
	if len(was) == 0 || !slices.Equal(was, is) {
		t.Errorf("%d alerts, want %d:\n%v", len(is), len(was), fmt.Sprint(is))
	}
}

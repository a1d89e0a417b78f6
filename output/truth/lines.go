package truth

import (
	"strconv"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/schema"
)

// Paths of the labels by line, in the form of the AIT log data sets
// (https://zenodo.org/records/5789064): a file beside each day of a log, a line
// for each labelled line of it.
const (
	AuditLinesPath  = "truth/lines/audit/DATE.jsonl"
	AccessLinesPath = "truth/lines/access/DATE.jsonl"
)

// AppendLine appends the labels of a line of a log by its number in the day,
// from 1:
//
//	{"line":12,"labels":["attack","scrape"],"rules":{"attack":["c1/bot-1","list_scraping"],"scrape":["c1"]}}
//
// The labels are the class of the line, the phase of the campaign and the kind
// of look-alike, as far as there are any; the rules say by what each of them is
// given: who made the line, why, and the control that caused it.
func (e *Encoder) AppendLine(dst []byte, line int64, t *event.Truth) []byte {
	dst = append(dst, `{"line":`...)
	dst = strconv.AppendInt(dst, line, 10)
	dst = append(dst, `,"labels":[`...)
	dst = append(dst, e.t.labels[t.Label]...)
	if t.Phase != event.NoPhase {
		dst = append(append(dst, ','), e.t.phases[t.Phase]...)
	}
	if t.Benign != event.Ordinary {
		dst = append(append(dst, ','), e.t.benign[t.Benign]...)
	}
	dst = append(dst, `],"rules":{`...)
	dst = append(append(dst, e.t.labels[t.Label]...), ":["...)
	dst = e.appendReasons(dst, t)
	dst = append(dst, ']')
	if t.Phase != event.NoPhase {
		dst = append(append(append(dst, ','), e.t.phases[t.Phase]...), ":["...)
		dst = append(append(dst, e.t.campaigns[t.Campaign]...), ']')
	}
	if t.Benign != event.Ordinary {
		dst = append(append(append(dst, ','), e.t.benign[t.Benign]...), ":["...)
		dst = append(e.appendActor(dst, t), ']')
	}
	return append(dst, "}}\n"...)
}

// appendReasons appends who made a line, why, and what caused it.
func (e *Encoder) appendReasons(dst []byte, t *event.Truth) []byte {
	before := len(dst)
	next := func() {
		if len(dst) > before {
			dst = append(dst, ',')
		}
	}
	if t.Actor != event.NoActor {
		dst = e.appendActor(dst, t)
	}
	if t.Purpose != event.NoPurpose {
		next()
		dst = append(dst, e.t.purposes[t.Purpose]...)
	}
	if t.CausedBy != 0 {
		next()
		dst = append(dst, e.t.controls[t.CausedBy]...)
	}
	return dst
}

// DeliveryPath is where a dataset whose log lines did not all arrive as they should
// tells of each what became of it.
const DeliveryPath = "truth/delivery.jsonl"

// Delivered is a row of truth/delivery.jsonl: one thing that became of a line.
type Delivered struct {
	Log       string `json:"log"`
	EventID   ID     `json:"event_id"`
	RequestID ID     `json:"request_id"`
	TS        Time   `json:"ts"`
	Label     string `json:"label"`
	Effect    string `json:"effect"`
	ByUS      int64  `json:"by_us"`
	Date      string `json:"date"`
	Line      int64  `json:"line"` // 0 = none: it is lost
}

func deliveryTable() Table {
	return Table{
		DeliveryPath,
		"What became of log lines on their way, of a scenario with `delivery`; no such file elsewhere. Day by day, " +
			"first of the access log; in the order of delivery. A line to which two things happened has two rows.",
		[]schema.Field{
			{Name: "log", Type: "audit|access", Meaning: "The log that the line belongs to."},
			{Name: "event_id", Type: "hex(16)", Meaning: "The audit event, or that to whose page flow a request " +
				"belongs; null = none."},
			{Name: "request_id", Type: "hex(16)", Meaning: "HTTP request; null = none."},
			{Name: "ts", Type: "timestamp", Meaning: "When it happened, by the right clock."},
			{Name: "label", Type: "text", Meaning: "benign, attack, collateral, policy or test."},
			{Name: "effect", Type: "lost|late|twice|skewed", Meaning: "What became of the line."},
			{Name: "by_us", Type: "number", Meaning: "Microseconds: how much later than its time it came, " +
				"or the second time after the first, or how far its clock is ahead, below zero behind; null = lost."},
			{Name: "date", Type: "date", Meaning: "Local day: the name of its files."},
			{Name: "line", Type: "integer", Meaning: "Where it stands among the lines of that day's files, from 1, " +
				"a header not counted; of twice where it stands for the second time; null = lost."},
		},
	}
}

// Sent is a line of a log on its way: which log, its true time, the ids of its event and
// its request, and its truth.
type Sent struct {
	Log            string
	TS             int64
	Event, Request uint64
	*event.Truth
}

// AppendDelivered appends the beginning of a row of [DeliveryPath], without its brace;
// what became of the line follows.
func (e *Encoder) AppendDelivered(dst []byte, s Sent) []byte {
	dst = append(dst, `"log":"`+s.Log+`","event_id":`...)
	dst = appendID(dst, s.Event)
	dst = append(dst, `,"request_id":`...)
	dst = appendID(dst, s.Request)
	dst = append(dst, `,"ts":`...)
	dst = e.appendTime(dst, s.TS)
	dst = append(dst, `,"label":`...)
	return append(dst, e.t.labels[s.Label]...)
}

package truth

import (
	"strconv"

	"github.com/breachsim/breachsim/generator/event"
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

package output

import (
	"slices"
	"strings"

	"breachsim/generator/event"
	"breachsim/output/encode/schema"
	"breachsim/output/internal/fault"
	"breachsim/output/truth"
)

// Forms of the labels beside the truth files, for programs that know them.
const (
	labelLines   = "lines"   // by line of the logs, as the AIT log data sets have them
	labelWindows = "windows" // stretches of time, as the Numenta Anomaly Benchmark has them
)

// parseLabels puts the forms asked for in order.
func parseLabels(names []string) ([]string, error) {
	var list []string
	for _, known := range []string{labelLines, labelWindows} {
		if slices.Contains(names, known) {
			list = append(list, known)
		}
	}
	for i, n := range names {
		if !slices.Contains(list, n) {
			return nil, fault.Usage("labels %q: want lines, windows or both", n)
		}
		if slices.Contains(names[:i], n) {
			return nil, fault.Usage("labels %q are asked for twice", n)
		}
	}
	return list, nil
}

// labelled reports whether a form of the labels is asked for.
func (p *plan) labelled(form string) bool { return slices.Contains(p.Labels, form) }

// lineStreams are the labels of the logs by line.
func (p *plan) lineStreams(lane int) (list []stream) {
	if !p.labelled(labelLines) {
		return nil
	}
	if p.has(schema.Audit) {
		list = append(list, stream{role: auditLines, path: truth.AuditLinesPath, lane: lane})
	}
	if p.has(schema.Access) {
		list = append(list, stream{role: accessLines, path: truth.AccessLinesPath, lane: lane})
	}
	return list
}

// lineRow appends the labels of a line of a log, or nothing for one that is
// plainly benign unless the truth is to be full.
func (s *slicer) lineRow(dst []byte, line int64, t *event.Truth) []byte {
	if !s.full && truth.Plain(t) {
		return dst
	}
	return s.truths.AppendLine(dst, line, t)
}

// lineStream is stream for the labels by line.
func (s *slicer) lineStream(job int, r role, q *queue) (int, row, error) {
	b := &s.batch
	if r == auditLines {
		before, err := q.linesBefore(q.events, job)
		return len(b.AuditOrder), func(dst []byte, i int) []byte {
			_, t := b.AuditAt(i)
			return s.lineRow(dst, before+int64(i)+1, t)
		}, err
	}
	before, err := q.linesBefore(q.lines, job)
	return len(b.AccessOrder), func(dst []byte, i int) []byte { return s.lineRow(dst, before+int64(i)+1, &b.AccessAt(i).Truth) }, err
}

// windowLabels writes the windows of the campaigns where they are asked for.
func (f *finisher) windowLabels(j *event.Journal) error {
	if !f.labelled(labelWindows) {
		return nil
	}
	b, err := truth.Windows(f.src.Catalog(), j)
	if err != nil {
		return err
	}
	return f.text(truth.WindowsPath, b)
}

// labelsOption names the forms as the manifest does.
func (p *plan) labelsOption() string { return strings.Join(p.Labels, ",") }

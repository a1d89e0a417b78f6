package output

import (
	"strings"

	"breachsim/output/encode/schema"
)

// role is what a day file holds.
type role int

const (
	auditLog role = iota
	accessLog
	eventTruth
	accessTruth
	auditLines // labels of the log by line
	accessLines
	exposedPart // put together into one file at the end
	interferencePart
)

// A stream is one series of day files.
type stream struct {
	role   role
	format schema.Format // of a log
	path   string        // in the dataset, or in the work folder for a part
	part   bool
	packed bool // compressed
	lane   int  // streams of one lane are written by one goroutine
}

// streams lists the series that a run writes. Each log has its own lane, so
// that their digests are computed side by side.
func (p *plan) streams() []stream {
	ext, _ := extension(p.Compress) // checked with the options
	var list []stream
	for _, f := range p.formats {
		r := auditLog
		if f.Stream == schema.Access {
			r = accessLog
		}
		s := stream{role: r, format: f, path: f.Layout, lane: len(list)}
		if !f.Columnar { // which packs its own files
			s.path, s.packed = f.Layout+ext, ext != ""
		}
		list = append(list, s)
	}
	lane := len(list)
	list = append(list, stream{role: eventTruth, path: "truth/events/DATE.jsonl", lane: lane})
	if p.has(schema.Access) {
		list = append(list, stream{role: accessTruth, path: "truth/access/DATE.jsonl", lane: lane})
	}
	list = append(list, p.lineStreams(lane)...)
	return append(list,
		stream{role: exposedPart, path: exposedDir + "/DATE.jsonl", part: true, lane: lane},
		stream{role: interferencePart, path: interferenceDir + "/DATE.jsonl", part: true, lane: lane})
}

// on is the path of a stream's file of a day.
func (s *stream) on(date string) string { return strings.Replace(s.path, "DATE", date, 1) }

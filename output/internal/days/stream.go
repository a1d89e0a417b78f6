package days

import (
	"slices"
	"strings"

	"github.com/breachsim/breachsim/output/delivery"
	"github.com/breachsim/breachsim/output/encode/identity"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/pack"
	"github.com/breachsim/breachsim/output/internal/source"
	"github.com/breachsim/breachsim/output/internal/state"
	"github.com/breachsim/breachsim/output/truth"
)

// Run says which days are made, of what, and where their files go.
type Run struct {
	Source   source.Source
	Formats  []schema.Format // of the logs
	Mode     schema.NIRMode
	Compress string
	Full     bool          // truth for every line
	Lines    bool          // labels by line too
	Wanted   *state.Bitmap // marked with persons of the lines; nil = nobody asks
	Named    bool          // persons of log lines are wanted, not only the exposed
	Delivery delivery.Plan // what becomes of log lines on their way

	Disk     *disk.Disk
	Workers  int
	Work     func(name string) string // a place in the work folder
	Progress *state.Progress          // gets each complete day
	Tell     func(state.Told)         // hears how far it is; nil = nobody does
}

// role is what a day file holds.
type role int

const (
	auditLog role = iota
	accessLog
	eventTruth
	accessTruth
	auditLines // labels of the log by line
	accessLines
	identityLog
	exposedPart // put together into one file at the end
	interferencePart
	warningPart
	ticketPart
	groundPart
	auditDelivery // what became of lines on their way; put together at the end
	accessDelivery
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
func (r *Run) streams() []stream {
	ext, _ := pack.Extension(r.Compress) // checked with the options
	var list []stream
	for _, f := range r.Formats {
		role := auditLog
		if f.Stream == schema.Access {
			role = accessLog
		}
		s := stream{role: role, format: f, path: f.Layout, lane: len(list)}
		if !f.Columnar { // which packs its own files
			s.path, s.packed = f.Layout+ext, ext != ""
		}
		list = append(list, s)
	}
	if r.Source.Info().Identity {
		list = append(list, stream{role: identityLog, path: identity.Path + ext, packed: ext != "", lane: len(list)})
	}
	lane := len(list)
	list = append(list, stream{role: eventTruth, path: "truth/events/DATE.jsonl", lane: lane})
	if r.has(schema.Access) {
		list = append(list, stream{role: accessTruth, path: "truth/access/DATE.jsonl", lane: lane})
	}
	list = append(append(list, r.lineStreams(lane)...), r.weakStreams(lane)...)
	list = append(list, r.deliveryStreams(lane)...)
	return append(list,
		stream{role: exposedPart, path: state.ExposedDir + "/DATE.jsonl", part: true, lane: lane},
		stream{role: interferencePart, path: state.InterferenceDir + "/DATE.jsonl", part: true, lane: lane})
}

// Files lists the files that Make writes for a day, sorted: those of the dataset,
// and the parts in the work folder.
func (r *Run) Files(date string) (files, parts []string) {
	for _, s := range r.streams() {
		if s.part {
			parts = append(parts, s.on(date))
		} else {
			files = append(files, s.on(date))
		}
	}
	slices.Sort(files)
	slices.Sort(parts)
	return files, parts
}

// on is the path of a stream's file of a day.
func (s *stream) on(date string) string { return strings.Replace(s.path, "DATE", date, 1) }

// place is where a stream's file lies until the run is complete.
func (r *Run) place(s *stream, date string) string {
	if s.part {
		return r.Work(s.on(date))
	}
	return r.Work(state.StageDir + "/" + s.on(date))
}

// has reports whether a stream is among the formats.
func (r *Run) has(s schema.Stream) bool {
	for _, f := range r.Formats {
		if f.Stream == s {
			return true
		}
	}
	return false
}

// lineStreams are the labels of the logs by line.
func (r *Run) lineStreams(lane int) (list []stream) {
	if !r.Lines {
		return nil
	}
	if r.has(schema.Audit) {
		list = append(list, stream{role: auditLines, path: truth.AuditLinesPath, lane: lane})
	}
	if r.has(schema.Access) {
		list = append(list, stream{role: accessLines, path: truth.AccessLinesPath, lane: lane})
	}
	return list
}

// deliveryStreams tell what became of the lines of each log.
func (r *Run) deliveryStreams(lane int) (list []stream) {
	if r.Delivery.Perfect() {
		return nil
	}
	part := func(r role, log string) stream {
		return stream{role: r, path: state.DeliveryDir + "/DATE-" + log + ".jsonl", part: true, lane: lane}
	}
	list = append(list, part(auditDelivery, "audit"))
	if r.has(schema.Access) {
		list = append(list, part(accessDelivery, "access"))
	}
	return list
}

// weakStreams are what the finished period makes alerts, tickets and reasons of.
func (r *Run) weakStreams(lane int) (list []stream) {
	info := r.Source.Info()
	for _, s := range []struct {
		wanted bool
		role   role
		dir    string
	}{
		{info.Alerts, warningPart, state.AlertsDir},
		{info.Tickets, ticketPart, state.TicketsDir},
		{info.Reasons, groundPart, state.ReasonsDir},
	} {
		if s.wanted {
			list = append(list, stream{role: s.role, path: s.dir + "/DATE.bin", part: true, lane: lane})
		}
	}
	return list
}

// Package dataset joins the engine to the writer: a generator.Plan as the
// source that output writes a dataset from.
//
// It stands between the two, which do not know each other, and only translates
// types. The command line and the test helper in datasettest use it.
package dataset

import (
	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/delivery"
	"github.com/breachsim/breachsim/output/internal/memory"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/language"
)

// source is a Plan in the form that output writes from.
type source struct {
	*generator.Plan
	version string
	watch   func() Watcher // nil = nobody watches
}

// Watcher is shown each slice that a goroutine makes, and changes nothing in it.
type Watcher func(w event.Window, b *event.Batch)

// Source returns the plan as a source; version is the tool's own, for the
// manifest.
func Source(p *generator.Plan, version string) output.Source { return source{p, version, nil} }

// Watched is [Source], and shows all slices; watch makes the watcher of a goroutine.
func Watched(p *generator.Plan, version string, watch func() Watcher) output.Source {
	return source{p, version, watch}
}

// InMemory returns the dataset of a plan without writing it: its files are made while
// they are read, as package memory says. Detectors run on it, and score judges them, as
// on one that lies on disk.
func InMemory(p *generator.Plan) (*read.Dataset, error) { return memory.Open(Source(p, "")) }

// Info names the run.
func (s source) Info() output.Info {
	sc := s.Plan.Source()
	info := output.Info{
		ScenarioID:     sc.ID,
		Title:          sc.Title,
		ScenarioYAML:   language.YAML(sc),
		Seed:           sc.Seed,
		Persons:        s.Persons(),
		HistoryDays:    s.HistoryDays(),
		ScoredFrom:     s.ScoredFrom(),
		NIRMode:        sc.Output.NIR.String(),
		Identity:       sc.Output.Identity,
		Alerts:         sc.Output.Weak.Alerts,
		Tickets:        sc.Output.Weak.Tickets,
		Reasons:        sc.Output.Weak.Reasons,
		LeakedList:     sc.Output.LeakedList,
		Delivery:       deliveryOf(sc),
		Location:       sc.Time.Location,
		ToolVersion:    s.version,
		DatasetVersion: generator.DatasetVersion,
	}
	for _, c := range s.Choices() {
		info.Options = append(info.Options, output.Option{Name: c.Name, Value: c.Value})
	}
	return info
}

// deliveryOf is what a scenario says of the way of log lines, in the form that output
// writes from.
func deliveryOf(sc *scenarios.Scenario) delivery.Plan {
	part := func(h scenarios.Held) delivery.Part {
		return delivery.Part{PPM: int64(h.Share), Window: int64(h.Window)}
	}
	d := &sc.Delivery
	return delivery.Plan{Seed: sc.Seed, Late: part(d.Late), Duplicate: part(d.Duplicate),
		Drop: delivery.Part{PPM: int64(d.Drop)}, Shuffle: part(d.Shuffle), Skew: part(d.Skew)}
}

// NewFiller returns a worker's own generator of slices.
func (s source) NewFiller() output.Filler {
	if s.watch == nil {
		return s.Plan.NewFiller()
	}
	return &watched{s.Plan.NewFiller(), s.watch()}
}

// watched makes slices and shows them.
type watched struct {
	output.Filler
	watch Watcher
}

func (f *watched) Fill(w event.Window, b *event.Batch) {
	f.Filler.Fill(w, b)
	f.watch(w, b)
}

// NewPeople returns a goroutine's own reader of persons.
func (s source) NewPeople() output.People { return s.Plan.NewPeople() }

// NewHistory returns a goroutine's own reader of the history.
func (s source) NewHistory() output.History { return s.Plan.NewHistory() }

// Estimate foretells the volume of the wanted period.
func (s source) Estimate() output.Estimate {
	v := s.Plan.Estimate()
	return output.Estimate{
		AuditEvents: v.AuditEvents,
		AccessLines: v.AccessLines,
		Exposures:   v.Exposures,
		Persons:     v.Persons,
		History:     v.History,
		LeakedRows:  v.LeakedRows,
	}
}

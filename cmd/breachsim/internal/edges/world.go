package edges

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/sigma/fixture"
	"github.com/breachsim/breachsim/output/sigma/fixture/witness"
	"github.com/breachsim/breachsim/scenarios/library"
)

// scenario is the world that lines are taken from: ten accounts, two days.
const scenario = "tiny"

// world makes the lines that fixtures begin with: all of the smallest world, and those of
// the same world without its attack.
func world(seed uint64) (w fixture.World, err error) {
	w.Seed = seed
	if w.Lines, err = lines(generator.Options{}); err == nil {
		w.Around, err = lines(generator.Options{WithoutCampaigns: true})
	}
	return w, err
}

// lines makes both logs of the world as its readers see them, in the order of time.
func lines(o generator.Options) (list []witness.Line, err error) {
	sc, err := library.Builtin(scenario)
	if err != nil {
		return nil, err
	}
	plan, err := generator.New(sc, o)
	if err != nil {
		return nil, err
	}
	texts := encode.NewTexts(plan.Catalog())
	var audit, access []byte
	line := texts.JSONL(encode.HMAC)
	for ev := range plan.Events(sc.Time.Start, sc.Time.End) {
		audit = line(audit, &ev)
	}
	request := texts.Combined(sc.Time.Location)
	for rq := range plan.Requests(sc.Time.Start, sc.Time.End) {
		access = request(access, &rq)
	}
	for ev, err := range read.NewAudit(bytes.NewReader(audit)).All() {
		if err != nil {
			return nil, fmt.Errorf("the audit log of %s: %w", scenario, err)
		}
		list = append(list, witness.Line{Audit: ev}.Clone())
	}
	for rq, err := range read.NewAccess(bytes.NewReader(access)).All() {
		if err != nil {
			return nil, fmt.Errorf("the access log of %s: %w", scenario, err)
		}
		list = append(list, witness.Line{Access: rq}.Clone())
	}
	slices.SortStableFunc(list, func(a, b witness.Line) int { return int(a.TS()/1000 - b.TS()/1000) })
	return list, nil
}

package main

import (
	"breachsim/generator"
	"breachsim/output"
)

// source is a Plan in the form that output writes from. It only translates
// types: neither package knows the other.
type source struct{ *generator.Plan }

var _ output.Source = source{}

// NewFiller returns a worker's own generator of slices.
func (s source) NewFiller() output.Filler { return s.Plan.NewFiller() }

// NewPeople returns a goroutine's own reader of persons.
func (s source) NewPeople() output.People { return s.Plan.NewPeople() }

// Estimate foretells the volume of the wanted period.
func (s source) Estimate() output.Estimate {
	v := s.Plan.Estimate()
	return output.Estimate{AuditEvents: v.AuditEvents, AccessLines: v.AccessLines, Exposures: v.Exposures, Persons: v.Persons}
}

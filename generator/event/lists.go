package event

import (
	"slices"

	"breachsim/scenarios"
)

// The lists of names, by number, for those who make tables of them. The first
// name of a list with a "none" is empty. Each call returns a copy.

// Actions lists the names of Action.
func Actions() []string { return slices.Clone(actionNames[:]) }

// Outcomes lists the names of Outcome.
func Outcomes() []string { return slices.Clone(outcomeNames[:]) }

// Reasons lists the names of Reason.
func Reasons() []string { return slices.Clone(reasonNames[:]) }

// Auths lists the names of Auth.
func Auths() []string { return slices.Clone(authNames[:]) }

// Services lists the names of Service.
func Services() []string { return slices.Clone(serviceNames[:]) }

// Results lists the names of Result.
func Results() []string { return slices.Clone(resultNames[:]) }

// Methods lists the names of Method.
func Methods() []string { return slices.Clone(methodNames[:]) }

// Paths lists the names of Path.
func Paths() []string { return slices.Clone(pathNames[:]) }

// Labels lists the names of Label; the first one is "benign".
func Labels() []string { return slices.Clone(labelNames[:]) }

// BenignTypes lists the names of BenignType.
func BenignTypes() []string {
	names := make([]string, LookAlike(scenarios.NumLookAlikes))
	for i := range names {
		names[i] = BenignType(i).String()
	}
	return names
}

// Phases lists the names of Phase.
func Phases() []string { return slices.Clone(phaseNames[:]) }

// Purposes lists the names of Purpose.
func Purposes() []string { return slices.Clone(purposeNames[:]) }

// Package kinds holds the look-alikes: one in each file, from who shows it to what
// it does, and the list of them all.
//
// It stands beside package lookalike, which says what a kind can be and plays it.
// A file knows no other file. Whoever wants to know what the base world does on a
// care home's round reads care_home_round.go, and nothing else.
package kinds

import "github.com/breachsim/breachsim/generator/internal/traffic/lookalike"

// All lists the look-alikes in the order of scenarios.LookAlikeKind, the only list
// of them. The truth of those that are about many accounts is told in this order.
func All() []lookalike.Kind {
	return []lookalike.Kind{
		batchRightsCheck(),
		softwarePolling(),
		vaccinationDay(),
		locumTakeover(),
		practiceMove(),
		auditCatchUp(),
		staleListTyping(),
		careHomeRound(),
		sharedNAT(),
		travellingVPN(),
		networkFailover(),
		forgottenPasswordBurst(),
		nightDuty(),
		touristSeason(),
		largeDesk(),
		flashEvent(),
		browserRestart(),
		pentest(),
		curiosity(),
		twinSites(),
	}
}

package detect

// volumeRule is R2: many distinct persons in a local day. It fires at the line
// that brings the last one needed. Score: the persons that the account would
// reach by midnight at the pace since midnight, over the threshold.
type volumeRule struct{ p VolumeParams }

func (r *volumeRule) lookup(l *look) error {
	a := l.account
	if !l.newPerson || a.said.r2 || a.distinct() < r.p.Count {
		return nil
	}
	a.said.r2 = true
	const least = 1_000_000 // a second after midnight
	share := float64(l.day.end-l.day.start) / float64(max(l.ts-l.day.start, least))
	return l.raise(Alert{Type: Account, ID: a.id, Score: share * float64(a.distinct()) / float64(r.p.Count), Rule: "R2", From: a.first})
}

// deviationRule is R3: many more distinct persons than on the account's own
// past days. It fires at the line at which both conditions hold first; the
// count only grows within a day. Score: z.
type deviationRule struct{ p DeviationParams }

func (r *deviationRule) lookup(l *look) error {
	a := l.account
	if !l.newPerson || a.said.r3 || a.distinct() < r.p.Distinct {
		return nil
	}
	z, ok := a.past.z(a.distinct(), r.p.Baseline)
	if !ok || z <= r.p.Z {
		return nil
	}
	a.said.r3 = true
	return l.raise(Alert{Type: Account, ID: a.id, Score: z, Rule: "R3", From: a.first})
}

// notFoundRule is R5: many look-ups of a day find nobody, as from an old list.
// Mistyped keys do not count. It fires at the first line at which both
// conditions hold, also where the share falls again later. Score: the share
// over the threshold.
type notFoundRule struct{ p NotFoundParams }

func (r *notFoundRule) lookup(l *look) error {
	a := l.account
	if !l.answered || a.said.r5 || a.answered < r.p.Lookups {
		return nil
	}
	share := float64(a.notFound) / float64(a.answered)
	if share < r.p.Share {
		return nil
	}
	a.said.r5 = true
	return l.raise(Alert{Type: Account, ID: a.id, Score: share / r.p.Share, Rule: "R5", From: a.first})
}

// driftRule is R9: a CUSUM over days finds a volume that stays a little too
// high. Within a day the sum only grows, so it fires at the line at which it
// passes the level. It is not reset by an alarm: it stays until the sum has
// fallen, one alert a day. Score: the sum over the level.
type driftRule struct{ p DriftParams }

func (r *driftRule) lookup(l *look) error {
	a := l.account
	if !l.newPerson || a.said.r9 || a.distinct() < r.p.Distinct {
		return nil
	}
	sum, ok := r.sum(a)
	if !ok || sum <= r.p.H {
		return nil
	}
	a.said.r9 = true
	return l.raise(Alert{Type: Account, ID: a.id, Score: sum / r.p.H, Rule: "R9", From: a.first})
}

// sum is the CUSUM with today as it stands.
func (r *driftRule) sum(a *account) (float64, bool) {
	z, ok := a.past.z(a.distinct(), r.p.Baseline)
	if !ok {
		return 0, false
	}
	return max(0, a.sum+min(max(z, -r.p.Clip), r.p.Clip)-r.p.K), true
}

func (r *driftRule) endDay(active []*account, _ int64) {
	for _, a := range active {
		if sum, ok := r.sum(a); ok {
			a.sum = sum
		}
	}
}

package rules

// Rate is R1 of one account or one address: the window that slides over its
// look-ups. The zero value is ready to use.
type Rate struct {
	times ring  // of the look-ups in the window, the newest Count of them
	last  int64 // time of the last look-up
	full  int64 // time of the last look-up that found the window full
	hot   bool  // fired, and not quiet since
}

// See counts a look-up, whatever became of it, and reports whether the rule
// fires on it: the window is full and was not within the quiet time before.
func (r *Rate) See(ts int64, p *RateParams) bool {
	r.times.until(ts - p.Window)
	for r.times.n > 0 && r.times.n >= p.Count {
		r.times.pop()
	}
	r.times.push(ts)
	r.last = ts
	if r.times.n < p.Count {
		return false
	}
	fires := !r.hot || ts-r.full >= p.Quiet
	r.full, r.hot = ts, true
	return fires
}

// Lookups is how many look-ups are in the window, the count of the parameters at most.
func (r *Rate) Lookups() int { return r.times.n }

// From is the time of the oldest look-up in the window, after the first [Rate.See].
func (r *Rate) From() int64 { return r.times.oldest() }

// Forgettable reports whether nothing that r remembers matters from now on: a
// new one would say the same.
func (r *Rate) Forgettable(now int64, p *RateParams) bool {
	return r.last <= now-max(p.Window, p.Quiet)
}

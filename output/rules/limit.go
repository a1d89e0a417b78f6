package rules

// Limit is a threshold that refuses, as reverse proxies do that answer 429 with
// Retry-After: after Count look-ups within Per the next one is refused, and so
// is every one for Duration from it on.
type Limit struct {
	Count    int   // look-ups that pass within Per
	Per      int64 // microseconds, sliding, open at its start
	Duration int64 // microseconds
}

// Bucket is what a limit remembers of one address, session or account. The zero
// value is ready to use.
type Bucket struct {
	times   ring // of the look-ups that passed within Per
	blocked int64
}

// See counts a look-up. It returns until when the limit refuses, 0 if it lets
// the look-up pass. What is refused counts no more, and when the time is over
// the count begins at zero.
func (b *Bucket) See(ts int64, l *Limit) int64 {
	if ts < b.blocked {
		return b.blocked
	}
	b.times.until(ts - l.Per)
	if b.times.n >= l.Count {
		b.blocked = ts + l.Duration
		b.times.n = 0
		return b.blocked
	}
	b.times.push(ts)
	return 0
}

// Blocked returns until when the limit refuses at ts, 0 if it does not. It
// counts nothing, and does not know of the look-up that would trip the limit;
// see [Bucket.Full].
func (b *Bucket) Blocked(ts int64) int64 {
	if ts < b.blocked {
		return b.blocked
	}
	return 0
}

// Full reports whether a look-up at ts, which is not refused yet, would trip
// the limit. It counts nothing.
func (b *Bucket) Full(ts int64, l *Limit) bool {
	if ts < b.blocked {
		return false
	}
	b.times.until(ts - l.Per)
	return b.times.n >= l.Count
}

// Pass ends a refusal at ts: somebody came through what was asked for.
func (b *Bucket) Pass(ts int64) { b.blocked = min(b.blocked, ts) }

// Forgettable reports whether nothing that b remembers matters from now on.
func (b *Bucket) Forgettable(now int64, l *Limit) bool {
	if now < b.blocked {
		return false
	}
	b.times.until(now - l.Per)
	return b.times.n == 0
}

package lookalike

// Sessions of look-alikes and changes that come and go fall on days that do not
// depend on the period, so a warm-up has them as any other days. What the scenario
// has once in its period, a warm-up has once in each stretch of its length, counted
// back from the scenario's start: equally often, equally long, by draws of its own.
// The look-alikes of the period itself stay where they are without a warm-up.

// addEarlier appends what a warm-up has of a look-alike that the period has once,
// latest first.
func (x *Set) addEarlier(l LookAlike) {
	change := l.Kind.Change
	switch {
	case x.Begin == x.First || !l.Spec.Day.IsZero() || l.Spec.PerMonth != 0: // its days are those of any time
	case change != nil && change.Once:
	case l.Kind.Day != nil:
		x.EachBefore(x.Last+1-x.First, func(n uint64, days Period) {
			again := l.earlier(n)
			again.only = l.Kind.Day(&l, max(days.First, x.Calendar.First()), days.Last)
			if again.only >= x.Begin {
				x.add(again)
			}
		})
	case change != nil && l.Spec.Duration > 0:
		x.addEarlierStretches(l)
	}
}

// addEarlierStretches appends the stretches of a change before the scenario.
func (x *Set) addEarlierStretches(l LookAlike) {
	days, next := l.lasts(), l.From
	x.EachBefore(max(x.Last+1-x.First, days), func(n uint64, in Period) {
		again := l.earlier(n)
		again.From = in.First + int32(again.Key.At(drawBegin).Below(uint64(in.Last+1-in.First-days)+1))
		again.to = min(again.From+days, next)
		if next = again.From; max(again.From, x.Begin) < again.to {
			x.add(again)
		}
	})
}

// earlier is a look-alike as it came up before, the n-th time from 1 on.
func (l *LookAlike) earlier(n uint64) LookAlike {
	again := *l
	again.Key, again.again = l.Key.At2(drawEarlier, n), true
	return again
}

// EachBefore calls do for each stretch of so many days before the scenario's
// start that reaches into the warm-up, the n-th from 1 on. Days that the calendar
// does not know are left out.
func (x *Set) EachBefore(days int32, do func(n uint64, in Period)) {
	for n := int32(1); x.First-(n-1)*days > x.Begin; n++ {
		do(uint64(n), Period{x.First - n*days, x.First - (n-1)*days - 1})
	}
}

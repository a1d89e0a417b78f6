package fidelity

import "slices"

// statistic is a figure of some accounts; ok is false where they do not give
// one. n is how many of its objects were counted.
type statistic func(of []*habit) (value, n int64, ok bool)

const (
	mostGroups = 16 // of accounts, by whose spread a bound is made
	groupSize  = 5  // accounts in a group at least, where there are enough for four
)

// of makes the line of a statistic of some accounts; there is none where they do
// not give it. Its bound is what is allowed, and four standard errors: that of
// the mean of independent groups of accounts.
func (a asked) of(u Unit, accounts []*habit, stat statistic) []Line {
	got, n, ok := stat(accounts)
	if !ok {
		return nil
	}
	var values []int64
	groups := min(max(len(accounts)/groupSize, 4), mostGroups)
	for g := range groups {
		var some []*habit
		for i := g; i < len(accounts); i += groups {
			some = append(some, accounts[i])
		}
		if v, _, ok := stat(some); ok {
			values = append(values, v)
		}
	}
	l := a.line(u, got, n)
	l.Bound += 4 * standardError(values)
	return []Line{l}
}

// standardError is that of the mean of some values.
func standardError(values []int64) int64 {
	n := int64(len(values))
	if n < 2 {
		return 0
	}
	var sum, squares int64
	for _, v := range values {
		sum += v
	}
	for _, v := range values {
		off := v - sum/n
		squares += off * off / n
	}
	return root(squares / (n - 1))
}

// sumOf adds a ratio up over accounts, in the given parts of one.
func sumOf(parts int64, of func(h *habit) ratio) statistic {
	return func(hs []*habit) (value, n int64, ok bool) {
		var sum ratio
		for _, h := range hs {
			r := of(h)
			sum.part += r.part
			sum.whole += r.whole
		}
		return sum.in(parts), sum.whole, sum.whole > 0
	}
}

// quantileOf takes a quantile, in millionths, of what each account lists, in
// the given parts of the listed unit.
func quantileOf(at, numerator, denominator int64, of func(h *habit) []int64) statistic {
	return func(hs []*habit) (value, n int64, ok bool) {
		all := gather(hs, of)
		if len(all) == 0 {
			return 0, 0, false
		}
		return all[min(int64(len(all))*at/million, int64(len(all)-1))] * numerator / denominator, int64(len(all)),
			true
	}
}

// gather puts the lists of accounts together, sorted.
func gather(hs []*habit, of func(h *habit) []int64) []int64 {
	var all []int64
	for _, h := range hs {
		all = append(all, of(h)...)
	}
	slices.Sort(all)
	return all
}

// variation is the coefficient of variation of the gaps, in thousandths.
func variation(hs []*habit) (value, n int64, ok bool) {
	var sum, squares int64
	for _, h := range hs {
		for _, g := range h.gaps {
			sum, squares, n = sum+g, squares+g*g, n+1
		}
	}
	if n < 2 || sum < n {
		return 0, 0, false
	}
	mean := sum * 10 / n // hundredths of a second, as the deviation is below
	return root(squares*100/n-mean*mean) * 1000 / mean, n, true
}

// gini is the Gini coefficient of sorted values, in thousandths: 0 where all
// are equal, near 1000 where one has everything.
func gini(sorted []int64) int64 {
	var sum, ranked int64
	n := int64(len(sorted))
	for i, v := range sorted {
		sum += v
		ranked += (2*int64(i) + 1 - n) * v
	}
	if sum == 0 {
		return 0
	}
	return ranked * 1000 / n / sum
}

// concentration is the mean Gini coefficient of look-ups over the persons of an
// account, in thousandths, of accounts with a hundred persons or more.
func concentration(hs []*habit) (value, n int64, ok bool) {
	for _, h := range hs {
		if len(h.persons) < 100 {
			continue
		}
		var counts []int64
		for _, c := range h.persons {
			counts = append(counts, c)
		}
		slices.Sort(counts)
		value += gini(counts)
		n++
	}
	if n == 0 {
		return 0, 0, false
	}
	return value / n, n, true
}

// inequality is the Gini coefficient of the accounts' look-ups a working day.
func inequality(hs []*habit) (value, n int64, ok bool) {
	all := gather(hs, workload)
	return gini(all), int64(len(all)), len(all) > 1
}

// workload is an account's mean look-ups a working day with look-ups, in
// thousandths.
func workload(h *habit) []int64 {
	if h.busy.whole == 0 {
		return nil
	}
	return []int64{h.busy.in(1000)}
}

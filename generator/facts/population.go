package facts

import "sync"

// AgeCount is the population of one year of age on 1 January 2022.
type AgeCount struct{ Men, Women int }

// LastAge is the open last year of age: it counts that age and over.
const LastAge = 99

// Ages returns the population of France by completed years of age, 0 to 98 and
// 99 and over, on 1 January 2022 (Insee, population pyramid).
func Ages() []AgeCount { return ages() }

var ages = sync.OnceValue(func() []AgeCount {
	rows := lines("population.tsv")
	out := make([]AgeCount, len(rows))
	for i, f := range rows {
		out[i] = AgeCount{Men: number(f[1]), Women: number(f[2])}
	}
	return out
})

// BirthMonths is the share of a year's births in each month, in ten-thousandths:
// mean of 2015 to 2020 weighted by month length, computed from Insee's mean
// daily births by month.
var BirthMonths = [12]uint64{838, 751, 804, 783, 847, 836, 893, 874, 855, 872, 819, 826}

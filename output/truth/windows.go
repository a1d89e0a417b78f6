package truth

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/breachsim/breachsim/generator/event"
)

// WindowsPath is where the windows of the campaigns lie, in the form of the
// Numenta Anomaly Benchmark (https://github.com/numenta/NAB,
// labels/combined_windows.json).
const WindowsPath = "truth/combined_windows.json"

// windowLayout is NAB's, in UTC.
const windowLayout = "2006-01-02 15:04:05.000000"

// Windows tells for each series when it was under attack: accounts
// (account/ID), addresses (ip/ADDRESS) and campaigns (campaign/ID), from the
// first event of the campaign to the last. Windows of one series that overlap
// are one. A window never begins before there is something to see.
func Windows(cat *event.Catalog, j *event.Journal) ([]byte, error) {
	all := map[string][][2]int64{}
	add := func(series string, from, to int64) {
		if from > 0 {
			all[series] = append(all[series], [2]int64{from, max(from, to)})
		}
	}
	for i := range j.Accounts {
		a := &j.Accounts[i]
		add("account/"+cat.Accounts[a.Account].ID, a.First, a.Last)
		add("campaign/"+cat.Campaigns[a.Campaign-1], a.First, a.Last)
	}
	for i := range j.Addresses {
		a := &j.Addresses[i]
		add("ip/"+a.Addr.String(), a.First, a.Last)
	}
	out := map[string][][2]string{}
	for _, series := range slices.Sorted(maps.Keys(all)) {
		for _, w := range united(all[series]) {
			out[series] = append(out[series], [2]string{windowTime(w[0]), windowTime(w[1])})
		}
	}
	b, err := json.MarshalIndent(out, "", "  ")
	return append(b, '\n'), err
}

// united joins windows that overlap and puts them in order.
func united(list [][2]int64) (out [][2]int64) {
	slices.SortFunc(list, func(a, b [2]int64) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	for _, w := range list {
		if n := len(out); n > 0 && w[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], w[1])
		} else {
			out = append(out, w)
		}
	}
	return out
}

func windowTime(ts int64) string { return time.UnixMicro(ts).UTC().Format(windowLayout) }

package generator

import "time"

// Begins returns when campaign n, in the order of the scenario, first looks up
// an entry of its list; the zero time where it never does, or where the plan has
// no campaigns.
func (p *Plan) Begins(n int) time.Time {
	if p.options.WithoutCampaigns {
		return time.Time{}
	}
	if ts := p.actors.Begins(n); ts != 0 {
		return time.UnixMicro(ts).In(p.scenario.Time.Location)
	}
	return time.Time{}
}

// Exposed returns how many persons campaign n has got before each of the
// instants, without making a line. It goes through the campaign's whole list:
// about a microsecond an entry.
func (p *Plan) Exposed(n int, before ...time.Time) []int64 {
	if p.options.WithoutCampaigns {
		return make([]int64, len(before))
	}
	at := make([]int64, len(before))
	for i, t := range before {
		at[i] = t.UnixMicro()
	}
	return p.actors.Exposed(n, at)
}

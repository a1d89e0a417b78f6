package conform

import (
	"fmt"
	"slices"
)

// answers holds what the truth tells of bans and resets against the log, and what a
// detection triggers against its alerts: nothing comes without an alert before it.
func (c *Checker) answers() {
	byRule, alerts := map[string]bool{}, map[string]bool{}
	for i := range c.sc.Controls {
		byRule[c.sc.Controls[i].ID] = c.sc.Controls[i].ByRule()
	}
	var unlike, untold flaws
	for i, r := range c.period.responses {
		where := func() string { return fmt.Sprintf("truth/responses.jsonl:%d", i+1) }
		id, times := string(r.Control), c.facts.reset[string(r.Account)]
		switch r.Action {
		case "alert":
			alerts[id], alerts[id+"/"+string(r.Account)] = true, true
			continue
		case "ip_ban":
			times = c.facts.banned[string(r.IP)]
		case "password_reset_forced":
		default:
			continue
		}
		unlike.want(slices.ContainsFunc(times, func(ts int64) bool { return near(ts, r.TS) }), where)
		if byRule[id] {
			if r.Account != "" {
				id += "/" + string(r.Account)
			}
			untold.want(alerts[id], where)
		}
	}
	c.none("responses unlike the log", unlike)
	c.none("bans and resets without an alert", untold)
}

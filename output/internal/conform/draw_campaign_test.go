package conform_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// plot is a campaign as it is being drawn.
type plot struct {
	accounts, exposed int
	lookUps           int // about so many
	from, to          time.Time
	theft             bool
}

func (p *pen) campaigns() string {
	n := p.of("1 1 2 2 3")
	var out []string
	for i := range int(n[0] - '0') {
		out = append(out, p.campaign(i))
	}
	return strings.Join(out, "\n")
}

// moment draws a minute of the time between two.
func (p *pen) moment(from, to time.Time) time.Time {
	return from.Add(time.Duration(p.Int64N(int64(to.Sub(from)/time.Minute))) * time.Minute)
}

func stampOf(t time.Time) string { return t.Format(time.RFC3339) }

func (p *pen) campaign(i int) string {
	c := &plot{accounts: p.between(1, 12)}
	if p.chance(30) {
		c.accounts = p.between(13, 30)
	}
	c.from = p.moment(p.start.AddDate(0, 0, 2), p.end.AddDate(0, 0, -1))
	c.to = p.moment(c.from.Add(5*time.Hour), p.end.Add(time.Minute))
	if p.chance(20) {
		c.to = p.end.Add(-2 * time.Hour)
	}
	c.exposed = c.accounts*6 + p.between(1, 1500)
	hit := p.of("1 1 0.97 0.9 0.8 0.5 0.2")
	if hit == "0.2" {
		c.exposed = min(c.exposed, 300)
	}
	c.lookUps = c.exposed * map[string]int{"0.5": 2, "0.2": 5}[hit]
	c.lookUps = max(c.lookUps, c.exposed)
	keys := []string{
		fmt.Sprintf("id: c%d", i+1), fmt.Sprintf("window: {start: %s, stop: %s}", stampOf(c.from), stampOf(c.to)),
		"access: " + p.access(c), "targets: " + p.targets(c, hit), "pacing: " + p.pacing(c), p.origin(c),
		"client: " + p.client(c), "on_response: " + p.reactions(c),
	}
	if c.theft {
		keys = append(keys, "co_use: owner_active")
	} else if p.chance(30) {
		keys = append(keys, "co_use: idle")
	}
	return "  - " + strings.Join(keys, "\n    ")
}

func (p *pen) access(c *plot) string {
	in := []string{fmt.Sprintf("accounts: %d", c.accounts)}
	switch p.IntN(10) {
	case 0:
		c.theft, p.stolen = true, true
		in = append(in, "acquire: {session_theft: 1}")
	case 1:
		c.theft, p.stolen = true, true
		in = append(in, "acquire: {session_theft: 0.4, credential_replay: 0.4, insider: 0.2}")
	case 2, 3:
		in = append(in, "acquire: {mailbox_reset: 0.5, credential_replay: 0.5}")
	case 4:
		in = append(in, "acquire: {insider: 1}")
	case 5:
		in = append(in, "acquire: {mailbox_reset: 0.5, insider: 0.2, dormant_account: 0.2, self_registration: 0.1}")
	case 6:
		in = append(in, "acquire: {mailbox_reset: 1}")
	}
	if p.chance(50) {
		in = append(in, fmt.Sprintf("validate: {lead: %dh, lookups: %d}", p.between(1, 40), p.between(1, 5)))
	}
	if p.chance(20) && c.accounts <= 10 {
		in = append(in, fmt.Sprintf("profiles: {gp: %d}", c.accounts))
	}
	return flow(in)
}

func (p *pen) targets(c *plot, hit string) string {
	in := []string{fmt.Sprintf("exposed: %d", c.exposed), "hit_rate: " + hit}
	order := p.of("sorted random region household enumeration")
	in = append(in, "order: "+order)
	if order != "enumeration" && p.chance(25) {
		in = append(in, "region_match: "+p.of("0.3 0.8 1"))
	}
	if p.chance(15) {
		in = append(in, "skip_canaries: "+p.of("0 0.5 1"))
	}
	return flow(in)
}

func (p *pen) pacing(c *plot) string {
	shape := p.of("constant poisson lognormal burst diurnal owner_mimic")
	in := []string{"shape: " + shape}
	if shape == "constant" && p.chance(40) {
		in = append(in, "jitter: "+p.of("0.1 0.3 0.5"))
	}
	if shape != "constant" && shape != "poisson" && p.chance(40) {
		in = append(in, "think_time: "+p.of(`"lognormal(median=25s,sigma=0.9)" "exponential(mean=40s)" "normal(mean=5s,sd=1s)" "constant(3s)"`))
	}
	if shape == "owner_mimic" && c.exposed%3 == 0 { // drawn already, so that the rest stays as it was
		in = append(in, fmt.Sprintf("visit: %d", 1+c.exposed%7))
	}
	if p.chance(50) {
		in = append(in, "active_hours: "+p.of("all office owner"))
	}
	hours := int(c.to.Sub(c.from) / time.Hour)
	days := hours/24 + 1
	each := c.lookUps/c.accounts + 1
	if p.chance(20) {
		in = append(in, "rate: "+p.rate(c, hours, days, each))
	}
	if p.chance(20) {
		in = append(in, fmt.Sprintf("ramp: %dh", p.between(1, hours)))
	}
	if p.chance(30) {
		in = append(in, fmt.Sprintf("concurrency: %d", p.between(1, c.accounts)))
	}
	if p.chance(25) {
		in = append(in, fmt.Sprintf("max_per_account_day: %d", each/days*p.between(2, 12)+p.between(10, 200)))
	}
	return flow(append(in, p.bound(c)...))
}

// bound draws one from numbers of its own, so that the rest of the world stays as it was.
func (p *pen) bound(c *plot) []string {
	own := rand.New(rand.NewPCG(uint64(c.exposed), uint64(c.accounts)))
	if c.theft || own.IntN(4) > 0 {
		return nil
	}
	return []string{"at_most: " + []string{"60/20m", "9/2m", "20/1h", "300/1d", "49/10m"}[own.IntN(5)]}
}

// rate draws one with which the list can be done in the window, or nearly.
func (p *pen) rate(c *plot, hours, days, each int) string {
	more := p.between(2, 12)
	switch p.IntN(3) {
	case 0:
		return fmt.Sprintf("%.4f/s", float64(c.lookUps*more+1)/float64(hours*3600))
	case 1:
		return fmt.Sprintf("%d/d", each/days*more+1)
	}
	return p.of("3 20 60 200") + "x"
}

// origin is where a campaign comes from, and how accounts and addresses turn.
func (p *pen) origin(c *plot) string {
	kind := p.of("datacentre datacentre vpn residential_proxy residential_proxy mobile_cgnat tor owner_host")
	net, turn := []string{"kind: " + kind}, []string{"accounts: " + p.of("parallel parallel sequential least_recent burn")}
	if kind != "owner_host" {
		net = append(net, fmt.Sprintf("pool: %d", p.between(c.accounts+1, 200)))
		country := "[FR]"
		if kind != "mobile_cgnat" && p.chance(40) {
			country = p.of("[FR] [NL,DE] [US] [GB,PL,RO]")
			net = append(net, "country: "+country)
		}
		if p.chance(15) {
			net = append(net, "ip_reuse: "+p.of("1 4.5 50"))
		}
		if (kind == "residential_proxy" || kind == "mobile_cgnat") && p.chance(40) {
			if match := p.of("0.2 0.85 1"); country == "[FR]" {
				net = append(net, "region_match: "+match)
				if match == "1" && kind == "residential_proxy" {
					net = append(net, "provider_match: 0.7")
				}
			}
		}
		ip := p.of("per_account never sticky per_request")
		turn = append(turn, "ip: "+ip)
		if (ip == "per_account" || ip == "sticky") && p.chance(50) {
			turn = append(turn, "ip_lifetime: "+p.of("10m 1h 6h 2d"))
		}
	}
	if p.chance(15) {
		turn = append(turn, "duty_cycle: "+p.of("0.5 0.8"))
	}
	return "network: " + flow(net) + "\n    rotation: " + flow(turn)
}

func (p *pen) client(c *plot) string {
	agent := p.of("library fixed owner_clone pool")
	tls := "library browser mismatch"
	if agent == "library" {
		tls = "library browser"
	}
	in := []string{"user_agent: " + agent, "tls: " + p.of(tls), "static_assets: " + p.of("true false"), "navigation: " + p.of("api_only full_flow")}
	if p.chance(12) {
		p.stolen = true
		in = append(in, "blend: "+p.of("0.1 0.5 0.9"))
	}
	return flow(in)
}

// reactions draws moves, most of them sensible; a thief of sessions and who
// covers its look-ups cannot heed misses.
func (p *pen) reactions(c *plot) string {
	var in []string
	add := func(percent int, key, moves string) {
		if p.chance(percent) {
			in = append(in, key+": "+strings.ReplaceAll(p.of(moves), "_:", ": "))
		}
	}
	if !p.stolen {
		add(20, "not_found", "stop backoff halve_rate rotate_ip rotate_account drop_account")
	}
	add(40, `"429"`, "next stop backoff halve_rate rotate_ip rotate_account drop_account")
	add(40, `"403"`, "next stop backoff halve_rate rotate_ip rotate_account drop_account")
	add(40, "captcha", "next stop backoff halve_rate rotate_ip rotate_account drop_account {solve_:0.5} {solve_:1,delay_:2s}")
	add(40, "step_up", "next stop backoff halve_rate rotate_ip rotate_account drop_account {solve_:0.6}")
	add(40, "account_reset", "next stop backoff rotate_account drop_account {reacquire_:1,delay_:5h} {reacquire_:0.4,delay_:1d}")
	add(40, "service_closed", "next stop backoff switch_endpoint")
	add(40, "slow_answers", "next stop backoff halve_rate rotate_ip rotate_account drop_account")
	return flow(in)
}

package conform_test

import (
	"fmt"
	"strings"
)

// controls draws none to three; none that judges the log where a campaign's
// sessions are stolen or its look-ups covered.
func (p *pen) controls() string {
	n := p.IntN(4)
	if n == 0 {
		return "  []"
	}
	var out []string
	canaries, forced := false, false
	for range n {
		kinds := "analyst analyst policy close detect_analyst detect_ban rate_limit captcha step_up tarpit detect_gate canary ip_ban"
		if p.stolen {
			kinds = "analyst analyst policy ip_ban"
		}
		kind := p.of(kinds)
		if kind == "canary" && canaries {
			kind = "analyst"
		}
		if kind == "policy" && forced {
			kind = "ip_ban"
		}
		canaries, forced = canaries || kind == "canary", forced || kind == "policy"
		out = append(out, "  - "+flow(p.control(kind)))
	}
	return strings.Join(out, "\n")
}

func (p *pen) control(kind string) []string {
	at := "at: " + stampOf(p.moment(p.start.AddDate(0, 0, 1), p.end))
	maybe := func(percent int, texts ...string) []string {
		if p.chance(percent) {
			return texts
		}
		return nil
	}
	lasts := maybe(40, "duration: "+p.of("15m 2h 1d 2d"))
	switch kind {
	case "analyst":
		return append([]string{"type: analyst", at, "action: " + p.of("[ip_ban,account_reset] [ip_ban] [account_reset]")}, lasts...)
	case "ip_ban":
		return append([]string{"type: ip_ban", at, "action: [ip_ban]"}, lasts...)
	case "policy":
		return []string{"type: policy", at, "action: [force_password_change]"}
	case "close":
		return []string{"type: policy", at, "action: [close_service]", "duration: " + p.of("3h 1d 3d")}
	case "detect_analyst":
		return append([]string{"type: analyst", "detect: " + p.detect(), "action: " + p.of("[ip_ban,account_reset] [ip_ban] [account_reset]")}, append(lasts, maybe(30, at)...)...)
	case "detect_ban":
		return append([]string{"type: ip_ban", "detect: " + p.detect(), "action: [ip_ban]"}, lasts...)
	case "canary":
		return append([]string{"type: canary", fmt.Sprintf("count: %d", p.between(5, 400)), fmt.Sprintf("detect: {delay: %dm}", p.between(0, 300)),
			"action: " + p.of("[alert] [alert,ip_ban] [account_reset] [challenge] [step_up] [tarpit] [decoy] [alert,ip_ban,account_reset]")}, lasts...)
	case "rate_limit":
		return append(append([]string{"type: rate_limit", `action: ["429"]`}, p.standing()...), append(lasts, maybe(30, at)...)...)
	}
	gate := p.of("captcha step_up tarpit")
	if kind != "detect_gate" {
		gate = kind
	}
	action := map[string]string{"captcha": "[challenge]", "step_up": "[step_up]", "tarpit": p.of("[tarpit] [decoy] [tarpit,decoy]")}[gate]
	in := append([]string{"type: " + gate, "action: " + action}, append(lasts, maybe(30, at)...)...)
	if kind == "detect_gate" {
		return append(in, "detect: "+p.detect())
	}
	return append(in, p.standing()...)
}

func (p *pen) standing() []string {
	in := []string{"scope: " + p.of("ip session account"), "threshold: " + p.of("10/10m 20/5m 60/1h 150/1d 5/1m")}
	if p.chance(30) {
		in = append(in, "false_alarms: "+p.of("0 0.01 0.05"))
	}
	return in
}

func (p *pen) detect() string {
	what := "rule: " + p.of("R1 R2 R3 R4 R5 R9")
	if p.chance(40) {
		what = "threshold: " + p.of("15/1h 60/1d 150/2d 300/7d")
	}
	return fmt.Sprintf("{%s, delay: %s}", what, p.of("0s 10m 2h 6h"))
}

package scenarios

import (
	"time"

	"breachsim/scenarios/internal/schema"
)

func buildCampaign(r *schema.Record) Campaign {
	access, targets := r.Group("access"), r.Group("targets")
	k := Campaign{
		ID:     schema.Get[string](r, "id"),
		Window: Span{From: schema.Get[time.Time](r, "window", "start"), To: schema.Get[time.Time](r, "window", "stop")},
		CoUse:  schema.Get[CoUse](r, "co_use"),
		Access: AccountAccess{
			Techniques: schema.List[string](access, "technique"),
			Accounts:   access.Count("accounts"),
			Profiles:   profileAsks(access.Group("profiles")),
			Acquire:    acquireMix(access.Group("acquire")),
			Validate:   Validate{Lead: schema.Get[Micros](access, "validate", "lead"), LookUps: access.Count("validate", "lookups")},
		},
		Targets: Targets{
			Exposed: targets.Count("exposed"), Order: schema.Get[Order](targets, "order"),
			HitRate: schema.Get[Share](targets, "hit_rate"), RegionMatch: schema.Get[Share](targets, "region_match"), Wary: schema.Get[Share](targets, "skip_canaries"),
		},
		Pacing:     buildPacing(r.Group("pacing")),
		Rotation:   buildRotation(r.Group("rotation")),
		Network:    buildNetwork(r.Group("network")),
		Client:     buildClient(r.Group("client")),
		OnResponse: buildReactions(r.Group("on_response")),
	}
	if k.Pacing.Concurrency == 0 {
		k.Pacing.Concurrency = atOnce(k.Rotation.Accounts, k.Access.Accounts)
	}
	return k
}

// atOnce is how many accounts work at once unless a scenario says it: all, half
// of them where they take turns, one where they come one after the other.
func atOnce(turns AccountRotation, accounts int) int {
	switch turns {
	case Sequential, Burn:
		return 1
	case LeastRecent:
		return (accounts + 1) / 2
	}
	return accounts
}

func buildPacing(r *schema.Record) Pacing {
	return Pacing{
		Shape: schema.Get[Shape](r, "shape"), Rate: schema.Get[Rate](r, "rate"), Jitter: schema.Get[Share](r, "jitter"),
		Hours: schema.Get[Hours](r, "active_hours"), Ramp: schema.Get[Micros](r, "ramp"),
		ThinkTime:   schema.Get[Distribution](r, "think_time"),
		Concurrency: r.Count("concurrency"), MaxPerDay: r.Count("max_per_account_day"),
		Shares: schema.Get[Shares](r, "shares"),
	}
}

func buildRotation(r *schema.Record) Rotation {
	rot := Rotation{
		Accounts: schema.Get[AccountRotation](r, "accounts"), IP: schema.Get[AddressRotation](r, "ip"),
		IPLifetime: schema.Get[Micros](r, "ip_lifetime"), DutyCycle: one,
	}
	if s, ok := schema.Value[Share](r, "duty_cycle"); ok {
		rot.DutyCycle = s
	}
	return rot
}

func buildNetwork(r *schema.Record) Network {
	return Network{
		Kind: schema.Get[NetworkKind](r, "kind"), Countries: schema.List[string](r, "country"), Pool: r.Count("pool"),
		Reuse: schema.Get[Share](r, "ip_reuse"), Region: schema.Get[Share](r, "region_match"),
	}
}

func buildClient(r *schema.Record) Client {
	return Client{
		UserAgent: schema.Get[UserAgent](r, "user_agent"), TLS: schema.Get[TLS](r, "tls"),
		StaticAssets: schema.Get[bool](r, "static_assets"), FullFlow: schema.Get[bool](r, "navigation"), Blend: schema.Get[Share](r, "blend"),
	}
}

// replies names the answers a campaign reacts to, in canonical order.
func replies() []schema.EnumWord {
	return []schema.EnumWord{
		word("not_found", OnNotFound, ""), word("429", On429, ""), word("403", On403, ""), word("captcha", OnCaptcha, ""),
		word("step_up", OnStepUp, ""), word("account_reset", OnAccountReset, ""), word("service_closed", OnServiceClosed, ""), word("slow_answers", OnSlowAnswers, ""),
	}
}

func buildReactions(r *schema.Record) (all []Reaction) {
	for _, reply := range replies() {
		if move, ok := schema.Value[Move](r, reply.Name); ok {
			all = append(all, Reaction{On: reply.Value.(Reply), Move: move})
		} else if d := r.Group(reply.Name); d != nil {
			x := Reaction{On: reply.Value.(Reply), Move: Solve, Share: schema.Get[Share](d, "solve"), Delay: schema.Get[Micros](d, "delay")}
			if again, ok := schema.Value[Share](d, "reacquire"); ok {
				x.Move, x.Share = Reacquire, again
			}
			all = append(all, x)
		}
	}
	return all
}

package scenarios

func buildCampaign(c clock, r *record) Campaign {
	access, targets := r.group("access"), r.group("targets")
	k := Campaign{
		ID:     get[string](r, "id"),
		Window: Span{From: c.get(r, "window", "start"), To: c.get(r, "window", "stop")},
		CoUse:  get[CoUse](r, "co_use"),
		Access: AccountAccess{
			Techniques: words[string](access, "technique"),
			Accounts:   access.count("accounts"),
			Profiles:   profileAsks(access.group("profiles")),
			Acquire:    acquireMix(access.group("acquire")),
			Validate:   Validate{Lead: get[Micros](access, "validate", "lead"), LookUps: access.count("validate", "lookups")},
		},
		Targets: Targets{
			Exposed: targets.count("exposed"), Order: get[Order](targets, "order"),
			HitRate: get[Share](targets, "hit_rate"), RegionMatch: get[Share](targets, "region_match"), Wary: get[Share](targets, "skip_canaries"),
		},
		Pacing:     buildPacing(r.group("pacing")),
		Rotation:   buildRotation(r.group("rotation")),
		Network:    buildNetwork(r.group("network")),
		Client:     buildClient(r.group("client")),
		OnResponse: buildReactions(r.group("on_response")),
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

func buildPacing(r *record) Pacing {
	return Pacing{
		Shape: get[Shape](r, "shape"), Rate: get[Rate](r, "rate"), Jitter: get[Share](r, "jitter"),
		Hours: get[Hours](r, "active_hours"), Ramp: get[Micros](r, "ramp"),
		ThinkTime:   get[Distribution](r, "think_time"),
		Concurrency: r.count("concurrency"), MaxPerDay: r.count("max_per_account_day"),
		Shares: get[Shares](r, "shares"),
	}
}

func buildRotation(r *record) Rotation {
	rot := Rotation{
		Accounts: get[AccountRotation](r, "accounts"), IP: get[AddressRotation](r, "ip"),
		IPLifetime: get[Micros](r, "ip_lifetime"), DutyCycle: one,
	}
	if s, ok := value[Share](r, "duty_cycle"); ok {
		rot.DutyCycle = s
	}
	return rot
}

func buildNetwork(r *record) Network {
	return Network{
		Kind: get[NetworkKind](r, "kind"), Countries: words[string](r, "country"), Pool: r.count("pool"),
		Reuse: get[Share](r, "ip_reuse"), Region: get[Share](r, "region_match"),
	}
}

func buildClient(r *record) Client {
	return Client{
		UserAgent: get[UserAgent](r, "user_agent"), TLS: get[TLS](r, "tls"),
		StaticAssets: get[bool](r, "static_assets"), FullFlow: get[bool](r, "navigation"), Blend: get[Share](r, "blend"),
	}
}

// replies names the answers a campaign reacts to, in canonical order.
func replies() []enumValue {
	return []enumValue{
		{"not_found", OnNotFound, ""}, {"429", On429, ""}, {"403", On403, ""}, {"captcha", OnCaptcha, ""},
		{"step_up", OnStepUp, ""}, {"account_reset", OnAccountReset, ""}, {"service_closed", OnServiceClosed, ""}, {"slow_answers", OnSlowAnswers, ""},
	}
}

func buildReactions(r *record) (all []Reaction) {
	for _, reply := range replies() {
		if move, ok := value[Move](r, reply.name); ok {
			all = append(all, Reaction{On: reply.value.(Reply), Move: move})
		} else if d := r.group(reply.name); d != nil {
			x := Reaction{On: reply.value.(Reply), Move: Solve, Share: get[Share](d, "solve"), Delay: get[Micros](d, "delay")}
			if again, ok := value[Share](d, "reacquire"); ok {
				x.Move, x.Share = Reacquire, again
			}
			all = append(all, x)
		}
	}
	return all
}

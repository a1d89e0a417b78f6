package scenarios

// unsupported lists every key, and every value as key=value, of the language
// whose behaviour is not built yet, with what to write instead (empty for a
// value: one of the supported ones). They are in the JSON Schema and in the
// README, and a file that uses one is refused: nothing is ever ignored. To
// switch a part of the language on, remove its line.
func unsupported() map[string]string {
	return map[string]string{
		"matrix": "remove it and give the values one run at a time with --set",

		"time.warmup": "remove it and begin time.start earlier",

		"campaigns[].co_use=same_session": "",

		"campaigns[].access.acquire.session_theft":     "use credential_replay or mailbox_reset",
		"campaigns[].access.acquire.dormant_account":   "use credential_replay or mailbox_reset",
		"campaigns[].access.acquire.self_registration": "use credential_replay or mailbox_reset",
		"campaigns[].access.acquire.insider":           "use credential_replay or mailbox_reset",

		"campaigns[].targets.skip_canaries": "remove it: there are no canaries yet",

		"campaigns[].rotation.ip=sticky":      "",
		"campaigns[].rotation.ip=per_request": "",

		"campaigns[].network.kind=residential_proxy": "",
		"campaigns[].network.kind=mobile_cgnat":      "",
		"campaigns[].network.kind=tor":               "",
		"campaigns[].network.kind=owner_host":        "",
		"campaigns[].network.ip_reuse":               "remove it",
		"campaigns[].network.region_match":           "remove it",

		"campaigns[].client.user_agent=owner_clone": "",
		"campaigns[].client.user_agent=pool":        "",
		"campaigns[].client.tls=mismatch":           "",
		"campaigns[].client.blend":                  "remove it",

		"campaigns[].on_response.not_found=stop":                "",
		"campaigns[].on_response.not_found=backoff":             "",
		"campaigns[].on_response.not_found=halve_rate":          "",
		"campaigns[].on_response.not_found=rotate_ip":           "",
		"campaigns[].on_response.not_found=rotate_account":      "",
		"campaigns[].on_response.not_found=drop_account":        "",
		"campaigns[].on_response.not_found=switch_endpoint":     "",
		"campaigns[].on_response.not_found=(mapping)":           "write next",
		"campaigns[].on_response.429=next":                      "",
		"campaigns[].on_response.429=stop":                      "",
		"campaigns[].on_response.429=halve_rate":                "",
		"campaigns[].on_response.429=rotate_ip":                 "",
		"campaigns[].on_response.429=rotate_account":            "",
		"campaigns[].on_response.429=drop_account":              "",
		"campaigns[].on_response.429=switch_endpoint":           "",
		"campaigns[].on_response.429=(mapping)":                 "write backoff",
		"campaigns[].on_response.403=next":                      "",
		"campaigns[].on_response.403=backoff":                   "",
		"campaigns[].on_response.403=halve_rate":                "",
		"campaigns[].on_response.403=rotate_account":            "",
		"campaigns[].on_response.403=switch_endpoint":           "",
		"campaigns[].on_response.403=(mapping)":                 "write rotate_ip, drop_account or stop",
		"campaigns[].on_response.account_reset=next":            "",
		"campaigns[].on_response.account_reset=backoff":         "",
		"campaigns[].on_response.account_reset=halve_rate":      "",
		"campaigns[].on_response.account_reset=rotate_ip":       "",
		"campaigns[].on_response.account_reset=rotate_account":  "",
		"campaigns[].on_response.account_reset=switch_endpoint": "",
		"campaigns[].on_response.account_reset=(mapping)":       "write drop_account or stop",
		"campaigns[].on_response.captcha":                       "remove it: no control asks for one yet",
		"campaigns[].on_response.step_up":                       "remove it: no control asks for one yet",
		"campaigns[].on_response.service_closed":                "remove it: the service does not close yet",

		"controls[].type=rate_limit":    "",
		"controls[].type=captcha":       "",
		"controls[].type=step_up":       "",
		"controls[].type=ip_ban":        "write type: analyst with action: [ip_ban]",
		"controls[].type=tarpit":        "",
		"controls[].type=canary":        "",
		"controls[].scope":              "remove it",
		"controls[].threshold":          "remove it and give the time of the control with at",
		"controls[].count":              "remove it",
		"controls[].detect":             "remove it and give the time of the control with at",
		"controls[].duration":           "remove it: bans and resets last",
		"controls[].action[]=429":       "",
		"controls[].action[]=challenge": "",
		"controls[].action[]=step_up":   "",
		"controls[].action[]=tarpit":    "",
		"controls[].action[]=alert":     "",
	}
}

// builtCountries are the countries that the calendar and the benign users
// know; networkCountries those that the network table has addresses in.
func builtCountries() []string { return []string{"FR"} }

func networkCountries() []string {
	return []string{"FR", "NL", "DE", "GB", "BE", "ES", "IT", "CH", "LU", "RO", "PL", "US"}
}

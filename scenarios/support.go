package scenarios

// unsupported lists every key, and every value as key=value, of the language
// whose behaviour is not built yet, with what to write instead (empty for a
// value: one of the supported ones). They are in the JSON Schema and in the
// README, and a file that uses one is refused: nothing is ever ignored. To
// switch a part of the language on, remove its line.
func unsupported() map[string]string {
	return map[string]string{
		"time.warmup": "remove it and begin time.start earlier",

		"campaigns[].targets.skip_canaries": "remove it: there are no canaries yet",

		"campaigns[].on_response.not_found=stop":                "",
		"campaigns[].on_response.not_found=backoff":             "",
		"campaigns[].on_response.not_found=halve_rate":          "",
		"campaigns[].on_response.not_found=rotate_ip":           "",
		"campaigns[].on_response.not_found=rotate_account":      "",
		"campaigns[].on_response.not_found=drop_account":        "",
		"campaigns[].on_response.not_found=switch_endpoint":     "",
		"campaigns[].on_response.429=switch_endpoint":           "",
		"campaigns[].on_response.403=switch_endpoint":           "",
		"campaigns[].on_response.account_reset=next":            "",
		"campaigns[].on_response.account_reset=backoff":         "",
		"campaigns[].on_response.account_reset=halve_rate":      "",
		"campaigns[].on_response.account_reset=rotate_ip":       "",
		"campaigns[].on_response.account_reset=switch_endpoint": "",
		"campaigns[].on_response.captcha":                       "remove it: no control asks for one yet",
		"campaigns[].on_response.step_up":                       "remove it: no control asks for one yet",
		"campaigns[].on_response.service_closed":                "remove it: the service does not close yet",

		"controls[].type=captcha":       "",
		"controls[].type=step_up":       "",
		"controls[].type=tarpit":        "",
		"controls[].type=canary":        "",
		"controls[].count":              "remove it",
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

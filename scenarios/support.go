package scenarios

// unsupported lists every key, and every value as key=value, of the language
// whose behaviour is not built yet, with what to write instead (empty for a
// value: one of the supported ones). They are in the JSON Schema and in the
// README, and a file that uses one is refused: nothing is ever ignored. To
// switch a part of the language on, remove its line.
func unsupported() map[string]string {
	return map[string]string{}
}

// builtCountries are the countries that the calendar and the benign users
// know; networkCountries those that the network table has addresses in.
func builtCountries() []string { return []string{"FR"} }

func networkCountries() []string {
	return []string{"FR", "NL", "DE", "GB", "BE", "ES", "IT", "CH", "LU", "RO", "PL", "US"}
}

package truth

import "strings"

// pattern is a known way of attack: an entry of ATT&CK or of OWASP.
type pattern struct {
	id, name string
	tactics  []string // of ATT&CK Enterprise, as kill-chain phases
}

// techniques are the entries of MITRE ATT&CK Enterprise that scenarios of
// this kind use: https://attack.mitre.org. One that is not here keeps its id as
// its name.
func techniques() []pattern {
	return []pattern{
		{"T1078", "Valid Accounts", []string{"initial-access", "persistence", "privilege-escalation"}},
		{
			"T1078.004",
			"Valid Accounts: Cloud Accounts",
			[]string{"initial-access", "persistence", "privilege-escalation"},
		},
		{"T1090", "Proxy", []string{"command-and-control"}},
		{"T1090.002", "Proxy: External Proxy", []string{"command-and-control"}},
		{"T1090.003", "Proxy: Multi-hop Proxy", []string{"command-and-control"}},
		{"T1110", "Brute Force", []string{"credential-access"}},
		{"T1110.003", "Brute Force: Password Spraying", []string{"credential-access"}},
		{"T1110.004", "Brute Force: Credential Stuffing", []string{"credential-access"}},
		{"T1119", "Automated Collection", []string{"collection"}},
		{"T1136", "Create Account", []string{"persistence"}},
		{"T1199", "Trusted Relationship", []string{"initial-access"}},
		{"T1213", "Data from Information Repositories", []string{"collection"}},
		{"T1539", "Steal Web Session Cookie", []string{"credential-access"}},
		{"T1550.004", "Use Alternate Authentication Material: Web Session Cookie", []string{"lateral-movement"}},
		{"T1555", "Credentials from Password Stores", []string{"credential-access"}},
		{"T1566", "Phishing", []string{"initial-access"}},
		{"T1583.003", "Acquire Infrastructure: Virtual Private Server", []string{"resource-development"}},
		{"T1585", "Establish Accounts", []string{"resource-development"}},
		{"T1586", "Compromise Accounts", []string{"resource-development"}},
		{"T1586.002", "Compromise Accounts: Email Accounts", []string{"resource-development"}},
		{"T1589", "Gather Victim Identity Information", []string{"reconnaissance"}},
		{"T1589.001", "Gather Victim Identity Information: Credentials", []string{"reconnaissance"}},
		{"T1589.002", "Gather Victim Identity Information: Email Addresses", []string{"reconnaissance"}},
		{"T1590", "Gather Victim Network Information", []string{"reconnaissance"}},
		{"T1598", "Phishing for Information", []string{"reconnaissance"}},
	}
}

func attack(id string) object {
	p := pattern{id: id, name: id}
	for _, t := range techniques() {
		if t.id == id {
			p = t
		}
	}
	o := object{"name": p.name, "external_references": []object{
		{
			"source_name": "mitre-attack",
			"external_id": id,
			"url":         "https://attack.mitre.org/techniques/" + strings.ReplaceAll(id, ".", "/") + "/",
		},
	}}
	if len(p.tactics) > 0 {
		chain := make([]object, len(p.tactics))
		for i, t := range p.tactics {
			chain[i] = object{"kill_chain_name": "mitre-attack", "phase_name": t}
		}
		o["kill_chain_phases"] = chain
	}
	return o
}

const owaspURL = "https://owasp.org/www-project-automated-threats-to-web-applications/"

func automated(id, name, about string) object {
	return object{"name": name, "description": about, "external_references": []object{
		{"source_name": "owasp-oat", "external_id": id, "url": owaspURL},
	}}
}

// automatedThreats are the entries of OWASP's Automated Threats to Web
// Applications that fit the ways by which a campaign got its accounts. Scraping
// always does: it may use compromised accounts.
func automatedThreats(acquired map[string]bool) []object {
	scraping := automated(
		"OAT-011",
		"Scraping",
		"Look-ups by a program, one person after the other, with accounts that are allowed to look up.",
	)
	scraping["external_references"] = append(
		scraping["external_references"].([]object),
		object{
			"source_name": "owasp-api",
			"external_id": "API6:2023",
			"url": "https://owasp.org/API-Security/editions/2023/en/" +
				"0xa6-unrestricted-access-to-sensitive-business-flows/",
		},
	)
	list := []object{scraping}
	if acquired["credential_replay"] {
		list = append(
			list,
			automated("OAT-008", "Credential Stuffing", "Passwords known from elsewhere are tried on the portal."),
		)
	}
	if acquired["self_registration"] {
		list = append(list, automated("OAT-019", "Account Creation", "Accounts are opened to be misused."))
	}
	return list
}

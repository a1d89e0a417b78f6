package client

// Strange is a sort of programs that reach the portal and are nobody's browser.
type Strange uint8

// The sorts.
const (
	MonitorAgents  Strange = iota // uptime monitors
	CheckAgents                   // a load balancer's own checks
	CrawlerAgents                 // search engines
	ResearchAgents                // surveys of the internet
	ScannerAgents                 // tools that look for holes
	numStrange
)

// engine is what Chromium has said of itself since long before any scenario.
const engine = "AppleWebKit/537.36 (KHTML, like Gecko) "

// strangeAgents are the user agents of such programs. Tools that anybody may run have
// their own names; services that belong to somebody have invented ones at hosts that
// are nobody's (RFC 2606), in the form that such services use.
var strangeAgents = [numStrange][]string{
	MonitorAgents: {
		"Mozilla/5.0+(compatible; Sentinelle/2.0; https://sentinelle.example/)",
		"Veilleur.example_monitor_version_1.4_(https://veilleur.example/)",
	},
	CheckAgents: {"kube-probe/1.22"},
	CrawlerAgents: {
		"Mozilla/5.0 (compatible; Cherchebot/2.1; +https://cherchebot.example/aide)",
		"Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) " + engine +
			"Chrome/96.0.4664.110 Mobile Safari/537.36 (compatible; Cherchebot/2.1; +https://cherchebot.example/aide)",
		"Mozilla/5.0 (compatible; findbot/2.0; +https://findbot.example/about.htm)",
	},
	ResearchAgents: {
		"Mozilla/5.0 (compatible; NetCensus/1.1; +https://netcensus.example/about)",
		"Mozilla/5.0 zgrab/0.x",
		"Surveys of all addresses, for research; to be left out write to optout.example",
		"", "masscan/1.3 (https://portscan.example/masscan)",
	},
	ScannerAgents: {
		"", "Mozilla/5.0", "python-requests/2.27.1", "curl/7.58.0", "Go-http-client/1.1", "Mozilla/5.0 zgrab/0.x",
		"Mozilla/5.00 (Nikto/2.1.6) (Evasions:None)", "Fuzz Faster U Fool v1.3.1",
		"gobuster/3.1.0", "Wget/1.20.3 (linux-gnu)", "python-urllib3/1.26.8", "libwww-perl/6.43",
		"Mozilla/5.0 (X11; Linux x86_64) " + engine + "Chrome/79.0.3945.130 Safari/537.36",
		"Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1)",
		"Mozilla/5.0 (Windows NT 10.0; WOW64; rv:45.0) Gecko/20100101 Firefox/45.0",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_6) " + engine + "Chrome/52.0.2743.116 Safari/537.36",
		"Hello, world", "Mozlila/5.0 (Linux; Android 7.0; SM-G892A Bulid/NRD90M; wv)",
	},
}

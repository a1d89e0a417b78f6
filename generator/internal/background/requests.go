package background

import (
	"strings"

	"github.com/breachsim/breachsim/generator/event"
)

// answer is a request that no page of the portal makes, and how it is answered.
type answer struct {
	method, path string
	status       uint16
	bytes        uint32 // of the answer
	form         uint32 // of the request
	proxy        bool   // the proxy answers it without asking the portal
}

// Bytes of the pages of errors.
const (
	lostPage    = 1_306 // 404 of the portal
	badPage     = 150   // 400 and 405 of the proxy
	hugePage    = 176   // 413 of the proxy
	movedPage   = 162   // 301 of the proxy
	deniedPage  = 146   // 403 of the proxy
	brokenPage  = 1_164 // 500 of the portal
	limitedPage = 162   // 429 of the proxy
)

// The requests of robots and browsers that have a place of their own; 0 is none.
const (
	root  = 1 + iota
	plain // without encryption
	headRoot
	headSignIn
	check
	robots
	siteMap
	special // how many there are
)

var specials = [special]answer{
	root:       {method: "GET", path: "/", status: 302},
	plain:      {method: "GET", path: "/", status: 301, bytes: movedPage, proxy: true},
	headRoot:   {method: "HEAD", path: "/", status: 302},
	headSignIn: {method: "HEAD", path: "/connexion", status: 200},
	check:      {method: "GET", path: "/sante", status: 200, bytes: 15},
	robots:     {method: "GET", path: "/robots.txt", status: 200, bytes: 26, proxy: true},
	siteMap:    {method: "GET", path: "/sitemap.xml", status: 404, bytes: lostPage},
}

// mistyped are addresses that people type who have them by heart, nearly.
var mistyped = [...]string{
	"/conexion", "/connection", "/connexion/", "/Connexion", "/connexion.html", "/conexxion", "/connnexion",
	"/login", "/index.html", "/index.php", "/acceuil", "/accueil/", "/infopatients", "/info-patient",
	"/messagerie/", "/paiement", "/amelipro", "/ps", "/mot-de-passe", "/inscription", "/aide", "/contact",
	"/mentions-legales", "/accessibilite",
}

// odd are requests with methods that the portal does not take, or that are no HTTP:
// a greeting of RDP or SSH, or nothing, at the port of plain HTTP. Those of TLS are
// hellos.
var odd = [...]answer{
	{method: "OPTIONS", path: "/", status: 405, bytes: badPage},
	{method: "PROPFIND", path: "/", status: 405, bytes: badPage},
	{method: "TRACE", path: "/", status: 405, bytes: badPage, proxy: true},
	{method: "PUT", path: "/put.txt", status: 405, bytes: badPage},
	{method: "DELETE", path: "/put.txt", status: 405, bytes: badPage},
	{method: "CONNECT", path: "smtp.example:25", status: 400, bytes: badPage, proxy: true},
	{method: "GET", path: "http://proxycheck.example/", status: 400, bytes: badPage, proxy: true},
	{method: "POST", path: "/upload", status: 413, bytes: hugePage, form: 8_388_608, proxy: true},
	{method: "POST", path: "/connexion", status: 500, bytes: brokenPage, form: 1_904},
	{
		path:   `\x03\x00\x00/*\xE0\x00\x00\x00\x00\x00Cookie: mstshash=Administr`,
		status: 400, bytes: badPage, proxy: true,
	},
	{path: `SSH-2.0-Go`, status: 400, bytes: badPage, proxy: true},
	{path: `\x00\x00\x00\x00`, status: 400, bytes: badPage, proxy: true},
	{path: ``, status: 408, proxy: true},
	{path: ``, status: 400, proxy: true},
}

// probed are the paths that scanners look for, commonest first, as such lists have had
// them since 2021: settings left in the root, logs of version control, other people's
// programs and routers.
var probed = [...]string{
	"/.env", "/.git/config", "/wp-login.php", "/phpmyadmin/", "/xmlrpc.php", "/.env.bak", "/wp-admin/",
	"/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php", "/boaform/admin/formLogin", "/actuator/health",
	"/actuator/env", "/admin", "/administrator/", "/manager/html", "/.git/HEAD", "/.aws/credentials",
	"/config.json", "/phpinfo.php", "/info.php", "/phpMyAdmin/index.php", "/pma/", "/mysql/", "/dbadmin/",
	"/solr/", "/cgi-bin/.%2e/.%2e/.%2e/.%2e/bin/sh", "/cgi-bin/luci", "/cgi-bin/printenv",
	"/cgi-bin/status", "/HNAP1", "/owa/auth/logon.aspx", "/autodiscover/autodiscover.xml", "/remote/login",
	"/dana-na/auth/url_default/welcome.cgi", "/api/jsonws/invoke", "/_ignition/execute-solution",
	"/telescope/requests", "/.DS_Store", "/server-status", "/console/", "/druid/index.html", "/backup.zip",
	"/backup.sql", "/dump.sql", "/db.sql", "/www.zip", "/site.tar.gz", "/.svn/entries", "/.hg/hgrc",
	"/.ssh/id_rsa", "/.htpasswd", "/.vscode/sftp.json", "/sftp-config.json",
	"/wp-content/plugins/hello.php", "/wp-includes/wlwmanifest.xml", "/blog/wp-includes/wlwmanifest.xml",
	"/wordpress/wp-login.php", "/wp/wp-login.php", "/wp-json/wp/v2/users", "/wp-config.php.bak",
	"/joomla/", "/drupal/", "/magento_version", "/user/login", "/login.php", "/admin.php", "/admin/login",
	"/shell.php", "/c99.php", "/cmd.php", "/t.php", "/old/", "/new/", "/backup/", "/bak/", "/tmp/",
	"/temp/", "/dev/", "/staging/", "/api/", "/api/v1/users", "/api/swagger.json", "/swagger-ui.html",
	"/v2/_catalog", "/graphql", "/jenkins/login", "/hudson", "/nagios/", "/zabbix/", "/webmail/",
	"/roundcube/", "/cpanel", "/plesk", "/ReportServer",
	"/ecp/Current/exporttool/microsoft.exchange.ediscovery.exporttool.application", "/struts2-showcase/",
	"/?x=${jndi:ldap://probe.example/a}", "/.well-known/security.txt", "/ads.txt", "/humans.txt",
	"/crossdomain.xml", "/clientaccesspolicy.xml", "/web.config", "/appsettings.json",
	"/docker-compose.yml", "/Dockerfile", "/package.json", "/composer.json", "/Gemfile", "/yarn.lock",
	"/static/../.env", "/static/.git/config", "/infopatient/.env", "/connexion/.git/config", "/portal/",
	"/nmaplowercheck", "/sdk", "/evox/about", "/robots.txt.bak", "/id_rsa", "/credentials.json",
	"/secrets.yml", "/error.log", "/debug.log",
}

// posted are the paths of programs that are sent something, and how many bytes.
var posted = map[string]uint32{
	"/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php": 32, "/boaform/admin/formLogin": 41,
	"/api/jsonws/invoke": 412, "/_ignition/execute-solution": 286,
}

// Where the parts of the table of requests begin.
const (
	firstMistyped = special
	firstOdd      = firstMistyped + len(mistyped)
	firstProbed   = firstOdd + len(odd)
	firstHello    = firstProbed + len(probed)
	allRequests   = firstHello + len(hellos)*takes
)

// answers is the whole table; its places are those of Catalog.Requests.
var answers = func() (all [allRequests]answer) {
	copy(all[:], specials[:])
	for i, path := range mistyped {
		all[firstMistyped+i] = answer{method: "GET", path: path, status: 404, bytes: lostPage}
	}
	copy(all[firstOdd:], odd[:])
	for i, path := range probed {
		a := answer{method: "GET", path: path, status: 404, bytes: lostPage}
		if a.form = posted[path]; a.form > 0 {
			a.method = "POST"
		}
		switch {
		case strings.HasPrefix(path, "/?"): // the first page, whatever is behind it
			a.status, a.bytes = 302, 0
		case strings.Contains(path, "%2e%2e") || strings.Contains(path, "/.%2e"): // out of the root
			a.status, a.bytes, a.proxy = 400, badPage, true
		case strings.HasPrefix(path, "/.") && !strings.HasPrefix(path, "/.well-known/"): // hidden files
			a.status, a.bytes, a.proxy = 403, deniedPage, true
		}
		all[firstProbed+i] = a
	}
	for i := range len(hellos) * takes {
		all[firstHello+i] = answer{path: hellos[i/takes].said(i % takes), status: 400, bytes: badPage, proxy: true}
	}
	return all
}()

// Requests lists the requests as Catalog.Requests.
func Requests() []event.RequestText {
	out := make([]event.RequestText, len(answers))
	for i := range answers {
		out[i] = event.RequestText{Method: answers[i].method, Path: answers[i].path}
	}
	return out
}

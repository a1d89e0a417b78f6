package client

import (
	"slices"
	"strings"

	"github.com/breachsim/breachsim/generator/internal/socket"
)

// keptByLibrary are the libraries that keep a connection for the next request of
// themselves, without being asked to.
var keptByLibrary = []string{"Go-http-client", "okhttp", "Apache-HttpClient", "aiohttp"}

// Systems says of each user agent, as Catalog.UserAgents, how the machine of its
// program opens connections. Libraries run on servers with Linux (assumed). A browser
// needs one connection where the portal speaks HTTP/2 with it, several else.
func Systems() (out []socket.System) {
	for i, text := range Agents() {
		out = append(out, systemOf(text, HTTP2(uint16(i))))
	}
	return out
}

func systemOf(agent string, http2 bool) socket.System {
	s := socket.Linux
	switch {
	case strings.Contains(agent, "Windows NT"):
		s = socket.Windows
	case strings.Contains(agent, "Mac OS X"):
		s = socket.Apple
	}
	if s.Kept = strings.HasPrefix(agent, "Mozilla/"); s.Kept {
		if !http2 {
			s.Parallel = 2
		}
		return s
	}
	name, _, _ := strings.Cut(agent, "/")
	s.Kept = slices.Contains(keptByLibrary, name)
	return s
}

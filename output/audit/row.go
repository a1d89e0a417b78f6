package audit

import (
	"net/netip"
	"sync"
)

// field is a categorical column of the audit log, or one that follows from it.
type field uint8

// The columns.
const (
	fAction field = iota
	fOutcome
	fReason
	fAccount
	fProfession
	fOrg
	fAuth
	fIP
	fBlock // the /24 of an IPv4 address, the /48 of an IPv6 one
	fASN
	fASOrg
	fCountry
	fCity
	fAgent
	fClient
	fService
	fMethod
	fPath
	fStatus
	fDept
	fResult
	fHour // local
	numFields
)

// sym stands for a text of the logs; 0 is null.
type sym = uint32

// row is a line of the audit log with its label.
type row struct {
	ts                   int64 // microseconds since 1970 UTC
	id, session, request uint64
	person               uint64 // nir_ref, or a hash of the number in clear
	cat                  [numFields]sym
	lat, lon             float32
	port, status         int32
	req, resp, latency   int32
	persons              int32 // -1 = not a look-up
	line                 int32
	hour                 uint8 // local
	bad                  bool  // carries a number in clear that may be somebody's
	mark                 mark
}

// label is the class of an event.
type label uint8

// The labels. Collateral, policy and test events are neither positive nor
// negative: statistics of the two classes leave them out.
const (
	benign label = iota
	attack
	neutral
)

// mark is what the truth says of an event.
type mark struct {
	label    label
	scrape   bool // phase scrape: a look-up of the list
	campaign sym
}

// hit is a line of the access log with its label.
type hit struct {
	ts      int64 // whole second
	offset  int32
	line    int32
	status  int32
	bytes   int32
	ip      sym
	block   sym
	account sym
	method  sym
	path    sym
	agent   sym
	label   label
}

// symbols gives each text a number. One goroutine adds; any may ask for names.
type symbols struct {
	mu      sync.RWMutex
	names   []string
	byName  map[string]sym
	byAddr  map[netip.Addr][2]sym // address and block
	byID    map[uint64]sym        // clients
	byCount map[int64]sym
}

func newSymbols() *symbols {
	return &symbols{names: []string{""}, byName: map[string]sym{"": 0}, byAddr: map[netip.Addr][2]sym{{}: {}}, byID: map[uint64]sym{0: 0}, byCount: map[int64]sym{0: 0}}
}

func (s *symbols) of(name string) sym {
	if v, ok := s.byName[name]; ok {
		return v
	}
	v := s.fresh(name)
	s.byName[name] = v
	return v
}

func (s *symbols) fresh(name string) sym {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.names = append(s.names, name)
	return sym(len(s.names) - 1)
}

func (s *symbols) name(v sym) string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.names[v]
}

// addr numbers an address and its block.
func (s *symbols) addr(a netip.Addr) (ip, block sym) {
	if v, ok := s.byAddr[a]; ok {
		return v[0], v[1]
	}
	bits := 24
	if a.Is6() {
		bits = 48
	}
	p, _ := a.Prefix(bits) // the length fits the address
	v := [2]sym{s.of(a.String()), s.of(p.String())}
	s.byAddr[a] = v
	return v[0], v[1]
}

func (s *symbols) client(id uint64) sym {
	if v, ok := s.byID[id]; ok {
		return v
	}
	v := s.fresh(hex(id))
	s.byID[id] = v
	return v
}

func (s *symbols) number(n int64) sym {
	if v, ok := s.byCount[n]; ok {
		return v
	}
	v := s.fresh(decimal(n))
	s.byCount[n] = v
	return v
}

// memory holds the texts of an account's last event with their numbers: most
// events repeat them, and to compare is cheaper than to look up.
type memory struct {
	texts [7]string
	syms  [7]sym
}

// known numbers a text that an account most often repeats.
func (m *memory) known(s *symbols, i int, text string) sym {
	if m.texts[i] != text {
		m.texts[i], m.syms[i] = text, s.of(text)
	}
	return m.syms[i]
}

// words are the texts that checks ask for by name.
type words struct {
	login, logout, lookUp, use, resetRequest, reset, forced, ban, unban, unlock, factor sym
	success, failure                                                                    sym
	limited, badCredentials, banned, revoked, resetRequired, changeRequired             sym
	forgotten, expired, upstream, closed                                                sym
	found, notFound, badKey, noRights, lookUpError                                      sym
	password, home                                                                      sym
	infopatient                                                                         sym
}

func newWords(s *symbols) words {
	return words{
		login: s.of("login"), logout: s.of("logout"), lookUp: s.of("lookup"), use: s.of("service_use"),
		resetRequest: s.of("password_reset_request"), reset: s.of("password_reset"), forced: s.of("password_reset_forced"),
		ban: s.of("ip_ban"), unban: s.of("ip_unban"), limited: s.of("rate_limit"), unlock: s.of("account_unlock"), factor: s.of("mfa_challenge"), success: s.of("success"), failure: s.of("failure"),
		badCredentials: s.of("bad_credentials"), banned: s.of("ip_ban"), revoked: s.of("session_revoked"),
		resetRequired: s.of("reset_required"), changeRequired: s.of("password_change_required"), forgotten: s.of("forgotten_password"),
		expired: s.of("session_expired"), upstream: s.of("upstream_error"), closed: s.of("service_closed"),
		found: s.of("found"), notFound: s.of("not_found"), badKey: s.of("bad_key"), noRights: s.of("no_rights"), lookUpError: s.of("error"),
		password: s.of("password"), home: s.of("FR"), infopatient: s.of("infopatient"),
	}
}

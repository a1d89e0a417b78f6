package scenarios

import (
	"slices"
	"time"

	"github.com/breachsim/breachsim/scenarios/internal/quantity"
)

// LookAlikeKind is a kind of benign behaviour that looks like a campaign.
type LookAlikeKind uint8

// The twenty look-alikes, in canonical order.
const (
	BatchRightsCheck LookAlikeKind = iota
	SoftwarePolling
	VaccinationDay
	LocumTakeover
	PracticeMove
	AuditCatchUp
	StaleListTyping
	CareHomeRound
	SharedNAT
	TravellingVPN
	NetworkFailover
	ForgottenPasswordBurst
	NightDuty
	TouristSeason
	LargeDesk
	FlashEvent
	BrowserRestart
	Pentest
	Curiosity
	TwinSites
	NumLookAlikes
)

// LookAlike is one entry of benign.look_alikes, every value that its kind
// takes filled in; values that the kind does not take are zero.
type LookAlike struct {
	Kind       LookAlikeKind
	Accounts   int // accounts that show it; 0 = counted in sites, or all accounts
	Sites      int // shared_nat: addresses; twin_sites: sites, two to a pair
	LookUps    Range
	Think      Distribution
	Duration   Micros
	Day        time.Time // the day on which it happens; zero = days are drawn
	Schedule   Schedule
	PerMonth   int // stretches in 30 days and account
	FirstSeen  Share
	NotFound   Share
	PerAddress Range
	Gain       Share // of demand, in millionths
	NewASN     bool
	Resets     bool // whether the forgotten passwords end in new ones
	UserAgent  UserAgent
	Countries  []string
	Order      Order
	Network    NetworkKind
}

// lookAlikeRule is what the language knows of one kind.
type lookAlikeRule struct {
	doc   string
	share int      // per 100,000 accounts that show it by default; sites for those that count sites
	takes []string // keys that apply, in the order in which they are written
	def   LookAlike
}

// Takes lists the keys that a kind takes, in the order in which they are written.
func (k LookAlikeKind) Takes() []string { return lookAlikeRules()[k].takes }

// Doc says what a kind is, in a phrase.
func (k LookAlikeKind) Doc() string { return lookAlikeRules()[k].doc }

// UsualLookAlikes is what `default` stands for: each kind at its usual frequency, at
// least once. In a world that has room for less than one of a kind, the one that it has
// is nearer the smallest of its kind.
func UsualLookAlikes(accounts int) []LookAlike {
	out := make([]LookAlike, NumLookAlikes)
	for k := range NumLookAlikes {
		out[k] = UsualLookAlike(k)
		out[k].Count(accounts)
		if share := accounts * lookAlikeRules()[k].share; share < 100_000 {
			r := &out[k].LookUps
			r.Max = r.Min + (r.Max-r.Min)*share/100_000
		}
	}
	return out
}

// UsualLookAlike is a look-alike with its usual values, accounts and sites apart.
func UsualLookAlike(k LookAlikeKind) LookAlike {
	l := lookAlikeRules()[k].def
	l.Kind = k
	return l
}

// Count sets the usual number of accounts or sites where there is none.
func (l *LookAlike) Count(accounts int) {
	share := lookAlikeRules()[l.Kind].share
	n := max(1, (accounts*share+50_000)/100_000)
	switch {
	case l.Sites > 0 || l.Accounts > 0:
	case l.Kind == TwinSites:
		l.Sites = max(2, n&^1)
	case l.Kind.countsSites():
		l.Sites = n
	case share > 0:
		l.Accounts = n
	}
}

// countsSites says whether a kind is counted in sites, not in accounts.
func (k LookAlikeKind) countsSites() bool { return k == SharedNAT || k == TwinSites }

const (
	sec      = Micros(1_000_000)
	wholeDay = quantity.Day
)

func lognormalThink(median Micros, sigma int64) Distribution {
	return Distribution{Law: LogNormalLaw, Center: median, Sigma: sigma}
}

// lookAlikeRules lists the kinds in order with their usual values. Shares and
// sizes are assumptions of the size that each behaviour has in public accounts
// of practices' work, where there are any.
func lookAlikeRules() [NumLookAlikes]lookAlikeRule {
	return [NumLookAlikes]lookAlikeRule{
		BatchRightsCheck: {"rights of a whole panel before month-end invoicing", 300,
			[]string{"accounts", "per_month", "day", "lookups", "think_time"},
			LookAlike{PerMonth: 1, LookUps: Range{Min: 120, Max: 400}, Think: lognormalThink(6*sec, 500_000)}},
		SoftwarePolling: {"practice software that asks by itself every morning", 200,
			[]string{"accounts", "schedule", "lookups", "think_time", "user_agent"},
			LookAlike{Schedule: Schedule{Minute: 390, Days: [7]bool{false, true, true, true, true, true, true}},
				LookUps: Range{Min: 80, Max: 250},
				Think:   Distribution{Law: NormalLaw, Center: 2 * sec, SD: sec / 20}, UserAgent: LibraryAgent}},
		VaccinationDay: {"hundreds of first-seen persons in a day", 60,
			[]string{"accounts", "per_month", "day", "lookups", "first_seen_share"},
			LookAlike{PerMonth: 1, LookUps: Range{Min: 280, Max: 2500}, FirstSeen: 970_000}},
		LocumTakeover: {"a stand-in on the owner's account, with another device", 150,
			[]string{"accounts", "duration", "new_asn", "first_seen_share"},
			LookAlike{Duration: 14 * wholeDay, NewASN: true, FirstSeen: 50_000}},
		PracticeMove: {"a quiet account taken over by a new practice, nearly all patients new", 50,
			[]string{"accounts", "duration", "first_seen_share"},
			LookAlike{Duration: 60 * wholeDay, FirstSeen: 900_000}},
		AuditCatchUp: {"a Sunday spent going through old patients", 100,
			[]string{"accounts", "per_month", "day", "lookups", "think_time"},
			LookAlike{PerMonth: 1, LookUps: Range{Min: 60, Max: 180}, Think: lognormalThink(18*sec, 600_000)}},
		StaleListTyping: {"an old paper list typed in, many not found", 75,
			[]string{"accounts", "per_month", "lookups", "think_time", "not_found_share"},
			LookAlike{PerMonth: 1, LookUps: Range{Min: 60, Max: 150}, Think: lognormalThink(24*sec, 600_000),
				NotFound: 250_000}},
		CareHomeRound: {"residents of a home, one after the other in the order of a list", 400,
			[]string{"accounts", "per_month", "lookups", "think_time", "order"},
			LookAlike{PerMonth: 4, LookUps: Range{Min: 40, Max: 90}, Think: lognormalThink(40*sec, 500_000),
				Order: Sorted}},
		SharedNAT: {"many accounts behind one address", 125, []string{"sites", "accounts_per_ip"},
			LookAlike{PerAddress: Range{Min: 8, Max: 60}}},
		TravellingVPN: {"an owner abroad or on a VPN", 600,
			[]string{"accounts", "per_month", "duration", "country", "network"},
			LookAlike{PerMonth: 1, Duration: 4 * wholeDay, Countries: []string{"ES", "GB", "DE"}, Network: VPN}},
		NetworkFailover: {"an address that changes within a session", 500, []string{"accounts", "per_month"},
			LookAlike{PerMonth: 4}},
		ForgottenPasswordBurst: {"new passwords on the Monday after the holidays", 1000,
			[]string{"accounts", "day", "lookups", "resets"},
			LookAlike{LookUps: Range{Min: 2, Max: 8}, Resets: true}},
		NightDuty: {"a night pharmacy or an on-call doctor", 300,
			[]string{"accounts", "per_month", "lookups", "first_seen_share"},
			LookAlike{PerMonth: 3, LookUps: Range{Min: 15, Max: 40}, FirstSeen: 700_000}},
		TouristSeason: {"a coastal or mountain pharmacy in the season", 200,
			[]string{"accounts", "duration", "first_seen_share", "gain"},
			LookAlike{Duration: 56 * wholeDay, FirstSeen: 700_000, Gain: 1_400_000}},
		LargeDesk: {"a desk or laboratory that always looks up hundreds", 300, []string{"accounts", "lookups"},
			LookAlike{LookUps: Range{Min: 400, Max: 1200}}},
		FlashEvent: {"an announcement that sends everybody to the portal", 0, []string{"day", "gain"},
			LookAlike{Gain: 2_200_000}},
		BrowserRestart: {"twenty tabs at once, double clicks, retries", 300,
			[]string{"accounts", "per_month", "lookups"},
			LookAlike{PerMonth: 3, LookUps: Range{Min: 8, Max: 20}}},
		Pentest: {"an authorised test from a data centre", 10,
			[]string{"accounts", "per_month", "lookups", "think_time", "not_found_share", "user_agent", "network",
				"authorised"},
			LookAlike{PerMonth: 1, LookUps: Range{Min: 500, Max: 2000}, Think: lognormalThink(sec, 400_000),
				NotFound: 300_000, UserAgent: LibraryAgent, Network: Datacentre}},
		Curiosity: {"one to three look-ups without a reason: a breach of policy, not scraping", 200,
			[]string{"accounts", "per_month", "lookups"},
			LookAlike{PerMonth: 1, LookUps: Range{Min: 1, Max: 3}}},
		TwinSites: {"two sites of one group with the same patients in the same hour", 100,
			[]string{"sites", "per_month"},
			LookAlike{PerMonth: 8}},
	}
}

// Background is what reaches the portal from the rest of the internet, whoever works
// there and whether or not anybody attacks.
type Background struct {
	Level Share // how much of it, in millionths of what is usual; 0 = nobody
}

// MaxBackground is the highest level, as a multiple of the usual one.
const MaxBackground = 10

// On reports whether there is any.
func (b *Background) On() bool { return b.Level > 0 }

// BackgroundKind is a kind of background traffic. Its name is the benign_type of its
// events and lines in the ground truth.
type BackgroundKind uint8

// The kinds.
const (
	BackgroundMonitor  BackgroundKind = iota // uptime monitors and health checks
	BackgroundCrawler                        // search engines
	BackgroundResearch                       // surveys of the whole internet
	BackgroundProbe                          // one request of somebody who tries every address
	BackgroundScan                           // a scanner that goes through a list of paths
	BackgroundVisitor                        // people who have no account: they look and leave
	BackgroundStuffing                       // stolen pairs of identifier and password, of other sites
	BackgroundSpraying                       // a usual password at many identifiers
	NumBackground
)

var backgroundNames = [NumBackground]string{
	"background_monitor", "background_crawler", "background_research", "background_probe", "background_scan",
	"background_visitor", "background_stuffing", "background_spraying",
}

// String is the kind's name.
func (k BackgroundKind) String() string { return nameOf(backgroundNames[:], k) }

// BackgroundNames lists the names of the kinds.
func BackgroundNames() []string { return slices.Clone(backgroundNames[:]) }

// Guesses reports whether a kind tries passwords at the sign-in, so that the
// application sees it.
func (k BackgroundKind) Guesses() bool { return k == BackgroundStuffing || k == BackgroundSpraying }

package event

// Journal is the part of the truth that belongs to the whole period and not
// to one slice. The Plan knows it before the first event is made; every shard
// has the same.
type Journal struct {
	Accounts  []AccountInterval
	Tried     []TriedAccount
	Addresses []AddressInterval
	Sessions  []SessionTruth
	Campaigns []CampaignEntry
	Responses []Response
	LookAlike []LookAlikeTruth
	Alerts    []Alert
	Canaries  []CanaryTruth
}

// AccountInterval is the time in which a campaign used one account.
type AccountInterval struct {
	Account     uint32
	Campaign    uint8 // 1 + index
	Acquired    string
	AcquiredAt  int64
	First, Last int64 // first and last malicious event, microseconds
	LookUps     int64 // attack look-ups answered
	Exposed     int64 // persons exposed through it; known only once the slices are made
	OwnerActive bool  // the owner worked within the interval
}

// TriedAccount is an account that a campaign tried and did not get.
type TriedAccount struct {
	Account     uint32
	Campaign    uint8 // 1 + index
	How         string
	Attempts    int   // sign-ins that were refused, or links that were asked for
	First, Last int64 // microseconds
}

// AddressInterval is the time in which a campaign used one address.
type AddressInterval struct {
	Addr        Addr
	Net, Place  uint16
	Campaign    uint8
	First, Last int64
	Banned      int64 // when it was banned; 0 = never
}

// SessionTruth is one session with events of a campaign in it.
type SessionTruth struct {
	Session  uint64
	Account  uint32
	Addr     Addr
	Campaign uint8
	From, To int64
	Attack   int64 // audit events that the campaign made in it
	Benign   int64 // audit events that others made in it
}

// CampaignEntry is one step of a threat actor, in time order.
type CampaignEntry struct {
	TS       int64
	Campaign uint8
	Phase    Phase
	Action   Move
	Account  uint32 // or NoAccount
	Addr     Addr
	Detail   string
}

// Response is one step of the defender or of the aftermath, in time order.
type Response struct {
	TS      int64
	Action  Measure
	Control uint8  // 1 + index; 0 = none
	Account uint32 // or NoAccount
	Addr    Addr
	Persons int64 // persons concerned; 0 = not about persons
	Detail  string
}

// LookAlikeTruth is one stretch of benign behaviour that looks like an attack.
type LookAlikeTruth struct {
	Account  uint32
	From, To int64
	Kind     BenignType
	Fools    []string // families of detectors
}

// Alert is a look-up of a canary person, in time order.
type Alert struct {
	TS      int64
	Event   uint64 // event_id of the look-up
	Ref     uint64 // nir_ref of the canary
	Person  uint32
	Account uint32
	Addr    Addr
	Control uint8 // 1 + index
}

// CanaryTruth is one canary person.
type CanaryTruth struct {
	Ref     uint64 // nir_ref
	Control uint8  // 1 + index
}

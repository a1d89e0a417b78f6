package event

// Catalog holds the texts that events name by index. It is made once by the
// Plan, is the same in every shard, and is read-only afterwards.
type Catalog struct {
	Accounts    []AccountText
	Networks    []NetworkText // index 0 is "none"
	Places      []PlaceText   // index 0 is "none"
	UserAgents  []string      // index 0 is "none"
	Departments []string      // codes of residence: "01" … "2A" … "976"
	Campaigns   []string      // ids
	Controls    []string      // ids
}

// AccountText is what the audit log says of an account.
type AccountText struct {
	ID         string // "PS" and seven digits
	Profession string // code of the profession (nomenclature TRE_G15), or a desk's word
	Org        string // site id
}

// NetworkText is an autonomous system.
type NetworkText struct {
	ASN uint32
	Org string
}

// PlaceText is where an address is said to be.
type PlaceText struct {
	Country  string // ISO 3166-1 alpha-2
	City     string // fictitious
	Lat, Lon string // decimal degrees, four places
}

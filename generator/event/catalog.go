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
	Releases    []AssetNames  // by Access.Release; none: the names of Path
	Requests    []RequestText // by Access.Strange; index 0 is "none"
}

// RequestText is a request that no page of the portal makes: the path of a scanner,
// a method that the portal does not take. What is no HTTP request has no method: its
// path is what came, with bytes that are not printable as \xHH; where nothing came,
// it has none either.
type RequestText struct{ Method, Path string }

// Request is the method and the path of an access line, as far as the path is always
// the same.
func (c *Catalog) Request(a *Access) (method, path string) {
	if a.Strange != 0 {
		r := &c.Requests[a.Strange]
		return r.Method, r.Path
	}
	if fixed, more := a.Path.Fixed(); more {
		return a.Method.String(), fixed
	}
	return a.Method.String(), c.Path(a.Path, a.Release)
}

// AssetNames are the paths of the static files that a release of the portal
// renames.
type AssetNames struct{ App, Vendor, Style string }

// Path is the path of an access line: the file's name in its release, if it is
// one that releases rename.
func (c *Catalog) Path(p Path, release uint8) string {
	if int(release) >= len(c.Releases) {
		return p.String()
	}
	switch n := &c.Releases[release]; p {
	case PathAssetApp:
		return n.App
	case PathAssetVendor:
		return n.Vendor
	case PathAssetStyle:
		return n.Style
	}
	return p.String()
}

// AccountText is what the audit log says of an account.
type AccountText struct {
	ID         string     // "PS" and seven digits
	Profession string     // code of the profession (nomenclature TRE_G15), or a desk's word
	Org        string     // site id
	Address    string     // mail address of its user; "" = none
	Types      Identifier // what its user types to sign in
}

// Identifier is the text that somebody types who names the account so.
func (t *AccountText) Identifier(by Identifier) string {
	switch by {
	case ByAddress:
		return t.Address
	case ByNumber:
		return t.ID
	}
	return ""
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

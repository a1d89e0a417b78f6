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

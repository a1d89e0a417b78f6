package client

// Habits is how a person's browser treats what it has fetched, and what it asks for
// beside. All of them are shares of persons, assumed.
type Habits struct {
	Private  bool // keeps nothing: private windows, a profile that is emptied at each sign-out
	Tools    bool // the developer tools are open
	Bookmark bool // a bookmark from years ago, at which the day begins
}

// Habits returns those of one of the humans of account k.
func (d *Devices) Habits(k uint32, human uint8) Habits {
	u := d.key.At(uint64(k)<<9 | uint64(human)<<1).At(habits).Uint64()
	return Habits{
		Private:  u&0xffff < privateShare,
		Tools:    u>>16&0xffff < toolsShare,
		Bookmark: u>>32&0xffff < bookmarkShare,
	}
}

// Shares of persons, in 1/65536.
const (
	privateShare  = 2_600 // 4 %
	toolsShare    = 130   // 0.2 %
	bookmarkShare = 650   // 1 %
)

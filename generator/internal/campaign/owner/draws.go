package owner

// Names of draws, of the key of a session of the owner, or of a step that is added.
// A number is never given to anything else.
const (
	drawTries = 1 + iota // how often the old password is tried again
	drawTryGap
	drawPersists // whether the owner asks for a new password at once
	drawAsks     // when
	drawLink     // until the link is used
	drawSignsIn  // from the new password to the sign-in
	drawHelp     // until the help desk has an account cleared
	drawNewOne   // from there to the new password
	_            // not used any more
	drawCold     // whether assets are fetched anew
	drawFactor   // on the phone behind the sign-in
	drawStep     // details of an added step
	drawMobile   // another way to the portal
	drawPassage  // through a challenge
	drawCall     // until the help desk is called
	drawTakenUp  // until it takes the call up
	drawProof    // until the owner has proved who they are
)

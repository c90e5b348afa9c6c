package say

import "strconv"

// The views: each shows what is true when it is sent, and is edited when that changes.
const (
	// WallView is the pinned list of open cases.
	WallView = "wall"
	cardView = "card:"
	voteView = "ballot:"
	meetView = "meeting:"
	menuView = "menu:"
)

// CardView shows a case.
func CardView(caseNumber int) string { return cardView + strconv.Itoa(caseNumber) }

// BallotView shows a ballot with its live tally; id is as in "12.1".
func BallotView(id string) string { return voteView + id }

// MeetingView shows a meeting with who is coming.
func MeetingView(number int) string { return meetView + strconv.Itoa(number) }

// MenuView is the command menu of a person.
func MenuView(person int) string { return menuView + strconv.Itoa(person) }

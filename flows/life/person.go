package life

import "echowall/flows/record"

// The uses of codes.
const (
	UseRole    = "role"
	UseCouncil = "council"
	UseWall    = "wall"
	UseRoom    = "room"
	UseCase    = "case"
)

// UseCode notes that a code was used once more.
func UseCode(s *State, code string) {
	if code != "" {
		record.Edit[record.Invite](s.Book, record.InviteKey(code)).Left--
	}
}

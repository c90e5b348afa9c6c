package people

import "regexp"

// User is a person, or the bot. Its exported fields do not change once it is added.
type User struct {
	ID       int64  `json:"id"` // assigned by AddUser when 0
	IsBot    bool   `json:"is_bot"`
	First    string `json:"first_name"`
	Last     string `json:"last_name,omitempty"`
	Username string `json:"username,omitempty"` // without @
	Lang     string `json:"language_code,omitempty"`

	s       *World
	private *Chat
	started bool // pressed Start or wrote to the bot
	blocked bool
}

// AnonymousAdminID is the user as whom anonymous administrators speak.
const AnonymousAdminID = 1087968824

const (
	channelBotID  = 136817688
	serviceUserID = 777000
)

func anonymousAdmin() *User {
	return &User{ID: AnonymousAdminID, IsBot: true, First: "Group", Username: "GroupAnonymousBot"}
}

func channelBot() *User {
	return &User{ID: channelBotID, IsBot: true, First: "Channel", Username: "Channel_Bot"}
}

func serviceUser() *User { return &User{ID: serviceUserID, First: "Telegram"} }

// AddUser adds a person, who has not spoken with the bot yet. An id that is 0 or taken is assigned.
func (s *World) AddUser(u User) *User {
	s.Lock()
	defer s.Unlock()
	for u.ID == 0 || s.users[u.ID] != nil {
		s.lastUser++
		u.ID = s.lastUser
	}
	p := &u
	p.s = s
	s.users[p.ID] = p
	p.private = &Chat{ID: p.ID, Type: Private, First: p.First, Last: p.Last, Username: p.Username, s: s, user: p}
	s.chats[p.ID] = p.private
	return p
}

// Name is the first and the last name.
func (u *User) Name() string {
	if u.Last == "" {
		return u.First
	}
	return u.First + " " + u.Last
}

// Private is the person's private chat with the bot.
func (u *User) Private() *Chat { return u.private }

// startPayload is what may stand in a start link.
var startPayload = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// Start presses Start in the private chat, unblocking the bot if need be: the bot receives "/start payload". A payload
// that no start link can carry (1-64 of A-Z, a-z, 0-9, _ and -) is left out, as Telegram's apps do.
func (u *User) Start(payload string) int {
	text := "/start"
	if startPayload.MatchString(payload) {
		text += " " + payload
	}
	return u.Say(u.private, text)
}

// Block blocks the bot: it may no longer write to the person.
func (u *User) Block() { u.setBlocked(true) }

// Unblock takes the block back.
func (u *User) Unblock() { u.setBlocked(false) }

func (u *User) setBlocked(blocked bool) {
	u.s.Lock()
	defer u.s.Unlock()
	u.block(blocked)
}

func (u *User) block(blocked bool) {
	if u.blocked == blocked {
		return
	}
	u.blocked = blocked
	kind, was, now := Unblocked, Kicked, Regular
	if blocked {
		kind, was, now = Blocked, Regular, Kicked
	}
	u.s.enqueue("my_chat_member", u.s.memberChange(u.private, u, u.s.me, Member{Status: was}, Member{Status: now}))
	u.s.Note(Event{Kind: kind, Chat: u.private, User: u})
}

// HasBlocked tells whether the person has blocked the bot.
func (u *User) HasBlocked() bool { return u.blocked }

// HasStarted tells whether the person has ever written to the bot, without which it may not write to them.
func (u *User) HasStarted() bool { return u.started }

// User is a user by the id; nil for none.
func (s *World) User(id int64) *User { return s.users[id] }

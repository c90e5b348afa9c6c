package chat

// Texts names what the page says. {n}, {name} and {about} stand for a number and for people.
func Texts() []string {
	return []string{
		"title", "people", "chat", "wall", "panes", "group", "private", "write", "send", "attach", "commands", "reply",
		"cancel", "edited",
		"photo", "sticker", "pinned", "pinnedBy", "joined", "added", "left", "unread", "nothing", "never", "start", "noWall",
		"badPicture",
		"speed", "skip", "hour", "day", "week", "lang", "restart", "wait", "close",
	}
}

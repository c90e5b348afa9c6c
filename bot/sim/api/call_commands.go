package api

import (
	"fmt"
	"regexp"
	"slices"

	"echowall/bot/sim/api/method"
	"echowall/bot/sim/people"
)

var (
	commandName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
	langCode    = regexp.MustCompile(`^([a-z]{2})?$`)
)

type commandScope struct {
	Type string `json:"type"`
	Chat any    `json:"chat_id"`
	User int64  `json:"user_id"`
}

// scope is the key under which the call's scope and language keep their commands.
func (c *call) scope() (string, error) {
	sc := commandScope{Type: "default"}
	if err := c.params.Decode("scope", &sc); err != nil {
		return "", err
	}
	lang := c.params.Text("language_code")
	if !langCode.MatchString(lang) {
		return "", method.BadRequest("invalid language code specified")
	}
	switch sc.Type {
	case "default", "all_private_chats", "all_group_chats", "all_chat_administrators":
		return scopeKey(sc.Type, 0, 0, lang), nil
	case "chat", "chat_administrators", "chat_member":
	default:
		return "", method.BadRequest("can't parse BotCommandScope: Unsupported type specified")
	}
	chat, err := c.scopeChat(sc)
	if err != nil {
		return "", err
	}
	return scopeKey(sc.Type, chat.ID, sc.User, lang), nil
}

func (c *call) scopeChat(sc commandScope) (*people.Chat, error) {
	var name string
	switch id := sc.Chat.(type) {
	case float64:
		name = fmt.Sprintf("%.0f", id)
	case string:
		name = id
	}
	chat := c.s.Lookup(name)
	switch {
	case chat == nil:
		return nil, method.BadRequest("chat not found")
	case sc.Type != "chat" && (chat.Type == people.Private || chat.Type == people.Channel):
		return nil, method.BadRequest("chat must be a group or a supergroup")
	case sc.Type == "chat_member" && c.s.User(sc.User) == nil:
		return nil, method.BadRequest("user not found")
	case sc.Type != "chat_member" && sc.User != 0:
		return nil, method.Violates("scope %s takes no user_id", sc.Type)
	}
	return chat, c.s.reach(chat)
}

func scopeKey(kind string, chat, user int64, lang string) string {
	return fmt.Sprintf("%s/%d/%d/%s", kind, chat, user, lang)
}

func (c *call) setMyCommands() (any, error) {
	key, err := c.scope()
	if err != nil {
		return nil, err
	}
	var list []people.Command
	if err := c.params.Decode("commands", &list); err != nil {
		return nil, err
	}
	if len(list) > 100 {
		return nil, method.BadRequest("BOT_COMMANDS_TOO_MUCH")
	}
	for _, cmd := range list {
		if !commandName.MatchString(cmd.Name) {
			return nil, method.BadRequest("BOT_COMMAND_INVALID")
		}
		if n := people.Length(cmd.Description); n < 1 || n > 256 {
			return nil, method.BadRequest("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	c.s.commands[key] = list
	c.s.Note(people.Event{Kind: people.Commanded, User: c.s.Me(), Text: key, Commands: slices.Clone(list)})
	return true, nil
}

func (c *call) deleteMyCommands() (any, error) {
	key, err := c.scope()
	if err != nil {
		return nil, err
	}
	delete(c.s.commands, key)
	c.s.Note(people.Event{Kind: people.Commanded, User: c.s.Me(), Text: key})
	return true, nil
}

func (c *call) getMyCommands() (any, error) {
	key, err := c.scope()
	if err != nil {
		return nil, err
	}
	return append([]people.Command{}, c.s.commands[key]...), nil
}

// Commands are the entries of the menu a person sees in a chat: those of the narrowest scope that has any,
// in the person's language if it is there.
func (s *Server) Commands(c *people.Chat, u *people.User) []people.Command {
	s.Hold()
	defer s.Release()
	lang := u.Lang
	if len(lang) > 2 {
		lang = lang[:2]
	}
	for _, scope := range scopes(c, u) {
		for _, l := range []string{lang, ""} {
			if list := s.commands[scope+l]; len(list) > 0 {
				return slices.Clone(list)
			}
		}
	}
	return nil
}

// scopes are the scopes that apply to a person in a chat, the narrowest first, without their language.
func scopes(c *people.Chat, u *people.User) []string {
	if c.Type == people.Private {
		return []string{scopeKey("chat", c.ID, 0, ""), scopeKey("all_private_chats", 0, 0, ""), scopeKey("default", 0, 0, "")}
	}
	out := []string{scopeKey("chat_member", c.ID, u.ID, "")}
	if c.Member(u).Admin() {
		out = append(out, scopeKey("chat_administrators", c.ID, 0, ""))
	}
	out = append(out, scopeKey("chat", c.ID, 0, ""))
	if c.Member(u).Admin() {
		out = append(out, scopeKey("all_chat_administrators", 0, 0, ""))
	}
	return append(out, scopeKey("all_group_chats", 0, 0, ""), scopeKey("default", 0, 0, ""))
}

func (c *call) setMyDescription() (any, error) { return c.describe("description", 512) }

func (c *call) setMyShortDescription() (any, error) { return c.describe("short_description", 120) }

func (c *call) describe(kind string, limit int) (any, error) {
	text, lang := c.params.Text(kind), c.params.Text("language_code")
	if !langCode.MatchString(lang) {
		return nil, method.BadRequest("invalid language code specified")
	}
	if people.Length(text) > limit {
		return nil, method.BadRequest("bot %s is too long", kind)
	}
	c.s.abouts[kind+"/"+lang] = text
	c.s.Note(people.Event{Kind: people.Described, User: c.s.Me(), Text: text})
	return true, nil
}

// Description is what setMyDescription set for a language ("" is the default).
func (s *Server) Description(lang string) string { return s.about("description", lang) }

// ShortDescription is what setMyShortDescription set for a language.
func (s *Server) ShortDescription(lang string) string { return s.about("short_description", lang) }

func (s *Server) about(kind, lang string) string {
	s.Hold()
	defer s.Release()
	return s.abouts[kind+"/"+lang]
}

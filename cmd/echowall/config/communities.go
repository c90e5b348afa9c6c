package config

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// The ways in which communities may be founded: by whoever adds the bot, or where the operator has allowed it.
const (
	openToAll = "open"
	approved  = "approved"
)

// CommunitiesFlags say who may found a community.
type CommunitiesFlags struct {
	Communities string `name:"communities" env:"ECHOWALL_COMMUNITIES" default:"open" help:"Who may found a community: open, whoever adds the bot; approved, only in the chats that stand in --approved." placeholder:"open|approved"`
	Approved    string `name:"approved" env:"ECHOWALL_APPROVED" help:"File with the numbers of the chats in which a community may be founded, one a line; read anew with each /setup." placeholder:"FILE"`
}

// Check says what is wrong with the settings.
func (f CommunitiesFlags) Check() error {
	switch {
	case f.Communities != openToAll && f.Communities != approved:
		return Wrong(fmt.Errorf("ECHOWALL_COMMUNITIES: %q; expected open or approved", f.Communities))
	case f.Communities == approved && f.Approved == "":
		return Wrong(errors.New("ECHOWALL_APPROVED is not set; expected a file with the numbers of the chats in which " +
			"communities may be founded, for ECHOWALL_COMMUNITIES is approved"))
	case f.Communities == openToAll:
		return nil
	}
	_, err := f.chats()
	return err
}

// MayFound tells whether a community may be founded in a chat; it is nil where one may be in each.
func (f CommunitiesFlags) MayFound() func(chat int64) (bool, error) {
	if f.Communities != approved {
		return nil
	}
	return func(chat int64) (bool, error) {
		chats, err := f.chats()
		return chats[chat], err
	}
}

// chats are those that stand in the file. What follows a "#" is the operator's own note.
func (f CommunitiesFlags) chats() (map[int64]bool, error) {
	raw, err := os.ReadFile(f.Approved)
	if err != nil {
		return nil, Wrong(fmt.Errorf("ECHOWALL_APPROVED: expected a file with numbers of chats: %w", err))
	}
	chats := map[int64]bool{}
	lines := bufio.NewScanner(bytes.NewReader(raw))
	for n := 1; lines.Scan(); n++ {
		line, _, _ := strings.Cut(lines.Text(), "#")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		chat, err := strconv.ParseInt(line, 10, 64)
		if err != nil {
			return nil, Wrong(fmt.Errorf("ECHOWALL_APPROVED: %s, line %d: expected the number of a chat, as -1001234567890",
				f.Approved, n))
		}
		chats[chat] = true
	}
	return chats, lines.Err()
}
